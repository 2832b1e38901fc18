import type { OpenedDocument } from '../api/schema/document.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import { eReferral } from './fhir/build.ts';
import { fileName } from './form/file-name.ts';
import { findingsOf } from './form/findings.ts';
import { readOptions } from './form/options.ts';
import type { LetterParts } from './parts.ts';
import { letterPdf } from './pdf/letter-pdf.ts';
import { contentDigest, standingIssue } from './standing.ts';
import type { Draft } from './store/drafts.ts';
import type { Issue } from './store/issues.ts';

/** Digits of the number within the year, in the identifier; the profile takes up to 32. */
const DIGITS = 8;

/** A letter on its way to signing. */
export interface Issuing {
  /**
   * Fixes the letter under a number and takes its PDF in, to be signed. One in which nothing was changed keeps its number.
   * @throws AppError REFERRAL_UNKNOWN, REFERRAL_INCOMPLETE, REFERRAL_LETTERS_MISSING
   */
  toSigning(id: string): Promise<OpenedDocument>;
  /** The FHIR document of what was taken to signing. @throws AppError REFERRAL_UNKNOWN where there is none */
  bundle(id: string): Promise<NamedBytes>;
}

export function issuing(parts: LetterParts): Issuing {
  const { store, audit, intake, drafts, attachments, issues } = parts;

  async function requireComplete({ form }: Draft): Promise<void> {
    const blocking = (await findingsOf(form)).filter(({ blocks }) => blocks);
    const unshown = blocking.filter(({ code }) => code === 'unprintable');
    if (unshown.length > 0) throw new AppError('REFERRAL_LETTERS_MISSING', { letters: unshown.map(({ detail }) => detail).join(' ') });
    if (blocking.length > 0) throw new AppError('REFERRAL_INCOMPLETE', { fields: blocking.map(({ field }) => field).join(', ') });
  }

  async function fix(draft: Draft): Promise<Issue> {
    const { joiner } = await readOptions(store);
    const files = await attachments.files(draft.id);
    const { form } = draft;
    const at = store.now().toISOString();
    const year = Number(form.date.slice(0, 4));
    const of = { letter: draft.id, person: draft.person, year, contentSha256: await contentDigest(parts, draft) };
    const issue = await issues.add(of, async (number) => {
      const { institutionNumber } = form.sender;
      const identifier = institutionNumber === '' ? null : [institutionNumber, year, String(number).padStart(DIGITS, '0')].join(joiner);
      const described = files.map(({ bytes: _, ...file }) => file);
      const document = identifier === null || form.kind === 'reply' ? null : eReferral({ form, attachments: described, identifier, at });
      const issued = { form, attachments: described, identifier, bundle: document && `${JSON.stringify(document, null, 2)}\n`, at };
      return { issued, pdfSha256: sha256(await letterPdf({ ...issued, attachments: files })) };
    });
    await audit.record({ action: 'referral.made', facts: { letter: draft.id, sha256: issue.pdfSha256, attachments: files.length } });
    return issue;
  }

  return {
    async toSigning(id) {
      const draft = await drafts.find(id);
      await requireComplete(draft);
      const paper = async (issue: Issue) => letterPdf({ ...issue, attachments: await attachments.files(id) });
      const known = await standingIssue(parts, draft, await issues.newest(id));
      const again = known && (await paper(known));
      // Another version of the program draws another paper, which then has a number of its own.
      const pdf = known && again && sha256(again) === known.pdfSha256 ? again : await paper(await fix(draft));
      return intake.take(fileName(draft.form, 'pdf'), pdf);
    },
    async bundle(id) {
      const issue = await standingIssue(parts, await drafts.find(id), await issues.newest(id));
      if (!issue || issue.bundle === null) throw new AppError('REFERRAL_UNKNOWN', { id });
      return { name: fileName(issue.form, 'fhir.json'), bytes: new Uint8Array(Buffer.from(issue.bundle, 'utf8')) };
    },
  };
}
