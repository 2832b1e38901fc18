import type { KeyObject } from 'node:crypto';
import { loadPublicKey } from '../algorithms/signature-value.ts';
import { children, contextConstructed, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid } from '../asn1/values.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { PkiError } from '../errors.ts';

/** What CMS needs of a certificate to name it: original DER, nothing interpreted. */
export interface CertificateIdentifiers {
  /** Issuer Name. */
  readonly issuer: Uint8Array;
  /** serialNumber INTEGER with its header. */
  readonly serial: Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly subjectKeyIdentifier: Uint8Array | null;
}

/**
 * RFC 5280 section 4.1.
 * @throws PkiError CERTIFICATE_UNREADABLE
 */
export function certificateIdentifiers(certificate: Uint8Array): CertificateIdentifiers {
  try {
    return readIdentifiers(certificate);
  } catch (cause) {
    throw new PkiError('CERTIFICATE_UNREADABLE', {}, { cause });
  }
}

function readIdentifiers(certificate: Uint8Array): CertificateIdentifiers {
  const tbs = new Fields(new Fields(parseDer(certificate, TAG.SEQUENCE)).take(TAG.SEQUENCE));
  tbs.optional(contextConstructed(0));
  const serial = tbs.take(TAG.INTEGER).bytes;
  tbs.take(TAG.SEQUENCE);
  const issuer = tbs.take(TAG.SEQUENCE).bytes;
  tbs.take(TAG.SEQUENCE);
  tbs.take(TAG.SEQUENCE);
  const spki = tbs.take(TAG.SEQUENCE).bytes;
  const extensions = tbs.optional(contextConstructed(3));
  return { issuer, serial, spki, subjectKeyIdentifier: extensions ? readKeyIdentifier(extensions.content) : null };
}

function readKeyIdentifier(extensions: Uint8Array): Uint8Array | null {
  for (const extension of children(parseDer(extensions, TAG.SEQUENCE))) {
    const members = new Fields(expectTag(extension, TAG.SEQUENCE));
    if (readOid(members.take(TAG.OID)) !== EXTENSION.SUBJECT_KEY_IDENTIFIER) continue;
    members.optional(TAG.BOOLEAN);
    return parseDer(members.take(TAG.OCTET_STRING).content, TAG.OCTET_STRING).content;
  }
  return null;
}

/** Public key of a certificate, `null` when the certificate or its key cannot be read. */
export function certificateKey(certificate: Uint8Array): KeyObject | null {
  try {
    return loadPublicKey(certificateIdentifiers(certificate).spki);
  } catch {
    return null;
  }
}
