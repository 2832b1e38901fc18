import type { CreditAccount, CreditRecord, CreditRecordOrder, HeldCertificate } from '../api/schema/credits.ts';
import { certificateKey, isKeyOf, type ReadCertificate, type ReadCredits } from './import.ts';
import { progress } from './progress.ts';

/** A certificate that was taken; `test`: a test card had signed it, so that it speaks against no other. */
type TakenCertificate = ReadCertificate & { readonly test?: boolean };

/** What one row says, sealed under the key of the doctor. */
export type Entry =
  | {
      readonly kind: 'record';
      readonly order: CreditRecordOrder;
      readonly key: string | null;
      readonly import: string | null;
      readonly test?: boolean;
    }
  | { readonly kind: 'annulment'; readonly reason: string }
  | {
      readonly kind: 'import';
      readonly from: string;
      readonly registration: string | null;
      readonly name?: string;
      /** Absent in rows of builds that did not keep it. */
      readonly certificate?: TakenCertificate | null;
    }
  | { readonly kind: 'certificates'; readonly certificates: readonly HeldCertificate[] };

export interface Row {
  readonly id: string;
  readonly enteredAt: string;
  /** The record that it annuls. */
  readonly annuls: string | null;
  readonly entry: Entry;
}

const entriesOf = <Kind extends Entry['kind']>(rows: readonly Row[], kind: Kind) =>
  rows.flatMap(({ entry }) => (entry.kind === kind ? [entry as Extract<Entry, { kind: Kind }>] : []));

const annulledBy = (rows: readonly Row[]): ReadonlySet<string> => new Set(rows.flatMap(({ annuls }) => annuls ?? []));

/** Whose account it is, by the first certificate that was taken; what a test card signed tells nothing of it. */
export function ownerOf(rows: readonly Row[]): CreditAccount['owner'] {
  const named = entriesOf(rows, 'import').filter(({ registration, certificate }) => registration !== null && !certificate?.test);
  const [first] = named;
  return first ? { registration: first.registration ?? '', name: named.findLast(({ name = '' }) => name !== '')?.name ?? '' } : null;
}

/** The account as its rows make it. @param today ISO day in Japan */
export function accountOf(rows: readonly Row[], today: string): CreditAccount {
  const annulled = annulledBy(rows);
  const records = rows.flatMap(({ id, enteredAt, entry }): CreditRecord[] =>
    entry.kind === 'record' ? [{ ...entry.order, id, enteredAt, test: entry.test ?? false, annulled: annulled.has(id) }] : [],
  );
  const certificates = entriesOf(rows, 'certificates').at(-1)?.certificates ?? [];
  const newest = rows.findLast(({ entry }) => entry.kind === 'import');
  return {
    records: records.toSorted((a, b) => (a.day === b.day ? (a.enteredAt < b.enteredAt ? 1 : -1) : a.day < b.day ? 1 : -1)),
    progress: progress(
      records.filter(({ test }) => !test),
      certificates,
      today,
    ),
    certificates: [...certificates],
    owner: ownerOf(rows),
    newestImport: newest?.entry.kind === 'import' ? { at: newest.enteredAt, from: newest.entry.from } : null,
  };
}

const newer = (a: ReadCertificate, b: ReadCertificate): boolean =>
  a.settlement === b.settlement ? a.settledAt > b.settledAt : a.settlement > b.settlement;

/** Whether a later certificate of the same seminar was taken before; one of a test card says nothing against another. */
export const isSuperseded = (certificate: ReadCertificate, rows: readonly Row[]): boolean =>
  entriesOf(rows, 'import').some(
    ({ certificate: taken = null }) => taken !== null && !taken.test && taken.seminar === certificate.seminar && newer(taken, certificate),
  );

/** Records of a file that the account lacks. What a test card had signed is no record beside what none has. */
export function freshOf({ records }: ReadCredits, rows: readonly Row[], test: boolean): ReadCredits['records'] {
  const keys = new Set(entriesOf(rows, 'record').flatMap(({ key, test: tested = false }) => (key === null || (tested && !test) ? [] : key)));
  return records.filter(({ key }) => !keys.has(key));
}

/** Records that still count whose place a certificate takes: of other certificates of the seminar, and of this one as a test card had signed it. */
export function replacedBy({ seminar, number }: ReadCertificate, rows: readonly Row[]): readonly string[] {
  const annulled = annulledBy(rows);
  return rows.flatMap(({ id, entry }) => {
    if (entry.kind !== 'record' || annulled.has(id) || entry.key === null || !isKeyOf(seminar, entry.key)) return [];
    return entry.test || !entry.key.startsWith(certificateKey({ seminar, number })) ? [id] : [];
  });
}
