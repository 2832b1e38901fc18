import { TlvError } from './error.ts';
import { parseAll, type Tlv } from './parse.ts';

/**
 * The fields of a SEQUENCE or other constructed object, in order, with questions as a parser of optional fields asks them.
 */
export class Fields {
  readonly #fields: readonly Tlv[];
  #next = 0;

  constructor(parent: Tlv) {
    if (!parent.constructed) throw new TlvError('unexpected', `tag ${parent.tag.toString(16)} is primitive`);
    this.#fields = parseAll(parent.value);
  }

  /** The next field if it has this tag; otherwise nothing is consumed. */
  optional(tag: number): Tlv | null {
    const field = this.#fields[this.#next];
    if (field?.tag !== tag) return null;
    this.#next += 1;
    return field;
  }

  /** @throws TlvError when the next field has another tag */
  required(tag: number): Tlv {
    const field = this.optional(tag);
    if (field === null) throw new TlvError('unexpected', `no field with tag ${tag.toString(16)}`);
    return field;
  }

  /** The first remaining field with this tag, whatever optional fields stand before it. */
  skipTo(tag: number): Tlv | null {
    const index = this.#fields.findIndex((field, position) => position >= this.#next && field.tag === tag);
    if (index < 0) return null;
    this.#next = index + 1;
    return this.#fields[index]!;
  }
}

/** Value of a non-negative INTEGER; a single byte with the sign bit set is taken as the unsigned byte that issuers meant. */
export function unsigned(object: Tlv): number {
  if (object.value.length === 0 || object.value.length > 5) throw new TlvError('unexpected', 'INTEGER of unusual size');
  return object.value.reduce((number, byte) => number * 256 + byte, 0);
}

/** Names of the bits that are set in a BIT STRING, by a table in bit order (X.690 clause 8.6). */
export function bitNames<Name extends string>(object: Tlv, names: readonly Name[]): ReadonlySet<Name> {
  const [unused = 0, ...bytes] = object.value;
  const count = bytes.length * 8 - unused;
  return new Set(names.filter((_, bit) => bit < count && (bytes[bit >> 3]! & (0x80 >> (bit & 7))) !== 0));
}

/** Text of a UTF8String. */
export function utf8(object: Tlv | null): string {
  return object === null ? '' : new TextDecoder().decode(object.value);
}
