import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  type Der,
  element,
  enumerated,
  explicit,
  generalizedTime,
  implicit,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../../pki/asn1/encode.ts';
import { contextConstructed } from '../../pki/asn1/der.ts';
import type { Certificate } from '../../pki/certificate/certificate.ts';
import { encodeCertId, keyOctets } from '../../pki/revocation/ocsp/cert-id.ts';
import { OCSP } from '../../pki/revocation/ocsp/object-identifiers.ts';
import { type RevocationReason, reasonNumber } from '../../pki/revocation/reason.ts';
import type { DigestName } from '../../pki/digest/algorithms.ts';
import { extension, spkiOf } from './certificates.ts';

export interface AnswerSpec {
  readonly certificate: Certificate;
  readonly issuer: { readonly spki: Uint8Array };
  readonly said?: 'good' | 'unknown' | { readonly date: Date; readonly reason?: RevocationReason };
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date | null;
  readonly digest?: DigestName;
  readonly extensions?: readonly Der[];
}

export interface ResponseSpec {
  readonly key: KeyObject;
  /** The responder by this name (DER), else by its key. */
  readonly name?: Der;
  /** Key by which the responder is named, the signing one unless given. */
  readonly namedKey?: KeyObject;
  readonly producedAt: Date;
  readonly answers: readonly AnswerSpec[];
  readonly certificates?: readonly Uint8Array[];
  readonly extensions?: readonly Der[];
}

const SHA256_WITH_RSA = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue());

/** BasicOCSPResponse with any fault, which a real responder would not make. */
export function basicResponse({ key, name, namedKey = key, producedAt, answers, certificates = [], extensions = [] }: ResponseSpec): Der {
  const keyHash = createHash('sha1')
    .update(keyOctets(spkiOf(namedKey)))
    .digest();
  const tbs = sequence(
    name ? element(contextConstructed(1), name) : element(contextConstructed(2), octetString(keyHash)),
    generalizedTime(producedAt),
    sequence(...answers.map(singleResponse)),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions))] : []),
  );
  return sequence(
    tbs,
    SHA256_WITH_RSA,
    bitString(sign('sha256', tbs, key)),
    ...(certificates.length > 0 ? [explicit(0, sequence(...certificates))] : []),
  );
}

/** OCSPResponse around it. */
export const ocspResponse = (spec: ResponseSpec): Der => wrapped(basicResponse(spec));
export const wrapped = (basic: Uint8Array, status = 0, type: string = OCSP.basicResponse): Der =>
  sequence(enumerated(status), explicit(0, sequence(objectIdentifier(type), octetString(basic))));

export const nonceExtension = (nonce: Uint8Array): Der => extension(OCSP.nonce, octetString(nonce));

function singleResponse({ certificate, issuer, said = 'good', thisUpdate, nextUpdate = null, digest = 'sha1', extensions = [] }: AnswerSpec): Der {
  return sequence(
    encodeCertId(certificate, issuer, digest),
    status(said),
    generalizedTime(thisUpdate),
    ...(nextUpdate ? [explicit(0, generalizedTime(nextUpdate))] : []),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions))] : []),
  );
}

function status(said: NonNullable<AnswerSpec['said']>): Der {
  if (said === 'good') return implicit(0, nullValue());
  if (said === 'unknown') return implicit(2, nullValue());
  const reason = said.reason ? [explicit(0, enumerated(reasonNumber(said.reason)))] : [];
  return element(contextConstructed(1), generalizedTime(said.date), ...reason);
}
