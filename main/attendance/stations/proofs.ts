import { createHmac, timingSafeEqual } from 'node:crypto';
import { fingerprintOf, type StationIdentity } from './identity.ts';
import type { SecureChannel } from './secure-channel.ts';

type Side = SecureChannel['side'];
const OTHER: Readonly<Record<Side, Side>> = { dialler: 'listener', listener: 'dialler' };

/** The two ends of a connection as a proof names them. */
function ends({ side, fingerprint }: SecureChannel, { certificate }: Pick<StationIdentity, 'certificate'>): readonly string[] {
  const own = fingerprintOf(certificate);
  return side === 'dialler' ? [own, fingerprint] : [fingerprint, own];
}

/**
 * Shows that a side of a connection knows the secret of a pairing code, lower-case hexadecimal. It holds for this connection, these two certificates and
 * this side only: whoever records it, or stands in between with a certificate of their own, can use it nowhere.
 */
export function pairingProof(secret: Uint8Array, channel: SecureChannel, identity: StationIdentity, side: Side): string {
  const hmac = createHmac('sha256', secret).update(`hpki-desk pairing, ${side}\0`).update(channel.exported);
  for (const end of ends(channel, identity)) hmac.update(end);
  return hmac.digest('hex');
}

export const sameProof = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * Names a seminar on one connection to those who know its id, lower-case hexadecimal. To others it says nothing; and it is another one from each side, so
 * that a station cannot claim to know a seminar by handing back what it was told.
 */
export const seminarToken = ({ exported }: Pick<SecureChannel, 'exported'>, side: Side, seminar: string): string =>
  createHmac('sha256', exported).update(`hpki-desk seminar, ${side}\0${seminar}`).digest('hex');

/** The side across. */
export const across = (side: Side): Side => OTHER[side];
