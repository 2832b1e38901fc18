import table from '../../../resources/credentials/registry-columns.json' with { type: 'json' };
import type { HolderFields } from '../../api/schema/credentials.ts';
import { paperDay } from '../../attendance/paper/paper-time.ts';
import { AppError } from '../../errors.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import { recogniseColumns } from '../../tables/columns.ts';
import { UNREADABLE_LETTER } from '../../tables/decode-text.ts';
import { readCsv } from '../../tables/read-csv.ts';

/** A column of the registry. */
export type RegistryColumn = keyof typeof table.columns;
/** The columns, in their order. */
export const REGISTRY_COLUMNS = Object.keys(table.columns) as readonly RegistryColumn[];
/** The heading under which a column is written. */
export const headingOf = (column: RegistryColumn): string => table.columns[column][0]!;

/** What is wrong with a row, the first that applies; words: `credentials.import-problem.<id>`. */
export const REGISTRY_PROBLEMS = [
  'letters-unreadable',
  'registration-wrong',
  'name-missing',
  'kana-missing',
  'birth-date-wrong',
  'member-unknown',
  'expiry-wrong',
  'duplicate',
  'serial-held',
] as const;
/** One of `REGISTRY_PROBLEMS`. */
export type RegistryProblem = (typeof REGISTRY_PROBLEMS)[number];

/** A card in use elsewhere. Serial numbers of certificates in hexadecimal, empty where the file does not tell them. */
export interface RegistryCard {
  readonly serial: string;
  /** ISO day. */
  readonly expires: string;
  readonly issuer: string;
  readonly signatureSerial: string;
  readonly authenticationSerial: string;
}

/** A line of the file. `line`: from 1 upwards. */
export interface RegistryRow {
  readonly line: number;
  readonly problem: RegistryProblem | null;
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
  readonly card: RegistryCard | null;
}

const NEEDED: readonly RegistryColumn[] = ['registration', 'name', 'kana'];
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const yes = new Set(table.member.yes.map(plain));
const no = new Set(table.member.no.map(plain));

/** Holders and their cards as another system kept them. @throws AppError REGISTRY_IMPORT_UNREADABLE without the columns that are needed */
export function readRegistry(bytes: Uint8Array): readonly RegistryRow[] {
  const { headings, rows } = readCsv(bytes, (cells) => recogniseColumns(cells, table.columns).size);
  const columns = recogniseColumns(headings, table.columns as Readonly<Record<RegistryColumn, readonly string[]>>);
  const lacking = NEEDED.filter((column) => !columns.has(column));
  if (lacking.length > 0) throw new AppError('REGISTRY_IMPORT_UNREADABLE', { columns: lacking.map(headingOf).join('、') });
  const seen = new Set<string>();
  return rows.map(({ line, cells }): RegistryRow => {
    const cell = (column: RegistryColumn) => cells[columns.get(column) ?? -1]?.trim() ?? '';
    const registration = registrationNumber(cell('registration'));
    const birthDate = paperDay(cell('birthDate'));
    const expires = paperDay(cell('expires'));
    const member = plain(cell('member'));
    const found: readonly (readonly [RegistryProblem, boolean])[] = [
      ['letters-unreadable', cells.some((text) => text.includes(UNREADABLE_LETTER))],
      ['registration-wrong', registration === null],
      ['name-missing', cell('name') === ''],
      ['kana-missing', cell('kana') === ''],
      ['birth-date-wrong', cell('birthDate') !== '' && birthDate === null],
      ['member-unknown', !yes.has(member) && !no.has(member)],
      ['expiry-wrong', cell('serial') !== '' && expires === null],
      ['duplicate', registration !== null && seen.has(registration)],
    ];
    if (registration !== null) seen.add(registration);
    const [name, kana, romaji, formerName] = [cell('name'), cell('kana'), cell('romaji'), cell('formerName')];
    const [postalCode, address, phone, email] = [cell('postalCode'), cell('address'), cell('phone'), cell('email')];
    const [workplace, memberId] = [cell('workplace'), cell('memberId')];
    const serial = cell('serial').normalize('NFKC');
    const certificates = {
      issuer: cell('issuer'),
      signatureSerial: cell('signatureSerial').toUpperCase(),
      authenticationSerial: cell('authenticationSerial').toUpperCase(),
    };
    return {
      line,
      problem: found.find(([, applies]) => applies)?.[0] ?? null,
      fields: {
        registration: registration ?? '',
        birthDate: birthDate ?? '',
        name,
        kana,
        romaji,
        formerName,
        postalCode,
        address,
        phone,
        email,
        workplace,
        memberId,
      },
      association: cell('association') || null,
      member: yes.has(member),
      card: serial === '' || expires === null ? null : { serial, expires, ...certificates },
    };
  });
}
