import type { Pcsc } from './context.ts';
import { PcscFailure } from './codes.ts';
import type { Protocol } from './connect.ts';
import type { Handle } from './native.ts';

const GET_FEATURES = 3400;
const FEATURE_GET_TLV_PROPERTIES = 0x12;
const PROPERTY_MAX_APDU_DATA_SIZE = 0x0a;

const ROOM = 1024;
const SHORT_ONLY = 261;
/** Header, extended Lc and Le around the data. */
const EXTENDED_OVERHEAD = 9;
const EXTENDED = 65535 + EXTENDED_OVERHEAD;

/**
 * Largest APDU, in bytes, that the reader takes: its property dwMaxAPDUDataSize (PC/SC part 10), where 0 means short APDUs only.
 * A reader that tells nothing is taken to pass extended length under T=1; T=0 has none.
 */
export async function maxApduLength(pcsc: Pcsc, card: Handle, protocol: Protocol): Promise<number> {
  if (protocol === 'T=0') return SHORT_ONLY;
  try {
    const feature = propertyOf(await ask(pcsc, card, pcsc.platform.controlCode(GET_FEATURES)), FEATURE_GET_TLV_PROPERTIES);
    if (!feature) return EXTENDED;
    const size = propertyOf(await ask(pcsc, card, feature.readUInt32BE()), PROPERTY_MAX_APDU_DATA_SIZE);
    return size ? lengthFor(size.readUInt32LE()) : EXTENDED;
  } catch (error) {
    if (error instanceof PcscFailure) return EXTENDED;
    throw error;
  }
}

async function ask({ native }: Pcsc, card: Handle, code: number): Promise<Buffer> {
  const answer = Buffer.alloc(ROOM);
  return answer.subarray(0, await native.control(card, code, answer));
}

/** Four-byte value of one tag in a list of one-byte tags and lengths. */
function propertyOf(list: Buffer, wanted: number): Buffer | null {
  for (let at = 0; at + 2 <= list.length; at += 2 + (list[at + 1] as number)) {
    const value = list.subarray(at + 2, at + 2 + (list[at + 1] as number));
    if (list[at] === wanted && value.length === 4) return value;
  }
  return null;
}

const lengthFor = (dataSize: number): number => (dataSize === 0 ? SHORT_ONLY : Math.min(dataSize + EXTENDED_OVERHEAD, EXTENDED));
