import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import type { Status } from '../../design/status.tsx';

type Revocation = NonNullable<CredentialObject['revocation']>;

/** The certification authority has still to act on it. */
export const isPending = ({ listedAt, refused }: Pick<Revocation, 'listedAt' | 'refused'>): boolean => listedAt === null && !refused;

export type RevocationFaceId = 'listed' | 'refused' | 'late' | 'not-sent' | 'pending';

/**
 * How a revocation that was asked for is shown. Only the list of the certification authority makes it done: an answer, a promise, a state of ours do not.
 */
export function revocationFace({ listedAt, refused, late, sentAt }: Pick<Revocation, 'listedAt' | 'refused' | 'late' | 'sentAt'>): {
  readonly id: RevocationFaceId;
  readonly status: Status;
} {
  if (listedAt !== null) return { id: 'listed', status: 'success' };
  if (refused) return { id: 'refused', status: 'absent' };
  if (late) return { id: 'late', status: 'error' };
  return sentAt === null ? { id: 'not-sent', status: 'warning' } : { id: 'pending', status: 'unsure' };
}
