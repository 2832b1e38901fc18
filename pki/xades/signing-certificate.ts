import { children, DerError, parseDer, TAG } from '../asn1/der.ts';
import { integer } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { sameBytes } from '../asn1/values.ts';
import { certificateIdentifiers } from '../cms/certificate-identifiers.ts';
import { refersTo, type SigningCertificateReference } from '../cms/signing-certificate.ts';
import { digestByXml } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { Check } from '../report.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { attribute, childElements, onlyChild, soleText, type XmlElement } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';

const { ds, xades } = NAMESPACES;

/** Serial numbers have at most 20 octets (RFC 5280 section 4.1.2.2), some in use a few more. */
const SERIAL = /^\s*\d{1,80}\s*$/;

/** What a signed property says of the signing certificate (ETSI EN 319 132-1 clause 5.2.2). */
export interface CertificateClaim {
  /** `null` when the property is there and cannot be read. */
  readonly reference: SigningCertificateReference | null;
  /** Decimal serial number of SigningCertificate, version 1. Its issuer is a text without canonical form and is not compared. */
  readonly serial: string | null;
}

/** The first certificate that SigningCertificateV2, else SigningCertificate, names. */
export function readCertificateClaim(signedSignatureProperties: XmlElement | null): CertificateClaim | null {
  const claims = ['SigningCertificateV2', 'SigningCertificate'].map((name) =>
    signedSignatureProperties ? childElements(signedSignatureProperties, xades, name) : [],
  );
  const [claim, another] = claims.find((elements) => elements.length > 0) ?? [];
  if (!claim) return null;
  const cert = another ? null : (childElements(claim, xades, 'Cert')[0] ?? null);
  const certDigest = onlyChild(cert, xades, 'CertDigest');
  const hash = decodeBase64(soleText(onlyChild(certDigest, ds, 'DigestValue')) ?? '*');
  if (!hash) return { reference: null, serial: null };
  const algorithm = digestByXml(attribute(onlyChild(certDigest, ds, 'DigestMethod'), 'Algorithm') ?? '')?.name ?? null;
  const issuerSerial = readIssuerSerial(decodeBase64(soleText(onlyChild(cert, xades, 'IssuerSerialV2')) ?? '*'));
  return {
    reference: { algorithm, hash, issuerSerial },
    serial: soleText(onlyChild(onlyChild(cert, xades, 'IssuerSerial'), ds, 'X509SerialNumber')),
  };
}

/** IssuerSerial (RFC 5035 section 4). One that cannot be read (some producers write an OCTET STRING for the names) says nothing: the digest binds. */
function readIssuerSerial(der: Uint8Array | null): SigningCertificateReference['issuerSerial'] {
  try {
    const fields = der && new Fields(parseDer(der, TAG.SEQUENCE));
    return fields && { names: children(fields.take(TAG.SEQUENCE)), serial: fields.take(TAG.INTEGER).bytes };
  } catch (cause) {
    if (cause instanceof DerError) return null;
    throw cause;
  }
}

export interface SigningCertificate {
  /** DER; `null` when nothing was at hand. */
  readonly certificate: Uint8Array | null;
  readonly bound: Check;
}

/**
 * The signing certificate among those at hand: the one the signed property names by its digest, else the first.
 * @param keyInfoSigned the signature covers KeyInfo, which binds the certificate where no property does
 */
export function findSigningCertificate(
  claim: CertificateClaim | null,
  candidates: readonly Uint8Array[],
  keyInfoSigned: boolean,
): SigningCertificate {
  const reference = claim?.reference;
  const claimed = reference && candidates.find((der) => refers({ ...reference, issuerSerial: null }, der));
  const certificate = claimed ?? candidates[0] ?? null;
  return { certificate, bound: { id: 'signing-certificate-bound', ...binding(claim, claimed ?? null, keyInfoSigned && certificate !== null) } };
}

function binding(claim: CertificateClaim | null, claimed: Uint8Array | null, keyInfoSigned: boolean): Omit<Check, 'id'> {
  if (!claim && keyInfoSigned) return { status: 'passed', detail: 'the signature covers KeyInfo; there is no SigningCertificate property' };
  if (!claim)
    return { status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: 'neither a SigningCertificate property nor a signed KeyInfo' };
  if (!claim.reference)
    return { status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: 'the SigningCertificate property cannot be read' };
  if (!claimed)
    return { status: 'failed', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', detail: 'the SigningCertificate property means another certificate' };
  const contradicted = !refers(claim.reference, claimed) || !hasSerial(claimed, claim.serial);
  if (contradicted)
    return { status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: 'issuer and serial number are those of another certificate' };
  return { status: 'passed', detail: 'the SigningCertificate property means this certificate' };
}

/** A candidate that is no certificate at all cannot be meant. */
function refers(reference: SigningCertificateReference, der: Uint8Array): boolean {
  try {
    return refersTo(reference, der);
  } catch (cause) {
    if (cause instanceof PkiError) return false;
    throw cause;
  }
}

const hasSerial = (der: Uint8Array, decimal: string | null): boolean =>
  decimal === null || (SERIAL.test(decimal) && sameBytes(integer(BigInt(decimal)), certificateIdentifiers(der).serial));
