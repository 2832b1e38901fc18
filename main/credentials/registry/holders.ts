import type { Kysely } from 'kysely';
import type { HolderFields } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { SearchTokens } from './tokens.ts';

/** Whoever has, had or wants a card. `fields` is `null` once the person was deleted. */
export interface Holder {
  readonly holder: number;
  readonly person: string;
  readonly wrappedKey: Uint8Array | null;
  readonly fields: HolderFields | null;
  readonly association: string | null;
  readonly member: boolean;
}

/** What is kept of somebody. */
export interface HolderValues {
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
}

const PLACE = 'credential holder';
type Db = Kysely<Tables>;

/** The sealed rows of holders and the tokens by which they are found. */
export interface Holders {
  /** @throws AppError HOLDER_UNKNOWN */
  get(db: Db, holder: number): Promise<Holder>;
  many(db: Db, holders: readonly number[]): Promise<ReadonlyMap<number, Holder>>;
  add(db: Db, values: HolderValues): Promise<Holder>;
  change(db: Db, holder: Holder, values: HolderValues): Promise<Holder>;
  /** Others with the same number, or the same name or reading and birth date. */
  sameAs(db: Db, fields: HolderFields): Promise<readonly { readonly holder: number; readonly kind: string }[]>;
  /** Destroys the key of the person and everything by which somebody is found. */
  destroy(db: Db, holder: Holder): Promise<void>;
}

/** The holders of a store. */
export function holderRows({ persons, now }: Store, tokens: SearchTokens): Holders {
  const select = (db: Db) =>
    db
      .selectFrom('credential_holder')
      .innerJoin('person', 'person.id', 'credential_holder.person')
      .select(['credential_holder.id', 'credential_holder.person', 'sealed', 'association', 'member', 'wrapped_key']);
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const holderOf = ({ id, person, sealed, association, member, wrapped_key }: Row): Holder => ({
    holder: id,
    person,
    wrappedKey: wrapped_key,
    fields: sealed && (persons.openWith(wrapped_key, person, sealed, PLACE) as HolderFields | null),
    association,
    member: member === 1,
  });

  async function index(db: Db, holder: number, fields: HolderFields): Promise<void> {
    const found = new Map(tokens.of(fields).map((token) => [Buffer.from(token).toString('hex'), token]));
    if (found.size > 0)
      await db
        .insertInto('credential_token')
        .values([...found.values()].map((token) => ({ token, holder })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }

  return {
    async get(db, holder) {
      const row = await select(db).where('credential_holder.id', '=', holder).executeTakeFirst();
      if (!row) throw new AppError('HOLDER_UNKNOWN');
      return holderOf(row);
    },
    async many(db, holders) {
      if (holders.length === 0) return new Map();
      const rows = await select(db)
        .where('credential_holder.id', 'in', [...new Set(holders)])
        .execute();
      return new Map(rows.map((row) => [row.id, holderOf(row)]));
    },
    async add(db, { fields, association, member }) {
      const { row: person, seal } = persons.make();
      await db.insertInto('person').values(person).execute();
      const sealed = seal(fields, PLACE);
      const { id } = await db
        .insertInto('credential_holder')
        .values({ person: person.id, sealed, association, member: Number(member), changed_at: now().toISOString() })
        .returning('id')
        .executeTakeFirstOrThrow();
      await index(db, id, fields);
      return { holder: id, person: person.id, wrappedKey: person.wrapped_key, fields, association, member };
    },
    async change(db, before, { fields, association, member }) {
      if (!before.wrappedKey) throw new AppError('HOLDER_UNKNOWN');
      const sealed = persons.sealWith(before.wrappedKey, before.person, fields, PLACE);
      const row = { sealed, association, member: Number(member), changed_at: now().toISOString() };
      await db.updateTable('credential_holder').set(row).where('id', '=', before.holder).execute();
      await db.updateTable('credential_object').set({ association }).where('holder', '=', before.holder).execute();
      // Serial numbers of cards stay findable.
      const kept = before.fields ? tokens.of(before.fields) : [];
      if (kept.length > 0)
        await db
          .deleteFrom('credential_token')
          .where('holder', '=', before.holder)
          .where('token', 'in', [...kept])
          .execute();
      await index(db, before.holder, fields);
      return { ...before, fields, association, member };
    },
    async sameAs(db, fields) {
      const asked = tokens.identity(fields);
      if (asked.length === 0) return [];
      const rows = await db
        .selectFrom('credential_token')
        .selectAll()
        .where(
          'token',
          'in',
          asked.map(({ token }) => token),
        )
        .limit(50)
        .execute();
      return rows.map(({ token, holder }) => ({ holder, kind: asked.find((each) => Buffer.from(each.token).equals(token))!.kind }));
    },
    async destroy(db, { holder, person }) {
      await db.deleteFrom('credential_token').where('holder', '=', holder).execute();
      await db.updateTable('credential_holder').set({ sealed: null }).where('id', '=', holder).execute();
      await db.updateTable('credential_evidence').set({ sealed: null, scan: null }).where('holder', '=', holder).execute();
      await persons.destroy(db, person);
    },
  };
}
