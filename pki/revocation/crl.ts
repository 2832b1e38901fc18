import { contextConstructed, DerError, type DerNode, expectTag, readNode, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readTime } from '../asn1/time.ts';
import { readIntegerHex, toHex } from '../asn1/values.ts';
import { type Extension, readExtension, readExtensions } from '../certificate/extensions/extension.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { type Name, readName } from '../certificate/name.ts';
import { expectSameAlgorithm, readSignedObject, type SignedObject } from '../certificate/signed-object.ts';
import { PkiError } from '../errors.ts';
import { type IssuingDistributionPoint, readIssuingDistributionPoint } from './issuing-distribution-point.ts';
import { type RevocationReason, readReason } from './reason.ts';

export interface RevokedEntry {
  readonly revocationDate: Date;
  /** `null` where the list gives none. */
  readonly reason: RevocationReason | null;
}

/** A certificate revocation list, read once (RFC 5280 section 5.1). */
export interface Crl extends SignedObject {
  readonly der: Uint8Array;
  readonly issuer: string;
  readonly issuerName: Name;
  readonly thisUpdate: Date;
  /** `null` where the list does not say until when it holds. */
  readonly nextUpdate: Date | null;
  readonly extensions: readonly Extension[];
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  /** Critical extensions of entries; a list with one that is not understood answers nothing (RFC 5280 section 5.3). */
  readonly criticalEntryExtensions: ReadonlySet<string>;
  /** Entries by serial number (upper-case hexadecimal). */
  readonly revoked: ReadonlyMap<string, RevokedEntry>;
}

/** Half a million entries. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a revocation list. Strict DER, nothing after its end.
 * @throws {PkiError} CRL_UNREADABLE
 */
export function parseCrl(der: Uint8Array): Crl {
  try {
    if (der.length > MAX_BYTES) throw new DerError('too large');
    return read(Uint8Array.from(der));
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new PkiError('CRL_UNREADABLE', { note: cause.message }, { cause });
  }
}

function read(der: Uint8Array): Crl {
  const { tbs, algorithm, signed } = readSignedObject(der);
  const fields = new Fields(tbs);
  fields.optional(TAG.INTEGER);
  expectSameAlgorithm(fields.take(TAG.SEQUENCE), algorithm);
  const issuerName = readName(fields.takeAny());
  const thisUpdate = readTime(fields.takeAny());
  const nextUpdate = fields.optional(TAG.UTC_TIME) ?? fields.optional(TAG.GENERALIZED_TIME);
  const entries = fields.optional(TAG.SEQUENCE);
  const extensionsNode = fields.optionalExplicit(contextConstructed(0));
  fields.end();
  const extensions = extensionsNode ? readExtensions(extensionsNode) : [];

  return {
    ...signed,
    der,
    issuer: issuerName.text,
    issuerName,
    thisUpdate,
    nextUpdate: nextUpdate && readTime(nextUpdate),
    extensions,
    issuingDistributionPoint: readExtension(extensions, EXTENSION.ISSUING_DISTRIBUTION_POINT, (value) =>
      readIssuingDistributionPoint(value, issuerName),
    ),
    ...readEntries(entries),
  };
}

function readEntries(list: DerNode | null): Pick<Crl, 'criticalEntryExtensions' | 'revoked'> {
  const revoked = new Map<string, RevokedEntry>();
  const criticalEntryExtensions = new Set<string>();
  const readOnce = entryExtensionsReader(criticalEntryExtensions);
  for (let offset = 0; list && offset < list.content.length; ) {
    const entry = expectTag(readNode(list.content, offset), TAG.SEQUENCE);
    offset += entry.bytes.length;
    const fields = new Fields(entry);
    const serial = readIntegerHex(fields.takeAny());
    const revocationDate = readTime(fields.takeAny());
    const extensions = fields.optional(TAG.SEQUENCE);
    fields.end();
    revoked.set(serial, { revocationDate, reason: extensions && readOnce(extensions) });
  }
  return { revoked, criticalEntryExtensions };
}

/** Reads the reason of entries, each distinct encoding once: the tens of thousands of entries of a list share a handful. */
function entryExtensionsReader(critical: Set<string>): (node: DerNode) => RevocationReason | null {
  const known = new Map<string, RevocationReason | null>();
  return (node) => {
    const key = toHex(node.bytes);
    const reason = known.get(key);
    if (reason !== undefined) return reason;
    const extensions = readExtensions(node);
    for (const extension of extensions) if (extension.critical) critical.add(extension.oid);
    const found = readExtension(extensions, EXTENSION.REASON_CODE, readReason);
    known.set(key, found);
    return found;
  };
}
