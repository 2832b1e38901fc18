import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { CreditAccount, CreditRecord, CreditRecordOrder, HeldCertificate } from '../api/schema/credits.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { OPENING_UNTIL } from './goals.ts';
import { readCredits } from './import.ts';
import { progress } from './progress.ts';

export interface CreditsImport {
  readonly added: number;
  readonly known: number;
  readonly refused: { readonly line: number; readonly code: string }[];
  readonly account: CreditAccount;
}

/** The doctor's own account of units on this desk: entered, imported, only ever added to. Nothing of it is proof; certificates are. */
export interface Credits {
  account(): Promise<CreditAccount>;
  /** @throws AppError USAGE_WRONG for an opening balance of units that are on record elsewhere */
  add(order: CreditRecordOrder): Promise<CreditAccount>;
  /** The record stays and no longer counts. @throws AppError CREDIT_RECORD_UNKNOWN */
  annul(record: string, reason: string): Promise<CreditAccount>;
  /**
   * What is known already is left; somebody else's certificate is refused. Without `apply` the answer tells what would be.
   * @throws AppError IMPORT_UNREADABLE
   */
  import(file: { readonly name: string; readonly bytes: Uint8Array }, apply: boolean): Promise<CreditsImport>;
  setCertificates(certificates: readonly HeldCertificate[]): Promise<CreditAccount>;
}

/** What one row says, sealed under the key of the doctor. */
type Entry =
  | { readonly kind: 'record'; readonly order: CreditRecordOrder; readonly key: string | null; readonly import: string | null }
  | { readonly kind: 'annulment'; readonly reason: string }
  | { readonly kind: 'import'; readonly from: string; readonly registration: string | null }
  | { readonly kind: 'certificates'; readonly certificates: readonly HeldCertificate[] };

interface Row {
  readonly id: string;
  readonly enteredAt: string;
  readonly annuls: string | null;
  readonly entry: Entry;
}

/** One desk keeps one account. */
const OWNER = 'credit account of this desk';
const PLACE = 'credit record';

export function openCredits({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): Credits {
  const { db, persons } = store;

  async function rows(): Promise<readonly Row[]> {
    const found = await db
      .selectFrom('credit_record')
      .innerJoin('person', 'person.id', 'credit_record.person')
      .select(['credit_record.id as id', 'entered_at', 'annuls', 'sealed', 'person', 'wrapped_key'])
      .orderBy('entered_at')
      .orderBy('credit_record.id')
      .execute();
    return found.flatMap(({ id, entered_at, annuls, sealed, person, wrapped_key }) => {
      const entry = persons.openWith(wrapped_key, person, sealed, PLACE) as Entry | null;
      return entry ? [{ id, enteredAt: entered_at, annuls, entry }] : [];
    });
  }

  async function insert(transaction: Kysely<Tables>, entry: Entry, annuls: string | null = null): Promise<void> {
    const person = await persons.identify(transaction, OWNER);
    await transaction
      .insertInto('credit_record')
      .values({
        id: randomUUID(),
        person,
        sealed: await persons.seal(transaction, person, entry, PLACE),
        entered_at: store.now().toISOString(),
        annuls,
      })
      .execute();
  }

  function accountOf(all: readonly Row[]): CreditAccount {
    const annulled = new Set(all.flatMap(({ annuls }) => annuls ?? []));
    const records = all.flatMap(({ id, enteredAt, entry }): CreditRecord[] =>
      entry.kind === 'record' ? [{ ...entry.order, id, enteredAt, annulled: annulled.has(id) }] : [],
    );
    const certificates = all.flatMap(({ entry }) => (entry.kind === 'certificates' ? [entry.certificates] : [])).at(-1) ?? [];
    const newest = all.flatMap(({ entry, enteredAt }) => (entry.kind === 'import' ? [{ at: enteredAt, from: entry.from }] : [])).at(-1) ?? null;
    return {
      records: records.toSorted((a, b) => (a.day === b.day ? (a.enteredAt < b.enteredAt ? 1 : -1) : a.day < b.day ? 1 : -1)),
      progress: progress(records, certificates, dayInJapan(store.now().getTime())),
      certificates: [...certificates],
      newestImport: newest,
    };
  }

  const account = async () => accountOf(await rows());

  return {
    account,
    async add(order) {
      if (order.origin === 'opening' && order.day > OPENING_UNTIL) throw new AppError('USAGE_WRONG', { note: `opening ${order.day}` });
      await db.transaction().execute(async (transaction) => {
        await insert(transaction, { kind: 'record', order, key: null, import: null });
        await audit.append(transaction, { action: 'credits.added', facts: { scheme: order.credit.scheme, origin: order.origin } });
      });
      return account();
    },
    async annul(record, reason) {
      const all = await rows();
      const known = all.find(({ id, entry }) => id === record && entry.kind === 'record');
      if (!known) throw new AppError('CREDIT_RECORD_UNKNOWN');
      if (!all.some(({ annuls }) => annuls === record)) {
        await db.transaction().execute(async (transaction) => {
          await insert(transaction, { kind: 'annulment', reason }, record);
          await audit.append(transaction, { action: 'credits.annulled', facts: { record } });
        });
      }
      return account();
    },
    async import({ name, bytes }, apply) {
      const read = readCredits(bytes, dayInJapan(store.now().getTime()));
      const all = await rows();
      const owner = all.flatMap(({ entry }) => (entry.kind === 'import' ? (entry.registration ?? []) : [])).at(0);
      const other = owner !== undefined && read.registration !== null && read.registration !== owner;
      const refused = [...read.refused, ...(other ? [{ line: 0, code: 'other-person' }] : [])];
      const keys = new Set(all.flatMap(({ entry }) => (entry.kind === 'record' ? (entry.key ?? []) : [])));
      const fresh = other ? [] : read.records.filter(({ key }) => !keys.has(key));
      if (apply && fresh.length > 0) {
        const digest = sha256(bytes);
        await db.transaction().execute(async (transaction) => {
          await insert(transaction, { kind: 'import', from: name, registration: read.registration });
          for (const { key, order } of fresh) await insert(transaction, { kind: 'record', order, key, import: digest });
          await audit.append(transaction, { action: 'credits.imported', facts: { sha256: digest, added: fresh.length } });
        });
      }
      const known = other ? 0 : read.records.length - fresh.length;
      return { added: fresh.length, known, refused, account: await account() };
    },
    async setCertificates(certificates) {
      await db.transaction().execute((transaction) => insert(transaction, { kind: 'certificates', certificates }));
      return account();
    },
  };
}
