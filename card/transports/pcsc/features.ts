import { PcscFailure } from './codes.ts';
import type { Pcsc } from './context.ts';
import type { Handle } from './native.ts';

/** CM_IOCTL_GET_FEATURE_REQUEST and features of PC/SC part 10 (v2.02.09). */
const GET_FEATURES = 3400;
const FEATURE = { verifyPinDirect: 0x06, pinProperties: 0x0a, tlvProperties: 0x12 } as const;
const PROPERTY_MAX_APDU_DATA_SIZE = 0x0a;
const ROOM = 1024;
/** PIN_PROPERTIES_STRUCTURE: wLcdLayout, bEntryValidationCondition, bTimeOut2. */
const PIN_PROPERTIES = { length: 4, lcdLayout: 0, validation: 2 } as const;

/** What a reader says that it can do beyond passing commands on. */
export interface ReaderFeatures {
  /** Property dwMaxAPDUDataSize; `null` where it tells none. */
  readonly maxApduDataSize: number | null;
  /** Control code of FEATURE_VERIFY_PIN_DIRECT with what the keys can do; `null` where the reader has no keys. */
  readonly pad: { readonly verify: number; readonly validation: number; readonly display: boolean } | null;
}

const NONE: ReaderFeatures = { maxApduDataSize: null, pad: null };

/** Asks the reader for its features. One that knows no such question has none. */
export async function readFeatures(pcsc: Pcsc, card: Handle): Promise<ReaderFeatures> {
  const features = await ask(pcsc, card, pcsc.platform.controlCode(GET_FEATURES));
  if (features === null) return NONE;
  const tlv = codeOf(features, FEATURE.tlvProperties);
  const size = tlv === null ? null : fieldOf((await ask(pcsc, card, tlv)) ?? Buffer.alloc(0), PROPERTY_MAX_APDU_DATA_SIZE);
  return { maxApduDataSize: size ? size.readUInt32LE() : null, pad: await padOf(pcsc, card, features) };
}

async function padOf(pcsc: Pcsc, card: Handle, features: Buffer): Promise<ReaderFeatures['pad']> {
  const verify = codeOf(features, FEATURE.verifyPinDirect);
  if (verify === null) return null;
  const code = codeOf(features, FEATURE.pinProperties);
  const properties = code === null ? null : await ask(pcsc, card, code);
  if (properties?.length !== PIN_PROPERTIES.length) return { verify, validation: 0, display: false };
  return { verify, validation: properties[PIN_PROPERTIES.validation]!, display: properties.readUInt16LE(PIN_PROPERTIES.lcdLayout) !== 0 };
}

async function ask({ native }: Pcsc, card: Handle, code: number): Promise<Buffer | null> {
  const answer = Buffer.alloc(ROOM);
  try {
    return answer.subarray(0, await native.control(card, code, null, answer));
  } catch (error) {
    if (error instanceof PcscFailure) return null;
    throw error;
  }
}

/** A control code in the list of features: big-endian, whatever the machine. */
function codeOf(list: Buffer, feature: number): number | null {
  return fieldOf(list, feature)?.readUInt32BE() ?? null;
}

/** Four-byte value of one tag in a list of one-byte tags and lengths. */
function fieldOf(list: Buffer, wanted: number): Buffer | null {
  for (let at = 0; at + 2 <= list.length; at += 2 + (list[at + 1] as number)) {
    const value = list.subarray(at + 2, at + 2 + (list[at + 1] as number));
    if (list[at] === wanted && value.length === 4) return value;
  }
  return null;
}
