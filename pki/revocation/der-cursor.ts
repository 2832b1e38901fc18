import { DerError, TAG } from '../asn1/der.ts';

const ZERO = 0x30;
const ZULU = 0x5a;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads DER in place, without an object for each element: lists have hundreds of thousands of entries. As strict as `readNode`.
 * Every step leaves `at` behind what was read.
 */
export class DerCursor {
  at: number;
  readonly #der: Uint8Array;

  constructor(der: Uint8Array, at: number) {
    this.#der = der;
    this.at = at;
  }

  /** Goes into an element with this tag; returns where its content ends, which is not beyond `limit`. */
  enter(tag: number, limit: number): number {
    const der = this.#der;
    if (this.at + 2 > limit) throw new DerError('element is cut off');
    if (der[this.at] !== tag) throw new DerError('another tag belongs here');
    let length = der[this.at + 1]!;
    this.at += 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4 || this.at + octets > limit) throw new DerError('length is indefinite, too long or cut off');
      length = 0;
      for (let index = 0; index < octets; index++) length = length * 256 + der[this.at++]!;
      if (length < 0x80 || length < 256 ** (octets - 1)) throw new DerError('length is not the shortest');
    }
    const end = this.at + length;
    if (end > limit) throw new DerError('content is cut off');
    return end;
  }

  /** INTEGER in the fewest octets, at most `most`. */
  integer(limit: number, most: number): void {
    const end = this.enter(TAG.INTEGER, limit);
    if (end - this.at > most) throw new DerError('integer is too long');
    const first = this.#der[this.at];
    const second = this.#der[this.at + 1];
    if (end === this.at) throw new DerError('integer is empty');
    if (end - this.at > 1 && ((first === 0 && second! < 0x80) || (first === 0xff && second! >= 0x80))) throw new DerError('integer is padded');
    this.at = end;
  }

  /** ENUMERATED of one octet. */
  enumerated(limit: number): number {
    const end = this.enter(TAG.ENUMERATED, limit);
    if (end - this.at !== 1) throw new DerError('enumerated value is not of one octet');
    return this.#der[this.at++]!;
  }

  /** UTCTime or GeneralizedTime as certificates and lists have them. */
  time(limit: number): void {
    if (this.#der[this.at] === TAG.GENERALIZED_TIME) {
      if (!this.generalizedTime(limit)) throw new DerError('not a time');
      return;
    }
    const end = this.enter(TAG.UTC_TIME, limit);
    if (end - this.at !== 13) throw new DerError('not a time');
    const year = this.#pair(0);
    this.#expectMoment(year >= 50 ? 1900 + year : 2000 + year, 2);
    this.at = end;
  }

  /** GeneralizedTime to the second; `false` for one with a fraction, which `readTime` reads. */
  generalizedTime(limit: number): boolean {
    const end = this.enter(TAG.GENERALIZED_TIME, limit);
    if (end - this.at !== 15) return false;
    this.#expectMoment(this.#pair(0) * 100 + this.#pair(2), 4);
    this.at = end;
    return true;
  }

  /** Last octet of an object identifier 2.5.29.n, -1 for any other; `at` is behind it only in the first case. */
  standardExtension(limit: number): number {
    const der = this.#der;
    const { at } = this;
    if (at + 5 > limit || der[at] !== TAG.OID || der[at + 1] !== 3 || der[at + 2] !== 0x55 || der[at + 3] !== 0x1d) return -1;
    this.at += 5;
    return this.#der[at + 5] === TAG.OCTET_STRING ? der[at + 4]! : -1;
  }

  #pair(offset: number): number {
    const tens = this.#der[this.at + offset]! - ZERO;
    const ones = this.#der[this.at + offset + 1]! - ZERO;
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) throw new DerError('not a time');
    return tens * 10 + ones;
  }

  /** Month to second and Z, from `offset` on. */
  #expectMoment(year: number, offset: number): void {
    const month = this.#pair(offset);
    const day = this.#pair(offset + 2);
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const exists = month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]! && (month !== 2 || day < 29 || isLeap);
    if (!exists || this.#pair(offset + 4) > 23 || this.#pair(offset + 6) > 59 || this.#pair(offset + 8) > 59) throw new DerError('no such time');
    if (this.#der[this.at + offset + 10] !== ZULU) throw new DerError('not a time');
  }
}
