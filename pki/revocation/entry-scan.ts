import { DerError, readNode, TAG } from '../asn1/der.ts';
import { toHex } from '../asn1/values.ts';
import { DerCursor } from './der-cursor.ts';
import { readEntryExtensions } from './entry-extensions.ts';

/** Where the entries of a list lie in its DER, and what of them concerns the whole list. */
export interface EntryScan {
  readonly count: number;
  /** Offset of each entry's SEQUENCE. */
  readonly offsets: Uint32Array;
  readonly criticalExtensions: ReadonlySet<string>;
  /** Of an indirect list: from which entry on which issuer's certificates are meant (RFC 5280 section 5.3.3), by name key. */
  readonly issuers: readonly { readonly from: number; readonly key: string }[];
}

/** SEQUENCE, an INTEGER of one octet, a UTCTime. */
const LEAST_ENTRY = 20;
/** Octets of a serial number; RFC 5280 has 20 at most, the index counts on one octet of length. */
const MAX_SERIAL = 127;
/** Distinct encodings of extensions beyond reason and invalidity date; lists in use have a handful, and reading each costs time. */
const MAX_UNUSUAL = 10_000;

/**
 * Goes once over the revokedCertificates of a list, strictly: what is no DER, no time or no known extension value is refused. Entries are decoded
 * when they are looked up; 200,000 objects would take more memory and time than everything else.
 * @throws DerError
 */
export function scanEntries(der: Uint8Array, start: number, end: number): EntryScan {
  const cursor = new DerCursor(der, start);
  const offsets = new Uint32Array(Math.ceil((end - start) / LEAST_ENTRY));
  const unusual = new UnusualExtensions();
  let count = 0;
  while (cursor.at < end) {
    if (count === offsets.length) throw new DerError('entry is too short');
    offsets[count] = cursor.at;
    const entryEnd = cursor.enter(TAG.SEQUENCE, end);
    cursor.integer(entryEnd, MAX_SERIAL);
    cursor.time(entryEnd);
    if (cursor.at < entryEnd) {
      const extensions = cursor.at;
      if (!usualExtensions(cursor, entryEnd)) {
        cursor.at = extensions;
        cursor.at = cursor.enter(TAG.SEQUENCE, entryEnd);
        unusual.read(der.subarray(extensions, cursor.at), count);
      }
    }
    if (cursor.at !== entryEnd) throw new DerError('unknown component at the end of an entry');
    count++;
  }
  return { count, offsets: offsets.slice(0, count), criticalExtensions: unusual.critical, issuers: unusual.issuers };
}

const REASON_CODE = 0x15;
const INVALIDITY_DATE = 0x18;
/** Greatest reason, and the one that is not used. */
const [LAST_REASON, NO_REASON] = [10, 7];

/** Reason and invalidity date, not critical, each at most once: all that most lists have. `false` where there is anything else. */
function usualExtensions(cursor: DerCursor, limit: number): boolean {
  const end = cursor.enter(TAG.SEQUENCE, limit);
  let seen = 0;
  while (cursor.at < end) {
    const extensionEnd = cursor.enter(TAG.SEQUENCE, end);
    const kind = cursor.standardExtension(extensionEnd);
    if ((kind !== REASON_CODE && kind !== INVALIDITY_DATE) || seen === kind || seen === REASON_CODE + INVALIDITY_DATE) return false;
    seen += kind;
    const valueEnd = cursor.enter(TAG.OCTET_STRING, extensionEnd);
    if (kind === REASON_CODE) {
      const reason = cursor.enumerated(valueEnd);
      if (reason > LAST_REASON || reason === NO_REASON) throw new DerError('revocation reason is unknown');
    } else if (!cursor.generalizedTime(valueEnd)) return false;
    if (cursor.at !== valueEnd || valueEnd !== extensionEnd) throw new DerError('unknown component at the end of an extension');
  }
  return true;
}

/** Extensions of entries read in full, each distinct encoding once. */
class UnusualExtensions {
  readonly critical = new Set<string>();
  readonly issuers: { readonly from: number; readonly key: string }[] = [];
  readonly #known = new Map<string, string | null>();

  read(bytes: Uint8Array, entry: number): void {
    const encoding = toHex(bytes);
    let issuer = this.#known.get(encoding);
    if (issuer === undefined) {
      if (this.#known.size === MAX_UNUSUAL) throw new DerError(`more than ${MAX_UNUSUAL} kinds of entries`);
      const extensions = readEntryExtensions(readNode(bytes));
      for (const oid of extensions.critical) this.critical.add(oid);
      issuer = extensions.certificateIssuer;
      this.#known.set(encoding, issuer);
    }
    if (issuer !== null) this.issuers.push({ from: entry, key: issuer });
  }
}
