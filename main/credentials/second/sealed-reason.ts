import { deriveKey, seal, unseal } from '../../store/sealing.ts';
import type { Store } from '../../store/store.ts';
import type { Holder } from '../registry/holders.ts';

const PLACE = 'credential proposal';

/** Seals why something is proposed: under the key of whom it concerns, under the desk's own where it concerns many or nobody. */
export function sealReason({ persons, masterKey }: Pick<Store, 'persons' | 'masterKey'>, holder: Holder | null, reason: string): Uint8Array {
  if (holder?.wrappedKey) return persons.sealWith(holder.wrappedKey, holder.person, { reason }, PLACE);
  return seal(deriveKey(masterKey.key, PLACE), Buffer.from(reason), PLACE);
}

/** The reason; empty once the person was deleted. */
export function openReason({ persons, masterKey }: Pick<Store, 'persons' | 'masterKey'>, holder: Holder | null, sealed: Uint8Array): string {
  if (!holder) return Buffer.from(unseal(deriveKey(masterKey.key, PLACE), sealed, PLACE)).toString();
  return (persons.openWith(holder.wrappedKey, holder.person, sealed, PLACE) as { reason: string } | null)?.reason ?? '';
}
