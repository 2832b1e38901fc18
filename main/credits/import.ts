import * as z from 'zod';
import table from '../../resources/credits/columns.json' with { type: 'json' };
import { creditRecordOrder, type CreditRecordOrder } from '../api/schema/credits.ts';
import { kindOf } from '../documents/kind.ts';
import { AppError } from '../errors.ts';
import { birthDate as isoDay } from '../membership/import/birth-date.ts';
import { recogniseColumns } from '../tables/columns.ts';
import { readCsv } from '../tables/read-csv.ts';
import { readCertificate } from '../training/output/certificate-data.ts';
import { dayInJapan } from '../day-in-japan.ts';

/** Records of a file, each with what makes it the same record when the file is imported again. */
export interface ReadCredits {
  readonly records: readonly { readonly key: string; readonly order: CreditRecordOrder }[];
  /** Which certificate it is; `null` for a list. */
  readonly certificate: ReadCertificate | null;
  /** Whose certificate it is and of what, `null` where the file does not say. */
  readonly holder: { readonly registration: string; readonly name: string; readonly seminar: string } | null;
  readonly refused: readonly { readonly line: number; readonly code: string }[];
}

/** A certificate among those that one seminar has issued to somebody: a corrected result gives another. */
export interface ReadCertificate {
  readonly seminar: string;
  readonly number: string;
  /** Number and time of the frozen result. */
  readonly settlement: number;
  readonly settledAt: string;
}

/** How the keys of records of a certificate begin; without a number those of every certificate of a seminar. */
export const certificateKey = ({ seminar, number }: { readonly seminar: string; readonly number?: string }): string =>
  `certificate ${JSON.stringify(seminar)} ${number === undefined ? '' : `${number} `}`;

/** Session and place among its units, with which keys of earlier builds end; those of today end with a bracket. */
const EARLIER_END = /^.+ \d+$/s;

/** Whether a key is of a record of some certificate of the seminar, also as earlier builds wrote it: `certificate <seminar> <session> <n>`. */
export function isKeyOf(seminar: string, key: string): boolean {
  const earlier = `certificate ${seminar} `;
  return key.startsWith(certificateKey({ seminar })) || (key.startsWith(earlier) && EARLIER_END.test(key.slice(earlier.length)));
}

type Field = keyof typeof table.fields;

/** The scheme that a cell names, `null` for none that is known. */
function schemeNamed(cell: string): string | null {
  const name = cell.normalize('NFKC').trim();
  return Object.entries(table.schemes).find(([, names]) => names.includes(name))?.[0] ?? null;
}

function fromCertificate(bytes: Uint8Array): ReadCredits {
  const { number, seminar, settlement, person, sessions } = readCertificate(bytes);
  const records = sessions.flatMap(({ id, title, startsAt, credits }) =>
    credits.map((credit, index) => ({
      key: `${certificateKey({ seminar: seminar.id, number })}${JSON.stringify([id, index])}`,
      order: {
        origin: 'seminar' as const,
        day: dayInJapan(Date.parse(startsAt)),
        title: `${seminar.title} ${title}`.slice(0, 300),
        credit,
        way: 'lecture' as const,
        certifiedNumber: seminar.certifiedNumbers.find(({ scheme }) => scheme === credit.scheme)?.number ?? '',
        note: number,
      },
    })),
  );
  const certificate = { seminar: seminar.id, number, settlement: settlement.number, settledAt: settlement.at };
  return { records, certificate, holder: { ...person, seminar: seminar.title }, refused: [] };
}

/** Words: `errors.COLUMNS_MISSING`. */
const NEEDED = ['day', 'units'] as const satisfies readonly Field[];

function fromTable(bytes: Uint8Array, today: string): ReadCredits {
  const { headings, rows } = readCsv(bytes, (cells) => recogniseColumns<Field>(cells, table.fields).size);
  const columns = recogniseColumns<Field>(headings, table.fields);
  const missing = NEEDED.find((field) => !columns.has(field));
  if (missing) throw new AppError('COLUMNS_MISSING', { column: missing });
  const refused: { line: number; code: string }[] = [];
  const records = rows.flatMap(({ line, cells }) => {
    const cell = (field: Field): string => (cells[columns.get(field) ?? -1] ?? '').trim();
    const scheme = cell('scheme') === '' ? 'cme' : schemeNamed(cell('scheme'));
    const order = creditRecordOrder.safeParse({
      origin: 'elsewhere',
      day: isoDay(cell('day'), today),
      title: cell('title'),
      credit: { scheme, category: cell('category') || null, code: cell('code') || null, units: Number(cell('units').normalize('NFKC')) },
      way: 'lecture',
      certifiedNumber: cell('certifiedNumber'),
      note: cell('note'),
    });
    if (!order.success) {
      refused.push({ line, code: z.flattenError(order.error).fieldErrors.day ? 'day-wrong' : 'credit-wrong' });
      return [];
    }
    return [{ key: `table ${JSON.stringify(order.data)}`, order: order.data }];
  });
  return { records, certificate: null, holder: null, refused };
}

/**
 * What a file says of a doctor's units: a certificate of attendance of this program (PDF), or a list (CSV).
 * @param today ISO day in Japan; later days are refused
 * @throws AppError IMPORT_UNREADABLE
 */
export const readCredits = (bytes: Uint8Array, today: string): ReadCredits =>
  kindOf(bytes) === 'pdf' ? fromCertificate(bytes) : fromTable(bytes, today);
