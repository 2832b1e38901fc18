import type { Certifiable, ExportOrder, Participation, Scheme, Seminar, Settlement } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { type WrittenFile, writeCsv } from '../../tables/write-csv.ts';
import { writeXlsx } from '../../tables/write-xlsx.ts';
import { words } from '../../words/words.ts';
import { expectedAt, isCertifiable, receivedAt, requireSettled, withheldAt } from './attendees.ts';
import { certificateName, fileName } from './file-name.ts';
import { badges } from './papers/badges.ts';
import { certificate, certificatesInOne } from './papers/certificate.ts';
import { practiceMark } from './papers/furniture.ts';
import type { PaperOrder } from './papers/order.ts';
import { participantList } from './papers/participant-list.ts';
import { signInSheet } from './papers/sign-in-sheet.ts';
import { temporaryCards } from './papers/temporary-cards.ts';
import { personRows, profileTable } from './profile-table.ts';
import { profileOf } from './profiles.ts';
import { temporaryCode } from './temporary-code.ts';

export interface ExportSource {
  readonly order: ExportOrder;
  readonly seminar: Seminar;
  /** The newest frozen one, or a preview (number 0). */
  readonly settlement: Settlement;
  readonly schemes: readonly Scheme[];
  /** What the QR code of somebody's booking says. */
  readonly bookingCode: (person: string) => string | null;
  readonly now: Date;
}

export interface ExportedFile extends WrittenFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
}

type Format = ExportOrder['format'];

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};
const CARDS_BY_DEFAULT = 10;

interface Making extends ExportSource {
  readonly paper: PaperOrder;
}

const named = (name: string, format: Format, written: WrittenFile): ExportedFile => ({ ...written, name, type: MEDIA_TYPES[format] });

/** Those whom the order is about. @throws AppError NOTHING_TO_EXPORT */
function chosen({ order }: Making, people: readonly Participation[]): readonly Participation[] {
  const found = order.person === undefined ? people : people.filter(({ person }) => person === order.person);
  if (found.length === 0) throw new AppError('NOTHING_TO_EXPORT');
  return found;
}

async function table(
  making: Making,
  what: 'participants' | 'submission',
  people: readonly Participation[],
  format: 'csv' | 'xlsx',
): Promise<WrittenFile> {
  const { order, seminar, schemes } = making;
  const profile = profileOf(order.profile, what);
  const rows = personRows(profile, seminar, people, schemes);
  if (rows.length === 0) throw new AppError('NOTHING_TO_EXPORT');
  const filled = profileTable(profile, rows, seminar.plan.practice);
  if (format === 'csv')
    return writeCsv(filled, { encoding: order.encoding ?? profile.encoding ?? 'utf-8', replaceLetters: order.replaceLetters ?? false });
  const say = words('ja');
  const sheet = [...(seminar.plan.practice ? [say('output.practice')] : []), say(`output.sheet.${what}`)].join(' ');
  return { bytes: await writeXlsx(filled, sheet), replaced: [] };
}

/** The list of those who were received, as a table or as a paper. */
async function list(making: Making, what: 'participants' | 'submission'): Promise<ExportedFile> {
  const { order, paper, seminar, settlement } = making;
  const { format } = order;
  const people = chosen(making, receivedAt(seminar, settlement));
  const say = words(paper.language);
  const written = format === 'pdf' ? await participantList(paper, say(`output.sheet.${what}`), people) : await table(making, what, people, format);
  const mark = practiceMark(seminar.plan.practice, paper.language) ?? (settlement.number === 0 ? say('output.not-settled') : null);
  return named(fileName(what, seminar.plan, mark, format, paper.language), format, written);
}

async function certificates(making: Making): Promise<ExportedFile> {
  const { order, paper, seminar, settlement } = making;
  requireSettled(seminar, settlement);
  const people = chosen(making, receivedAt(seminar, settlement).filter(isCertifiable));
  if (order.person === undefined)
    return named(fileName('certificates', seminar.plan, null, 'pdf', paper.language), 'pdf', await certificatesInOne(paper, people));
  const [person] = people;
  return named(certificateName(seminar.plan, person!, paper.language), 'pdf', await certificate(paper, person!));
}

/** A paper for the venue. */
async function venuePaper(
  { paper, seminar }: Making,
  what: 'sign-in-sheet' | 'badges' | 'temporary-cards',
  written: Promise<WrittenFile>,
): Promise<ExportedFile> {
  const mark = practiceMark(seminar.plan.practice, paper.language);
  return named(fileName(what, seminar.plan, mark, 'pdf', paper.language), 'pdf', await written);
}

const MAKERS: Readonly<Record<ExportOrder['what'], (making: Making) => Promise<ExportedFile>>> = {
  participants: (making) => list(making, 'participants'),
  submission(making) {
    requireSettled(making.seminar, making.settlement);
    return list(making, 'submission');
  },
  certificates,
  'sign-in-sheet': (making) => venuePaper(making, 'sign-in-sheet', signInSheet(making.paper, expectedAt(making.settlement))),
  badges: (making) => venuePaper(making, 'badges', badges(making.paper, chosen(making, expectedAt(making.settlement)), making.bookingCode)),
  'temporary-cards': (making) => {
    const codes = Array.from({ length: making.order.count ?? CARDS_BY_DEFAULT }, () => temporaryCode());
    return venuePaper(making, 'temporary-cards', temporaryCards(making.paper, codes));
  },
};

/**
 * A file that goes out of a seminar. Lists come as CSV, Excel or PDF; every other paper is a PDF whatever format is asked for. Certificates of everybody in
 * one file are for printing; those that are to be signed are made one by one (`order.person`, see `certifiablePersons`).
 * @throws AppError NOTHING_TO_EXPORT, EXPORT_LETTERS_MISSING, COLUMN_PROFILE_UNKNOWN; for submissions and certificates SEMINAR_NOT_SETTLED, PRACTICE_NOT_SUBMITTED
 * @example const { name, bytes } = await exportFile({ order: { seminar, what: 'participants', format: 'csv' }, seminar, settlement, schemes, bookingCode, now });
 */
export async function exportFile(source: ExportSource): Promise<ExportedFile> {
  const { seminar, settlement, schemes, now, order } = source;
  return MAKERS[order.what]({ ...source, paper: { seminar, settlement, schemes, now, language: order.language ?? 'ja' } });
}

/**
 * Whose attendance can be certified, in the order of their readings.
 * @throws AppError SEMINAR_NOT_SETTLED, PRACTICE_NOT_SUBMITTED
 */
export function certifiablePersons(seminar: Seminar, settlement: Settlement | undefined): string[] {
  requireSettled(seminar, settlement);
  return receivedAt(seminar, settlement)
    .filter(isCertifiable)
    .map(({ person }) => person);
}

/**
 * Whose attendance can be certified, and who attended and goes without.
 * @throws AppError SEMINAR_NOT_SETTLED, PRACTICE_NOT_SUBMITTED
 */
export function certifiable(seminar: Seminar, settlement: Settlement | undefined): Certifiable {
  requireSettled(seminar, settlement);
  return { persons: certifiablePersons(seminar, settlement), withheld: withheldAt(seminar, settlement) };
}
