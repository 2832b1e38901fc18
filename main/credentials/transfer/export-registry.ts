import { AppError } from '../../errors.ts';
import type { Cell } from '../../tables/table.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import { words } from '../../words/words.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { LIVE } from '../procedures/openings.ts';
import type { Holder } from '../registry/holders.ts';
import { type CredentialRecord, factText, recordOf } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { headingOf, REGISTRY_COLUMNS, type RegistryColumn } from './read-registry.ts';

/** What is written. */
export interface RegistryExport {
  /** `holders`: everybody with the newest live card · `due`: whose card ends until a day · `events`: what happened, without names. */
  readonly what: 'holders' | 'events' | 'due';
  readonly until: string | null;
  readonly encoding: 'utf-8' | 'shift_jis';
}

const text = (value: string | null): Cell => (value === null || value === '' ? null : { kind: 'text', text: value });
const day = (value: string | null): Cell => (value === null || value === '' ? null : { kind: 'day', day: value, format: 'iso' });

interface Row {
  readonly holder: Holder;
  readonly card: CredentialRecord | undefined;
  readonly certificates: readonly CredentialRecord[];
}

const serialOf = ({ certificates, card }: Row, usage: string): string => {
  const found = certificates.find((certificate) => certificate.parent === card?.id && certificate.facts['usage'] === usage);
  return found ? factText(found, 'serial') : '';
};

/** The columns of the import, so that what goes out can come in elsewhere. */
const CELLS: Readonly<Record<RegistryColumn, (row: Row) => Cell>> = {
  registration: ({ holder }) => text(holder.fields!.registration),
  name: ({ holder }) => text(holder.fields!.name),
  kana: ({ holder }) => text(holder.fields!.kana),
  romaji: ({ holder }) => text(holder.fields!.romaji),
  formerName: ({ holder }) => text(holder.fields!.formerName),
  birthDate: ({ holder }) => day(holder.fields!.birthDate),
  postalCode: ({ holder }) => text(holder.fields!.postalCode),
  address: ({ holder }) => text(holder.fields!.address),
  phone: ({ holder }) => text(holder.fields!.phone),
  email: ({ holder }) => text(holder.fields!.email),
  workplace: ({ holder }) => text(holder.fields!.workplace),
  memberId: ({ holder }) => text(holder.fields!.memberId),
  association: ({ holder }) => text(holder.association),
  member: ({ holder }) => text(holder.member ? '会員' : '非会員'),
  serial: ({ card }) => text(card ? factText(card, 'serial') : null),
  expires: ({ card }) => day(card?.expires ?? null),
  issuer: ({ certificates, card }) =>
    text(
      certificates
        .flatMap((certificate) => (card && certificate.parent === card.id ? factText(certificate, 'issuer') : []))
        .find((issuer) => issuer !== '') ?? null,
    ),
  signatureSerial: (row) => text(serialOf(row, 'signature')),
  authenticationSerial: (row) => text(serialOf(row, 'authentication')),
};

const EVENT_COLUMNS = ['sequence', 'at', 'object', 'transition', 'state', 'by', 'second', 'event'] as const;
/** Rows of one file, as of an import. */
const MOST = 200_000;

async function people({ store, holders }: AuthorityParts, until: string | null): Promise<readonly Row[]> {
  const records = (await store.db.selectFrom('credential_object').selectAll().where('kind', 'in', ['card', 'certificate']).execute()).map(recordOf);
  const of = Map.groupBy(records, ({ holder }) => holder);
  const rows = store.db.selectFrom('credential_holder').select('id').where('sealed', 'is not', null);
  const ids = (await rows.orderBy('id').limit(MOST).execute()).map(({ id }) => id);
  const found: Row[] = [];
  for (let start = 0; start < ids.length; start += 1_000) {
    const some = await holders.many(store.db, ids.slice(start, start + 1_000));
    for (const holder of some.values()) {
      const own = of.get(holder.holder) ?? [];
      const card = own
        .filter(({ kind, state }) => kind === 'card' && LIVE.some((live) => live === state))
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
      if (until !== null && !(card?.expires && card.expires <= until)) continue;
      found.push({ holder, card, certificates: own.filter(({ kind }) => kind === 'certificate') });
    }
  }
  return found;
}

/** @throws AppError NOTHING_TO_EXPORT, EXPORT_LETTERS_MISSING, STAFF_ROLE_NEEDED */
export async function exportRegistry(
  parts: AuthorityParts,
  acting: Acting,
  { what, until, encoding }: RegistryExport,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  requireRole(acting, 'export');
  const say = words('ja');
  const columns = (what === 'events' ? EVENT_COLUMNS.map((name) => say(`credentials.event-column.${name}`)) : REGISTRY_COLUMNS.map(headingOf)).map(
    (heading) => ({ heading, width: 16 }),
  );
  const rows =
    what === 'events'
      ? (
          await parts.store.db
            .selectFrom('credential_event')
            .select([...EVENT_COLUMNS])
            .orderBy('sequence', 'desc')
            .limit(MOST)
            .execute()
        ).map((event) => EVENT_COLUMNS.map((name) => text(event[name] === null ? null : String(event[name]))))
      : (await people(parts, what === 'due' ? (until ?? today(parts)) : null)).map((row) => REGISTRY_COLUMNS.map((column) => CELLS[column](row)));
  if (rows.length === 0) throw new AppError('NOTHING_TO_EXPORT');
  const { bytes } = writeCsv({ columns, rows }, { encoding, replaceLetters: false });
  await parts.audit.record({ action: 'credential.exported', facts: { what, rows: rows.length, by: acting.id } });
  return { name: `credentials-${what}-${today(parts)}.csv`, bytes };
}
