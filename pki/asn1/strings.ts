import { DerError, type DerNode, TAG } from './der.ts';

type Decode = (content: Uint8Array) => string;

const decoder =
  (label: string): Decode =>
  (content) => {
    try {
      return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(content);
    } catch (cause) {
      throw new DerError(`string is not ${label}`, { cause });
    }
  };

const ascii: Decode = (content) => {
  if (content.some((octet) => octet >= 0x80)) throw new DerError('string holds octets beyond ASCII');
  return Buffer.from(content).toString('latin1');
};

const ucs4: Decode = (content) => {
  if (content.length % 4 !== 0) throw new DerError('universal string is cut off');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let text = '';
  for (let offset = 0; offset < content.length; offset += 4) {
    const point = view.getUint32(offset);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new DerError('universal string holds no character');
    text += String.fromCodePoint(point);
  }
  return text;
};

/** Every string type that names have been seen in (RFC 5280 appendix A.1; T61String is read as Latin-1, as all implementations do). */
const DECODERS: Readonly<Record<number, Decode>> = {
  [TAG.UTF8_STRING]: decoder('utf-8'),
  [TAG.NUMERIC_STRING]: ascii,
  [TAG.PRINTABLE_STRING]: ascii,
  [TAG.IA5_STRING]: ascii,
  [TAG.VISIBLE_STRING]: ascii,
  [TAG.T61_STRING]: (content) => Buffer.from(content).toString('latin1'),
  [TAG.BMP_STRING]: decoder('utf-16be'),
  [TAG.UNIVERSAL_STRING]: ucs4,
};

/** Text of a string of any type, `null` where the element is not a string. */
export function readStringIfAny(node: DerNode): string | null {
  return DECODERS[node.tag]?.(node.content) ?? null;
}

/** Text of a string of any type. */
export function readString(node: DerNode): string {
  const text = readStringIfAny(node);
  if (text === null) throw new DerError('not a string');
  return text;
}
