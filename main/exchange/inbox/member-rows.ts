import { type Kysely, sql } from 'kysely';
import { searchTokens } from '../../credentials/registry/tokens.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Member } from './member.ts';

/** A member as it rests here. */
export interface KeptMember {
  readonly person: string;
  /** `null` once the person's key was destroyed. */
  readonly key: Uint8Array | null;
  readonly sealed: Uint8Array;
  /** By the hub's clock, when it last told of the member as a whole; ISO 8601. */
  readonly changedAt: string;
  /** Of the snapshot that told of it last. */
  readonly round: number;
}

/** A member to be kept. */
export interface MemberToKeep {
  readonly member: Member;
  readonly known: KeptMember | undefined;
  readonly changedAt: string;
  readonly round: number;
}

/** Rows of members; a statement for many, since 180,000 come. */
export interface MemberRows {
  /** Of those who rest here, by registration number. */
  read(db: Kysely<Tables>, registrations: readonly string[]): Promise<ReadonlyMap<string, KeptMember>>;
  /** `null` once the person's key was destroyed. */
  open(kept: KeptMember): Member | null;
  /** Each person once. */
  write(tx: Kysely<Tables>, members: readonly MemberToKeep[]): Promise<void>;
}

const PLACE = 'member as the hub tells';
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The members' table of a store. */
export function memberRows({ persons, masterKey }: Pick<Store, 'persons' | 'masterKey'>): MemberRows {
  const tokens = searchTokens(masterKey.key);
  const subjectOf = (registration: string): string => hex(tokens.registration(registration));

  return {
    async read(db, registrations) {
      const named = new Map(registrations.map((registration) => [subjectOf(registration), registration]));
      const rows = await db
        .selectFrom('exchange_member')
        .innerJoin('person', 'person.id', 'exchange_member.person')
        .select(['subject', 'person', 'wrapped_key', 'sealed', 'changed_at', 'round'])
        .where('subject', 'in', sql<Uint8Array>`(SELECT unhex(value) FROM json_each(${JSON.stringify([...named.keys()])}))`)
        .execute();
      return new Map(
        rows.map(({ subject, wrapped_key, changed_at, ...row }) => [named.get(hex(subject))!, { ...row, key: wrapped_key, changedAt: changed_at }]),
      );
    },
    open: ({ key, person, sealed }) => persons.openWith(key, person, sealed, PLACE) as Member | null,
    async write(tx, members) {
      const made: { readonly id: string; readonly key: string; readonly at: string }[] = [];
      const rows = members.map(({ member, known, changedAt: at, round }) => {
        const subject = subjectOf(member.registration);
        if (known?.key) return { subject, person: known.person, sealed: hex(persons.sealWith(known.key, known.person, member, PLACE)), at, round };
        const { row, seal } = persons.make();
        made.push({ id: row.id, key: hex(row.wrapped_key), at: row.created_at });
        return { subject, person: row.id, sealed: hex(seal(member, PLACE)), at, round };
      });
      if (made.length > 0)
        await sql`INSERT INTO person (id, wrapped_key, created_at)
          SELECT value ->> 'id', unhex(value ->> 'key'), value ->> 'at' FROM json_each(${JSON.stringify(made)})`.execute(tx);
      await sql`INSERT INTO exchange_member (subject, person, sealed, changed_at, round)
        SELECT unhex(value ->> 'subject'), value ->> 'person', unhex(value ->> 'sealed'), value ->> 'at', value ->> 'round'
        FROM json_each(${JSON.stringify(rows)}) WHERE true
        ON CONFLICT (subject) DO UPDATE SET person = excluded.person, sealed = excluded.sealed, changed_at = excluded.changed_at, round = excluded.round`.execute(
        tx,
      );
    },
  };
}
