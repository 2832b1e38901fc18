import type { Letter, LetterStage } from '../api/schema/letters.ts';
import { sha256 } from '../documents/sha256.ts';
import { readOptions } from './form/options.ts';
import type { LetterParts } from './parts.ts';
import type { Draft } from './store/drafts.ts';
import type { Issue } from './store/issues.ts';
import { signedOf } from './store/signed-of.ts';

/** Digest of all that a letter is made of. */
export async function contentDigest({ store, attachments }: LetterParts, { id, form }: Draft): Promise<string> {
  const { joiner } = await readOptions(store);
  const files = (await attachments.list(id)).map(({ name, type, sha256: digest }) => [name, type, digest]);
  return sha256(Buffer.from(JSON.stringify([form, files, joiner]), 'utf8'));
}

/** What of a letter went to signing, `null` where nothing did or something was changed since. */
export async function standingIssue(parts: LetterParts, draft: Draft, issue: Issue | null): Promise<Issue | null> {
  return issue && issue.contentSha256 === (await contentDigest(parts, draft)) ? issue : null;
}

export interface Standing {
  readonly stage: LetterStage;
  readonly signed: Letter['signed'];
}

/** How far a letter is on its way, by what the register holds. */
export async function stageOf({ store, register }: LetterParts, issue: Issue | null): Promise<Standing> {
  if (!issue) return { stage: 'draft', signed: null };
  const pdf = await signedOf({ store, register }, issue.pdfSha256, 'pades');
  if (!pdf) return { stage: 'to-sign', signed: null };
  const signed = { entry: pdf.id, name: pdf.outputName, signedAt: pdf.signedAt, signer: pdf.signerName, test: pdf.test };
  if (issue.manifestSha256 === null) return { stage: 'signed', signed };
  const manifest = await signedOf({ store, register }, issue.manifestSha256, 'cades');
  return { stage: manifest ? 'packed' : 'manifest-to-sign', signed };
}
