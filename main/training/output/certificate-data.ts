import { createHash } from 'node:crypto';
import * as z from 'zod';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { isoTime } from '../../api/schema/common.ts';
import { credit, type Participation, type Seminar, type Settlement } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { attachmentOf } from '../../print/attachment.ts';
import { attendedSessions } from './attendees.ts';
import { spanOf } from './seminar-words.ts';

/** Name of the attachment of a certificate. */
export const CREDITS_FILE = 'credits.json';

const shortText = z.string().max(300);

/** What a certificate says, for programs: the same as on the paper, and nothing that is not on it but ids. */
export const certificateData = z.strictObject({
  format: z.literal('hpki-desk-credits/1'),
  /** The same as long as the seminar's result is; a corrected one has another. */
  number: z.string().regex(/^[\dA-F]{4}(-[\dA-F]{4}){2}$/),
  issuedAt: isoTime,
  organiser: shortText,
  seminar: z.strictObject({
    id: z.string().min(1).max(100),
    title: shortText,
    venue: shortText,
    startsAt: isoTime,
    endsAt: isoTime,
    certifiedNumbers: z.array(z.strictObject({ scheme: shortText, number: shortText })).max(20),
  }),
  /** Which frozen result it is of. */
  settlement: z.strictObject({ number: z.number().int().min(1), at: isoTime, hash: z.string().max(128), rules: z.string().max(128) }),
  person: z.strictObject({ registration: z.string().regex(/^\d{1,7}$/), name: shortText }),
  /** Those that were attended, in the order of the plan. */
  sessions: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        title: shortText,
        speaker: shortText,
        startsAt: isoTime,
        endsAt: isoTime,
        credits: z.array(credit.strict()).max(20),
      }),
    )
    .max(100),
});
export type CertificateData = z.infer<typeof certificateData>;

/** Number of a certificate: the same person and the same frozen result give the same one. */
function certificateNumber({ hash }: Settlement, registration: string): string {
  const digest = createHash('sha256').update(`${hash}\n${registration}`).digest('hex').toUpperCase();
  return [0, 4, 8].map((at) => digest.slice(at, at + 4)).join('-');
}

/** What the certificate of somebody with a registration number says. */
export function certificateDataOf(
  { id, plan }: Seminar,
  settlement: Settlement,
  participation: Participation & { readonly registration: string },
  now: Date,
): CertificateData {
  const attended = new Map(attendedSessions(participation).map((presence) => [presence.session, presence]));
  const { number, at, hash, rules } = settlement;
  return {
    format: 'hpki-desk-credits/1',
    number: certificateNumber(settlement, participation.registration),
    issuedAt: now.toISOString(),
    organiser: plan.organiser,
    seminar: { id, title: plan.title, venue: plan.venue, ...spanOf(plan), certifiedNumbers: plan.certifiedNumbers },
    settlement: { number, at, hash, rules },
    person: { registration: participation.registration, name: participation.name },
    sessions: plan.sessions
      .filter((session) => attended.has(session.id))
      .map(({ id: session, title, speaker, startsAt, endsAt }) => ({
        id: session,
        title,
        speaker,
        startsAt,
        endsAt,
        credits: attended.get(session)!.credits,
      })),
  };
}

/** Most bytes of an attachment that is read. */
const MAX_BYTES = 1 << 20;

/**
 * What a certificate of attendance of this program says, out of its PDF, signed or not. It tells nothing of who made the file: that the data are the
 * organiser's is for the signature to show.
 * @throws AppError ATTENDANCE_CERTIFICATE_UNREADABLE for any other file
 */
export function readCertificate(pdf: Uint8Array): CertificateData {
  try {
    const bytes = attachmentOf(openPdf(new MemorySource(pdf)), CREDITS_FILE);
    if (!bytes || bytes.length > MAX_BYTES) throw new Error('no certificate of attendance');
    return certificateData.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new AppError(
      'ATTENDANCE_CERTIFICATE_UNREADABLE',
      { note: cause instanceof z.ZodError ? 'credits.json' : (cause as Error).message },
      { cause },
    );
  }
}
