import { AppError } from '../../errors.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { MembershipEvent } from '../../membership/tiers/change-events.ts';
import type { Actor } from '../store/actor.ts';
import type { HubStore, HubTransaction } from '../store/hub-store.ts';
import { ownAffairs, type ScopeFilter } from './scope.ts';

/** What the membership of a hub needs. */
export interface MembershipParts {
  readonly store: HubStore;
  /** Learns of each change that takes effect, in the transaction of the change, in the name of the hub. */
  readonly told: (tx: HubTransaction, event: MembershipEvent) => Promise<void>;
  readonly scope?: ScopeFilter;
}

/** Today's ISO day in Japan. */
export const today = ({ store }: Pick<MembershipParts, 'store'>): string => dayInJapan(store.now().getTime());

/** Who does something for themselves, as it is written down, whichever client of theirs it is. */
export const PERSON = 'person';
/** Who does it, as it is written down. */
export const nameOf = ({ kind, client }: Actor): string => (kind === 'person' ? PERSON : (client ?? kind));

/** @throws AppError MEMBERSHIP_NOT_YOURS */
export function requireScope({ scope = ownAffairs }: MembershipParts, actor: Actor, association: string): void {
  if (!scope(actor, association)) throw new AppError('MEMBERSHIP_NOT_YOURS', { association });
}
