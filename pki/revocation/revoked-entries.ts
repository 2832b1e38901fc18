import { randomBytes } from 'node:crypto';
import { readNode } from '../asn1/der.ts';
import { readTime } from '../asn1/time.ts';
import { integerHex, integerOctets } from '../asn1/values.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { readEntryExtensions } from './entry-extensions.ts';
import { type EntryScan, scanEntries } from './entry-scan.ts';
import type { RevocationReason } from './reason.ts';

export interface RevokedEntry {
  /** Serial number, upper-case hexadecimal. */
  readonly serial: string;
  readonly revocationDate: Date;
  /** `null` where the list gives none. */
  readonly reason: RevocationReason | null;
  readonly invalidityDate: Date | null;
}

const NO_EXTENSIONS = { reason: null, invalidityDate: null };
/** Encodings of extensions kept read; the entries of a list share a handful. */
const KEPT_EXTENSIONS = 32;

/** The entries of a list in its own DER, found by serial number through an index of two numbers an entry. */
export class RevokedEntries implements Iterable<RevokedEntry> {
  readonly #der: Uint8Array;
  readonly #scan: EntryScan;
  readonly #listIssuer: string;
  readonly #extensions = new BoundedCache<string, Pick<RevokedEntry, 'reason' | 'invalidityDate'>>(KEPT_EXTENSIONS);
  #index: Uint32Array | null = null;

  /** Entries between two offsets of a list whose issuer has this name key. @throws DerError */
  constructor(der: Uint8Array, start: number, end: number, listIssuer: string) {
    this.#der = der;
    this.#listIssuer = listIssuer;
    this.#scan = scanEntries(der, start, end);
  }

  get size(): number {
    return this.#scan.count;
  }

  /** Critical extensions of any entry; a list with one that is not understood answers nothing (RFC 5280 section 5.3). */
  get criticalExtensions(): ReadonlySet<string> {
    return this.#scan.criticalExtensions;
  }

  /** Entries say whose certificates they mean, as those of indirect lists do. */
  get namesIssuers(): boolean {
    return this.#scan.issuers.length > 0;
  }

  /** The entry of a certificate by its serial number and its issuer's name key; of several one that revokes. */
  find(serial: string, issuer: string): RevokedEntry | null {
    const octets = integerOctets(serial);
    this.#index ??= this.#build();
    const index = this.#index;
    const mask = index.length - 1;
    let found: RevokedEntry | null = null;
    for (let slot = hash(octets, 0, octets.length) & mask; index[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = index[slot]! - 1;
      if (!this.#hasSerial(entry, octets) || this.#issuerOf(entry) !== issuer) continue;
      if (!found || found.reason === 'removeFromCRL') found = this.#read(entry);
    }
    return found;
  }

  *[Symbol.iterator](): Generator<RevokedEntry> {
    for (let entry = 0; entry < this.#scan.count; entry++) yield this.#read(entry);
  }

  /** Open addressing, at most half full; 0 is an empty slot. Made at the first look-up, when the list's signature has been verified. */
  #build(): Uint32Array {
    const { count, offsets } = this.#scan;
    const index = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
    const mask = index.length - 1;
    for (let entry = 0; entry < count; entry++) {
      const start = this.#serialAt(offsets[entry]!);
      let slot = hash(this.#der, start, start + this.#der[start - 1]!) & mask;
      while (index[slot] !== 0) slot = (slot + 1) & mask;
      index[slot] = entry + 1;
    }
    return index;
  }

  /** Offset of the content of an entry's serial number; the octet before it is its length. */
  #serialAt(entryOffset: number): number {
    const length = this.#der[entryOffset + 1]!;
    return entryOffset + 2 + (length < 0x80 ? 0 : length & 0x7f) + 2;
  }

  #hasSerial(entry: number, octets: Uint8Array): boolean {
    const start = this.#serialAt(this.#scan.offsets[entry]!);
    if (this.#der[start - 1] !== octets.length) return false;
    for (let index = 0; index < octets.length; index++) if (this.#der[start + index] !== octets[index]) return false;
    return true;
  }

  /** The last certificate issuer named up to the entry, else the list's own. */
  #issuerOf(entry: number): string {
    const { issuers } = this.#scan;
    let [low, high] = [0, issuers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (issuers[middle]!.from <= entry) low = middle + 1;
      else high = middle;
    }
    return issuers[low - 1]?.key ?? this.#listIssuer;
  }

  /** The scan has found every entry well-formed, so the offsets of its parts are sure. */
  #read(entry: number): RevokedEntry {
    const der = this.#der;
    const offset = this.#scan.offsets[entry]!;
    const end = readNode(der, offset).bytes.byteLength + offset;
    const serial = this.#serialAt(offset);
    const date = readNode(der, serial + der[serial - 1]!);
    const rest = serial + der[serial - 1]! + date.bytes.length;
    const { reason, invalidityDate } = rest < end ? this.#extensionsAt(rest, end) : NO_EXTENSIONS;
    return {
      serial: integerHex(der.subarray(serial, serial + der[serial - 1]!)),
      revocationDate: readTime(date),
      reason,
      invalidityDate,
    };
  }

  #extensionsAt(start: number, end: number): Pick<RevokedEntry, 'reason' | 'invalidityDate'> {
    const encoding = Buffer.from(this.#der.buffer, this.#der.byteOffset + start, end - start).toString('latin1');
    return this.#extensions.reuse(encoding, () => readEntryExtensions(readNode(this.#der, start)));
  }
}

const SEED = randomBytes(4).readUInt32LE();

/** Mixes every octet; seeded, so that nobody can choose serial numbers that meet in one slot. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = SEED;
  for (let index = start; index < end; index++) {
    value = Math.imul(value ^ bytes[index]!, 0x5bd1e995);
    value ^= value >>> 15;
  }
  return value >>> 0;
}
