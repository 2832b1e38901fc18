import type { Protocol } from './connect.ts';
import type { ReaderFeatures } from './features.ts';

const SHORT_ONLY = 261;
/** Header, extended Lc and Le around the data. */
const EXTENDED_OVERHEAD = 9;
const EXTENDED = 65535 + EXTENDED_OVERHEAD;

/**
 * Largest APDU, in bytes, that the reader takes: its property dwMaxAPDUDataSize (PC/SC part 10), where 0 means short APDUs only.
 * A reader that tells nothing is taken to pass extended length under T=1; T=0 has none.
 */
export function maxApduLength({ maxApduDataSize }: ReaderFeatures, protocol: Protocol): number {
  if (protocol === 'T=0') return SHORT_ONLY;
  if (maxApduDataSize === null) return EXTENDED;
  return maxApduDataSize === 0 ? SHORT_ONLY : Math.min(maxApduDataSize + EXTENDED_OVERHEAD, EXTENDED);
}
