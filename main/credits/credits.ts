import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { CertificateSignature, CreditAccount, CreditRecordOrder, CreditsImport, HeldCertificate } from '../api/schema/credits.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { OPENING_UNTIL } from './goals.ts';
import { accountOf, type Entry, freshOf, isSuperseded, ownerOf, replacedBy, type Row } from './entries.ts';
import { type ReadCredits, readCredits } from './import.ts';

/** The doctor's own account of units on this desk: entered, imported, only ever added to. Nothing of it is proof; certificates are. */
export interface Credits {
  account(): Promise<CreditAccount>;
  /** @throws AppError OPENING_BALANCE_LATE for an opening balance of units that are on record elsewhere */
  add(order: CreditRecordOrder): Promise<CreditAccount>;
  /** The record stays and no longer counts. @throws AppError CREDIT_RECORD_UNKNOWN */
  annul(record: string, reason: string): Promise<CreditAccount>;
  /**
   * What is known already is left; somebody else's certificate is refused. A corrected certificate takes the place of those before it of the same seminar,
   * whose records stay and no longer count; one that was replaced is refused, and one whose signature is wrong. What a test card signed is taken in test mode alone,
   * and never counts. Without `apply` the answer tells what would be.
   * @throws AppError IMPORT_UNREADABLE, COLUMNS_MISSING, ATTENDANCE_CERTIFICATE_UNREADABLE
   */
  import(file: NamedBytes, apply: boolean): Promise<CreditsImport>;
  setCertificates(certificates: readonly HeldCertificate[]): Promise<CreditAccount>;
}

/** One desk keeps one account. */
const OWNER = 'credit account of this desk';
const PLACE = 'credit record';

export interface CreditsOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  /** What stands behind a certificate of attendance. */
  readonly signatureOf: (file: NamedBytes) => Promise<CertificateSignature>;
  /** Whether certificates that a test card signed are taken. */
  readonly testMode: () => boolean;
}

/** Why a certificate is not taken at all. Words: `credits.refused.<code>`. */
type Untaken = 'other-person' | 'superseded' | 'test-signature' | 'signature-wrong';

export function openCredits({ store, audit, signatureOf, testMode }: CreditsOptions): Credits {
  const { db, persons } = store;
  const today = () => dayInJapan(store.now().getTime());

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

  function untakenBecause({ certificate, holder }: ReadCredits, signature: CertificateSignature | null, all: readonly Row[]): Untaken | null {
    const owner = ownerOf(all);
    if (owner && holder && owner.registration !== holder.registration) return 'other-person';
    if (signature?.standing === 'wrong') return 'signature-wrong';
    if (signature?.standing === 'test' && !testMode()) return 'test-signature';
    return certificate && isSuperseded(certificate, all) ? 'superseded' : null;
  }

  const account = async () => accountOf(await rows(), today());

  return {
    account,
    async add(order) {
      if (order.origin === 'opening' && order.day > OPENING_UNTIL) throw new AppError('OPENING_BALANCE_LATE', { until: OPENING_UNTIL });
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
    async import(file, apply) {
      const read = readCredits(file.bytes, today());
      const { certificate, holder } = read;
      const signature = holder && (await signatureOf(file));
      const test = signature?.standing === 'test';
      const all = await rows();
      const untaken = untakenBecause(read, signature, all);
      const refused = [...read.refused, ...(untaken === null ? [] : [{ line: 0, code: untaken }])];
      const fresh = untaken === null ? freshOf(read, all, test) : [];
      const replaced = untaken === null && certificate && !test ? replacedBy(certificate, all) : [];
      if (apply && fresh.length + replaced.length > 0) {
        const digest = sha256(file.bytes);
        const whose = { registration: holder?.registration ?? null, name: holder?.name ?? '' };
        await db.transaction().execute(async (transaction) => {
          await insert(transaction, { kind: 'import', from: file.name, ...whose, certificate: certificate && { ...certificate, test } });
          for (const id of replaced) await insert(transaction, { kind: 'annulment', reason: certificate?.number ?? '' }, id);
          for (const { key, order } of fresh) await insert(transaction, { kind: 'record', order, key, import: digest, test });
          await audit.append(transaction, { action: 'credits.imported', facts: { sha256: digest, added: fresh.length, replaced: replaced.length } });
        });
      }
      return {
        added: fresh.length,
        known: untaken === null ? read.records.length - fresh.length : 0,
        replaced: replaced.length,
        refused,
        records: fresh.map(({ order }) => order),
        certificate: certificate && holder && signature && { ...holder, number: certificate.number, signature },
        account: await account(),
      };
    },
    async setCertificates(certificates) {
      await db.transaction().execute((transaction) => insert(transaction, { kind: 'certificates', certificates }));
      return account();
    },
  };
}
