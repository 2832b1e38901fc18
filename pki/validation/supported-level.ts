import { type Certificate, parseCertificate, verifyIssuedBy } from '../certificate/certificate.ts';
import { fingerprint } from '../digest/fingerprint.ts';
import { readable } from '../readable.ts';
import type { SignatureLevel } from '../report.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { parseOcspResponse } from '../revocation/ocsp/response.ts';
import type { SignerEvidence, TimeStampEvidence, ValidationData } from './evidence.ts';

/** Lists of the right name that are tried; keeps a hostile file from costing time. */
const MAX_LISTS = 16;

/**
 * Whether there is revocation data about a certificate: a list of its issuer, signed by that where its certificate is at hand, or an OCSP answer for
 * its serial number. Whether it is fresh, and can be believed, is not said here.
 * @param der the certificate, DER
 */
export function bearsOn(der: Uint8Array, { certificates, crls, ocspResponses }: ValidationData): boolean {
  const [certificate] = readable([der], parseCertificate);
  if (!certificate) return false;
  if (readable(ocspResponses, parseOcspResponse).some(({ answers }) => answers.some(({ certId }) => certId.serial === certificate.serial)))
    return true;
  const issuers = issuersOfLists(certificate);
  const lists = readable(crls, parseCrl).filter(({ issuerName }) => issuers.has(issuerName.key));
  const signers = lists.length > 0 ? readable(certificates, parseCertificate) : [];
  return lists.slice(0, MAX_LISTS).some((list) => isSigned(list, certificate, signers));
}

const issuersOfLists = ({ issuerName, crlDistributionPoints }: Certificate): ReadonlySet<string> =>
  new Set([
    issuerName.key,
    ...crlDistributionPoints.flatMap(({ crlIssuer }) => crlIssuer.flatMap((name) => (name.kind === 'directory' ? [name.name.key] : []))),
  ]);

/** By a CA whose certificate is at hand; an anchor may be known by its key alone. */
function isSigned(list: Crl, certificate: Certificate, signers: readonly Certificate[]): boolean {
  const isDirect = list.issuerName.key === certificate.issuerName.key;
  const named = signers.filter((signer) => signer.subjectName.key === list.issuerName.key && (!isDirect || verifyIssuedBy(certificate, signer)));
  return named.length === 0 || named.some((signer) => verifyIssuedBy(list, signer));
}

/** Whether an archive time stamp is over revocation data about a certificate (DER); without that it proves a time and preserves nothing. */
export const preserves = (
  { kind, protects }: Pick<TimeStampEvidence, 'kind' | 'protects'>,
  certificate: Uint8Array,
  data: ValidationData,
): boolean => {
  if (kind !== 'archive') return false;
  const covered = new Set(protects.map(fingerprint));
  const isCovered = (der: Uint8Array): boolean => covered.has(fingerprint(der));
  return bearsOn(certificate, { ...data, crls: data.crls.filter(isCovered), ocspResponses: data.ocspResponses.filter(isCovered) });
};

const ORDER: readonly SignatureLevel[] = ['B', 'T', 'LT', 'LTA'];

/**
 * The level that a format sees by its structure, as far as evidence supports it: an attribute or store without anything about the signer in it raises
 * nothing. Whether the evidence is trusted is not said here.
 * @param timeStamps that count
 */
export function supportedLevel(
  seen: SignatureLevel,
  { certificate, embedded, timeStamps }: Pick<SignerEvidence, 'certificate' | 'embedded' | 'timeStamps'>,
): SignatureLevel {
  const supported = (): SignatureLevel => {
    if (!timeStamps.some(({ kind }) => kind !== 'content')) return 'B';
    if (!certificate || !bearsOn(certificate, embedded)) return 'T';
    return timeStamps.some((stamp) => preserves(stamp, certificate, embedded)) ? 'LTA' : 'LT';
  };
  return seen === 'B' ? seen : ORDER[Math.min(ORDER.indexOf(seen), ORDER.indexOf(supported()))]!;
}
