import { checklistOf, isComplete, type Paper } from '../procedures/checklist.ts';
import { procedureOf } from '../procedures/table.ts';
import { type CredentialRecord, factText } from './record.ts';

/** Kinds of evidence that only the program can establish; nobody asserts them. */
export const ESTABLISHED = ['checklist', 'card-read', 'certificate-read', 'revocation-list', 'production-serial'] as const;
const isEstablished = (kind: string): boolean => ESTABLISHED.some((known) => known === kind);

/** What staff may assert by hand among these. */
export const assertable = (kinds: readonly string[]): readonly string[] => kinds.filter((kind) => !isEstablished(kind));

/** The checklist of an application as it stands by these papers. */
export const checklistFor = (application: CredentialRecord, papers: readonly Paper[]) =>
  checklistOf({
    procedure: procedureOf(application.procedure ?? ''),
    channel: factText(application, 'channel'),
    reason: factText(application, 'reason') || null,
    papers,
    receivedOn: factText(application, 'receivedOn'),
  });

/** What the program establishes of an object now. */
export function established(record: CredentialRecord, papers: readonly Paper[]): readonly string[] {
  if (record.kind !== 'application') return [];
  return isComplete(checklistFor(record, papers)) ? ['checklist'] : [];
}
