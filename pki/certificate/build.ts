import { sign, type KeyObject } from 'node:crypto';
import { bitString, type Der, explicit, integer, nullValue, objectIdentifier, sequence, time } from '../asn1/encode.ts';
import { encodeName, type NameTemplate } from './encode-name.ts';

/** AlgorithmIdentifier of a signature over SHA-256 by the kind of the issuer's key (RFC 4055 section 5, RFC 5758 section 3.2). */
const ALGORITHMS: Readonly<Record<string, Der>> = {
  rsa: sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue()),
  ec: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
};

/** A to-be-signed certificate or list, put together by its parts, with its issuer's signature. @throws TypeError for a key that is neither RSA nor EC */
export function signed(issuerKey: KeyObject, tbs: (algorithm: Der) => Der): Der {
  const algorithm = ALGORITHMS[issuerKey.asymmetricKeyType ?? ''];
  if (!algorithm) throw new TypeError(`certificates are not signed by a key of type ${issuerKey.asymmetricKeyType}`);
  const body = tbs(algorithm);
  return sequence(body, algorithm, bitString(sign('sha256', body, issuerKey)));
}

export interface CertificateTemplate {
  readonly serial: bigint;
  readonly issuer: NameTemplate;
  readonly subject: NameTemplate;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** Extensions, DER, in order; at least one. */
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
