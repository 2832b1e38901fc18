import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import type { Intake } from '../documents/intake.ts';
import type { Register } from '../documents/register.ts';
import type { Store } from '../store/store.ts';
import type { Verifier } from '../verification/verifier.ts';
import { type Attachments, openAttachments } from './store/attachments.ts';
import { type Drafts, openDrafts } from './store/drafts.ts';
import { type Issues, openIssues } from './store/issues.ts';
import { openReceivedPackages, type ReceivedPackages } from './store/received-packages.ts';

/** What letters need of the rest of the program. */
export interface LettersOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly intake: Intake;
  readonly register: Register;
  readonly verify: Verifier['verify'];
}

/** What the ways of a letter share. */
export interface LetterParts extends LettersOptions {
  readonly drafts: Drafts;
  readonly attachments: Attachments;
  readonly issues: Issues;
  readonly packages: ReceivedPackages;
  /** ISO day in Japan. */
  readonly today: () => string;
}

export const letterParts = (options: LettersOptions): LetterParts => ({
  ...options,
  drafts: openDrafts(options.store),
  attachments: openAttachments(options.store),
  issues: openIssues(options.store),
  packages: openReceivedPackages(options.store),
  today: () => dayInJapan(options.store.now().getTime()),
});
