import type { KeyObject } from 'node:crypto';
import { parseCertificate } from '../certificate/certificate.ts';
import { certificateKey } from '../cms/certificate-identifiers.ts';
import { digestByXml } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { Check } from '../report.ts';
import type { ValidationData } from '../validation/evidence.ts';
import type { XmlElement } from '../xml/element.ts';
import { signatureMethodByXml, signatureValueFits } from './algorithms.ts';
import { type Properties, propertyFaults, readProperties, SIGNED_PROPERTIES_TYPE } from './properties.ts';
import type { XmlFile } from './file.ts';
import { checkReference, type ReferenceResult, referenceName } from './references.ts';
import { readSignature, type XmlSignature } from './signature.ts';
import { findSigningCertificate, type SigningCertificate } from './signing-certificate.ts';
import { valuesIn } from './values.ts';

/** What can be said of a signature without trust in anybody. */
export interface Evaluation {
  readonly signature: XmlSignature;
  readonly properties: Properties;
  /** Evidence in the unsigned properties. */
  readonly values: ValidationData;
  readonly signer: SigningCertificate;
  /** Deviations from XML Signature and XAdES, in English. */
  readonly faults: readonly string[];
  /** References to what is signed: neither KeyInfo nor the signed properties. */
  readonly data: readonly ReferenceResult[];
  readonly digests: Check;
  readonly value: Check;
  /** Every reference digest and the signature value are right. */
  readonly intact: boolean;
  /** Names such as `rsa-sha256` and `sha256`; the identifier where we know none. */
  readonly algorithms: readonly string[];
}

export function evaluateSignature(element: XmlElement, file: XmlFile): Evaluation {
  const signature = readSignature(element);
  const properties = readProperties(signature);
  const values = valuesIn(properties.unsigned);
  const results = signature.references.map((reference) => checkReference(reference, signature, file));
  const data = results.filter(({ reference, target }) => reference.type !== SIGNED_PROPERTIES_TYPE && !isKeyInfo(target, signature));
  // One without a certificate binds none: the candidates would then be unsigned.
  const keyInfoSigned =
    signature.certificates.length > 0 && results.some(({ outcome, target }) => outcome === 'match' && isKeyInfo(target, signature));
  const signer = findSigningCertificate(properties.certificateClaim, [...signature.certificates, ...values.certificates], keyInfoSigned);
  const digests = digestCheck(results);
  const value = valueCheck(signature, signer.certificate, file);
  return {
    signature,
    properties,
    values,
    signer,
    faults: [...propertyFaults(signature, properties, results), ...results.flatMap(referenceFault)],
    data,
    digests,
    value,
    intact: digests.status === 'passed' && value.status === 'passed',
    algorithms: [
      ...new Set([
        methodName(signature.signatureMethod),
        ...signature.references.map(({ digestMethod }) => digestByXml(digestMethod)?.name ?? digestMethod),
      ]),
    ],
  };
}

const isKeyInfo = (target: XmlElement | null, { keyInfo }: XmlSignature): boolean => target !== null && target === keyInfo;

const methodName = (uri: string): string => {
  const method = signatureMethodByXml(uri);
  return method ? `${method.scheme}-${method.digest}` : uri;
};

const FAULTS: Partial<Record<ReferenceResult['outcome'], string>> = {
  ambiguous: 'more than one element has the identifier',
  malformed: 'its transforms do not fit what it refers to',
};

function referenceFault({ outcome, reference }: ReferenceResult): string[] {
  const fault = FAULTS[outcome];
  return fault ? [`reference ${referenceName(reference)}: ${fault}`] : [];
}

function digestCheck(results: readonly ReferenceResult[]): Check {
  const id = 'reference-digests';
  const matched = results.filter(({ outcome }) => outcome === 'match').length;
  const params = { matched, total: results.length };
  const detail = results.map(({ reference, outcome }) => `${referenceName(reference)}: ${outcome}`).join(', ');
  if (matched === results.length) return { id, status: 'passed', detail, params };
  if (results.some(({ outcome }) => outcome === 'mismatch')) return { id, status: 'failed', subIndication: 'HASH_FAILURE', detail, params };
  if (results.some(({ outcome }) => outcome in FAULTS)) return { id, status: 'failed', subIndication: 'FORMAT_FAILURE', detail, params };
  return { id, status: 'indeterminate', subIndication: 'SIGNED_DATA_NOT_FOUND', detail, params };
}

function valueCheck({ signedInfo, canonicalization, signatureMethod, value }: XmlSignature, certificate: Uint8Array | null, file: XmlFile): Check {
  const id = 'signature-value';
  const method = signatureMethodByXml(signatureMethod);
  if (!method || !canonicalization) {
    return {
      id,
      status: 'indeterminate',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
      detail: `unknown algorithm in SignedInfo (${signatureMethod})`,
    };
  }
  if (!certificate)
    return { id, status: 'indeterminate', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', detail: 'no certificate to check the value with' };
  const key = keyOf(certificate);
  if (key && signatureValueFits(method, key, file.canonical(signedInfo, canonicalization), value))
    return { id, status: 'passed', detail: methodName(signatureMethod) };
  return { id, status: 'failed', subIndication: 'SIG_CRYPTO_FAILURE', detail: `the value is not the certificate's signature over SignedInfo` };
}

/** A certificate that cannot be read in every part may still tell its key. */
function keyOf(certificate: Uint8Array): KeyObject | null {
  try {
    return parseCertificate(certificate).publicKey;
  } catch (cause) {
    if (cause instanceof PkiError) return certificateKey(certificate);
    throw cause;
  }
}
