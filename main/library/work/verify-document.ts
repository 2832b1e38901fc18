import type { Kysely } from 'kysely';
import type { VerificationReport } from '../../../pki/report.ts';
import { toFailure } from '../../failure.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { type ReportedFile, reportedFile } from '../../report/report-view.ts';
import type { Tables } from '../../store/schema.ts';
import type { Trust } from '../../verification/trust.ts';
import { verify } from '../../verification/verify.ts';

/** A document and the one that a detached signature was made for, as they lie on the disk. */
export interface DocumentFiles {
  readonly file: NamedBytes;
  readonly content: NamedBytes | null;
}

export interface Verdict {
  readonly verdict: NonNullable<Tables['library_document']['verdict']>;
  /** Sub-indication (ETSI EN 319 102-1), or code of the failure. */
  readonly because: string | null;
}

/** What of a report is kept. */
export interface Concluded {
  readonly conclusion: VerificationReport['conclusion'];
  readonly subIndication: string | null;
}

export const verdictOf = ({ conclusion, subIndication }: Concluded): Verdict => ({
  verdict: conclusion,
  because: subIndication,
});

/**
 * Verifies a document by what counts now. One that is not there, or no longer has the bytes that came into the library, gets no other verdict than that:
 * another signature in its place would speak of another document.
 */
export async function verifyDocument(
  read: () => Promise<DocumentFiles>,
  options: Trust & { readonly at: Date },
): Promise<Verdict & { readonly reported: ReportedFile | null }> {
  try {
    const { file, content } = await read();
    const report = await verify(file, content, options);
    return { ...verdictOf(report), reported: reportedFile(report, file, content) };
  } catch (error) {
    return { verdict: 'unreadable', because: toFailure(error).code, reported: null };
  }
}

/** Keeps what a verification said, and whether it said something else before; nothing of one that is older than what is known. @returns whether it did */
export async function noteVerdict(transaction: Kysely<Tables>, number: number, { verdict, because }: Verdict, at: string): Promise<boolean> {
  const before = await transaction
    .selectFrom('library_document')
    .select(['verdict', 'verified_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  if (before.verified_at !== null && Date.parse(at) < Date.parse(before.verified_at)) return false;
  const changed = before.verdict !== null && before.verdict !== verdict;
  await transaction
    .updateTable('library_document')
    .set({ verdict, verdict_because: because, verified_at: at, verdict_before: before.verdict, ...(changed && { changed_at: at }) })
    .where('number', '=', number)
    .execute();
  return changed;
}
