import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ReceivedEntry } from '../../api/schema/letters.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** A package as it came. */
export interface Received {
  readonly id: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly files: readonly NamedBytes[];
}

type Shown = Pick<ReceivedEntry, 'source' | 'patient' | 'institution'>;

/** Packages that came, each sealed under a person of its own. */
export interface ReceivedPackages {
  add(shown: Shown, files: readonly NamedBytes[]): Promise<Received>;
  /** @throws AppError REFERRAL_UNKNOWN */
  find(id: string): Promise<Received>;
  /** For good, with its person's key. @throws AppError REFERRAL_UNKNOWN */
  remove(db: Kysely<Tables>, id: string): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly ReceivedEntry[]>;
}

export function openReceivedPackages({ db, persons, now }: Store): ReceivedPackages {
  const place = (id: string) => `letter received ${id}`;
  return {
    async add(shown, files) {
      const id = randomUUID();
      const receivedAt = now().toISOString();
      await db.transaction().execute(async (transaction) => {
        const person = await persons.create(transaction);
        const packed = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
        await transaction
          .insertInto('letter_received')
          .values({
            ...{ id, person, received_at: receivedAt },
            sealed: await persons.seal(transaction, person, shown, place(id)),
            content: await persons.seal(transaction, person, packed, `${place(id)} files`),
          })
          .execute();
      });
      return { id, receivedAt, source: shown.source, files };
    },
    async find(id) {
      const row = await db.selectFrom('letter_received').selectAll().where('id', '=', id).executeTakeFirst();
      const shown = row && ((await persons.open(db, row.person, row.sealed, place(id))) as Shown | null);
      const packed = row && ((await persons.open(db, row.person, row.content, `${place(id)} files`)) as { name: string; base64: string }[] | null);
      if (!row || !shown || !packed) throw new AppError('REFERRAL_UNKNOWN', { id });
      const files = packed.map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }));
      return { id, receivedAt: row.received_at, source: shown.source, files };
    },
    async remove(transaction, id) {
      const row = await transaction.selectFrom('letter_received').select('person').where('id', '=', id).executeTakeFirst();
      if (!row) throw new AppError('REFERRAL_UNKNOWN', { id });
      await transaction.deleteFrom('letter_received').where('id', '=', id).execute();
      await persons.destroy(transaction, row.person);
    },
    async list() {
      const rows = await db
        .selectFrom('letter_received')
        .innerJoin('person', 'person.id', 'letter_received.person')
        .select(['letter_received.id as id', 'person', 'received_at', 'sealed', 'wrapped_key'])
        .orderBy('received_at', 'desc')
        .execute();
      return rows.flatMap(({ id, person, received_at, sealed, wrapped_key }) => {
        const shown = persons.openWith(wrapped_key, person, sealed, place(id)) as Shown | null;
        return shown ? [{ ...shown, id, receivedAt: received_at }] : [];
      });
    },
  };
}
