import { contextConstructed, DerError, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readTime } from '../asn1/time.ts';
import { readIntegerHex, smallInteger } from '../asn1/values.ts';
import { reusing } from '../certificate/reuse.ts';
import { type AuthorityKeyIdentifier, readAuthorityKeyIdentifier } from '../certificate/extensions/key-identifiers.ts';
import { type Extension, readExtension, readExtensions } from '../certificate/extensions/extension.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { type Name, readName } from '../certificate/name.ts';
import { expectSameAlgorithm, readSignedObject, type SignedObject } from '../certificate/signed-object.ts';
import { PkiError } from '../errors.ts';
import { type IssuingDistributionPoint, readIssuingDistributionPoint } from './issuing-distribution-point.ts';
import { RevokedEntries } from './revoked-entries.ts';

/** A certificate revocation list, read once and never changed (RFC 5280 section 5.1). */
export interface Crl extends SignedObject {
  readonly der: Uint8Array;
  readonly issuer: string;
  readonly issuerName: Name;
  readonly thisUpdate: Date;
  /** `null` where the list does not say until when it holds. */
  readonly nextUpdate: Date | null;
  readonly extensions: readonly Extension[];
  /** CRL number, `null` where the list has none. */
  readonly number: bigint | null;
  /** Of a delta list: number of the complete list since which it tells what changed (RFC 5280 section 5.2.4). */
  readonly baseNumber: bigint | null;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | null;
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  /** Since when certificates stay listed after their expiry (ITU-T X.509 section 9.5.2.8), `null` where they do not. */
  readonly expiredCertsOnCrl: Date | null;
  readonly entries: RevokedEntries;
}

/** A million entries of twenty octets, or 600,000 with long serial numbers and reasons. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Bytes of lists kept read, beside those in use. */
const KEPT_BYTES = 48 * 1024 * 1024;

/**
 * Reads a revocation list. Strict DER, nothing after its end; equal bytes are read once.
 * @throws {PkiError} CRL_UNREADABLE
 */
export const parseCrl: (der: Uint8Array) => Crl = reusing(parse, KEPT_BYTES);

function parse(der: Uint8Array): Crl {
  try {
    if (der.length > MAX_BYTES) throw new DerError('too large');
    return read(new Uint8Array(der));
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new PkiError('CRL_UNREADABLE', { note: cause.message }, { cause });
  }
}

/** Version field of a list with extensions: v2. */
const V2 = 1;

function read(der: Uint8Array): Crl {
  const { tbs, algorithm, signed } = readSignedObject(der);
  const fields = new Fields(tbs);
  const version = fields.optional(TAG.INTEGER);
  if (version && smallInteger(version.content) !== V2) throw new DerError('version is unknown');
  expectSameAlgorithm(fields.take(TAG.SEQUENCE), algorithm);
  const issuerName = readName(fields.takeAny());
  const thisUpdate = readTime(fields.takeAny());
  const nextUpdate = fields.optional(TAG.UTC_TIME) ?? fields.optional(TAG.GENERALIZED_TIME);
  const list = fields.optional(TAG.SEQUENCE)?.content ?? new Uint8Array(0);
  const extensionsNode = fields.optionalExplicit(contextConstructed(0));
  fields.end();
  if (extensionsNode && !version) throw new DerError('version does not fit the content');
  const extensions = extensionsNode ? readExtensions(extensionsNode) : [];
  const start = list.length === 0 ? 0 : list.byteOffset - der.byteOffset;

  return {
    ...signed,
    der,
    issuer: issuerName.text,
    issuerName,
    thisUpdate,
    nextUpdate: nextUpdate && readTime(nextUpdate),
    extensions,
    number: readExtension(extensions, EXTENSION.CRL_NUMBER, readNumber),
    baseNumber: readExtension(extensions, EXTENSION.DELTA_CRL_INDICATOR, readNumber),
    authorityKeyIdentifier: readExtension(extensions, EXTENSION.AUTHORITY_KEY_IDENTIFIER, readAuthorityKeyIdentifier),
    issuingDistributionPoint: readExtension(extensions, EXTENSION.ISSUING_DISTRIBUTION_POINT, (value) =>
      readIssuingDistributionPoint(value, issuerName),
    ),
    expiredCertsOnCrl: readExtension(extensions, EXTENSION.EXPIRED_CERTS_ON_CRL, (value) =>
      readTime(expectTag(parseDer(value), TAG.GENERALIZED_TIME)),
    ),
    entries: new RevokedEntries(der, start, start + list.length, issuerName.key),
  };
}

/** CRLNumber, not negative (RFC 5280 section 5.2.3). */
function readNumber(value: Uint8Array): bigint {
  const hex = readIntegerHex(parseDer(value, TAG.INTEGER));
  if (hex.startsWith('-')) throw new DerError('list number is negative');
  return BigInt(`0x${hex}`);
}
