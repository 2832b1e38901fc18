import type { AuthorityParts } from '../parts.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import type { CredentialRecord } from '../registry/record.ts';
import type { Acting } from '../staff/acting.ts';

/** What makes an application free by the word of whoever took it in: that a newcomer is a member, or that the portal has identified somebody. */
const byWord = ({ procedure, facts }: CredentialRecord): boolean => procedure === 'new-issue' || facts['channel'] === 'myna-portal';

/** Whether somebody is about to approve, for nothing, what he took in himself: that takes a second person, as any waiver does. */
export async function approvesOwnWord({ store }: AuthorityParts, { id }: Acting, record: CredentialRecord, transition: string): Promise<boolean> {
  if (record.kind !== 'application' || transition !== 'approve' || !byWord(record)) return false;
  if (feeOf(record, procedureOf(record.procedure ?? ''))?.state !== 'none') return false;
  const opened = store.db.selectFrom('credential_event').select('by').where('object', '=', record.id).orderBy('sequence').limit(1);
  return (await opened.executeTakeFirst())?.by === id;
}
