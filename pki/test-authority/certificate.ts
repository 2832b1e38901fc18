import { sign, type KeyObject } from 'node:crypto';
import { bitString, type Der, explicit, integer, nullValue, objectIdentifier, sequence, time } from '../asn1/encode.ts';
import { encodeName, type NameTemplate } from './names.ts';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const algorithm = (): Der => sequence(objectIdentifier(SHA256_WITH_RSA), nullValue());

/** A to-be-signed certificate or list, put together by its parts, with its issuer's signature. */
export function signed(issuerKey: KeyObject, tbs: (algorithm: Der) => Der): Der {
  const body = tbs(algorithm());
  return sequence(body, algorithm(), bitString(sign('sha256', body, issuerKey)));
}

export interface CertificateTemplate {
  readonly serial: bigint;
  readonly issuer: NameTemplate;
  readonly subject: NameTemplate;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** Extensions, DER, in order. */
  readonly extensions: readonly Uint8Array[];
}

/** X.509 version 3 certificate (RFC 5280 section 4.1). */
export const buildCertificate = (template: CertificateTemplate, issuerKey: KeyObject): Der =>
  signed(issuerKey, (algorithm) =>
    sequence(
      explicit(0, integer(2)),
      integer(template.serial),
      algorithm,
      encodeName(template.issuer),
      sequence(time(template.notBefore), time(template.notAfter)),
      encodeName(template.subject),
      template.spki,
      explicit(3, sequence(...template.extensions)),
    ),
  );
