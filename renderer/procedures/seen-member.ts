import type { MemberView } from '../../main/api/schema/procedures.ts';
import type { Desk } from '../client/desk.ts';
import { failureOf } from '../client/failure.ts';

/** Somebody as the hub shows them to this desk; `null`: not one whom it sees. */
export const seenMember = (desk: Desk, registration: string): Promise<MemberView | null> =>
  desk.procedures.member({ registration }).catch((error: unknown) => {
    if (failureOf(error).code !== 'PERSON_UNKNOWN') throw error;
    return null;
  });
