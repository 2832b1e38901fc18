import type { XmlElement } from 'libxml2-wasm';
import type { SignatureLevel } from '../report.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { attribute, childElements, elementsNamed, onlyChild, onlyDescendant, soleText } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import type { ReferenceResult } from './references.ts';
import { MAX_EVIDENCE, type XmlSignature } from './signature.ts';
import { type CertificateClaim, readCertificateClaim } from './signing-certificate.ts';

const { xades, xades141 } = NAMESPACES;

/** Value of a Reference's Type that names the signed properties (ETSI EN 319 132-1 clause 4.4.2). */
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';

/** XAdES around one signature, as written. */
export interface Properties {
  readonly signedProperties: XmlElement | null;
  /** `null` also where it has no time zone and so names no point in time. */
  readonly signingTime: Date | null;
  readonly certificateClaim: CertificateClaim | null;
  /** By the elements that are there; nothing of them is verified. */
  readonly level: SignatureLevel;
  readonly timeStamped: boolean;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

export function readProperties({ objects }: XmlSignature): Properties {
  const qualifying = objects.flatMap((object) => childElements(object, xades, 'QualifyingProperties'));
  const sole = qualifying.length === 1 ? qualifying[0]! : null;
  const signedProperties = onlyChild(sole, xades, 'SignedProperties');
  const signed = onlyChild(signedProperties, xades, 'SignedSignatureProperties');
  const unsigned = onlyDescendant(sole, xades, 'UnsignedProperties', 'UnsignedSignatureProperties');
  return {
    signedProperties,
    signingTime: readTime(soleText(onlyChild(signed, xades, 'SigningTime'))),
    certificateClaim: readCertificateClaim(signed),
    level: levelOf(unsigned),
    timeStamped: unsigned !== null && childElements(unsigned, xades, 'SignatureTimeStamp').length > 0,
    certificates: encapsulated(unsigned, 'EncapsulatedX509Certificate'),
    crls: encapsulated(unsigned, 'EncapsulatedCRLValue'),
  };
}

/**
 * Where XAdES differs from what it must be: properties there once, about this signature, and signed by it. Wrapping attacks show here.
 * @returns what is wrong, in English; empty when nothing is
 */
export function propertyFaults(signature: XmlSignature, { signedProperties }: Properties, results: readonly ReferenceResult[]): string[] {
  if (!signedProperties) return ['there is not exactly one QualifyingProperties with SignedProperties'];
  const target = attribute(signedProperties.parent, 'Target');
  const referring = results.filter(({ reference }) => reference.type === SIGNED_PROPERTIES_TYPE);
  const signed = referring.length === 1 && referring[0]!.target?.isSameNode(signedProperties) === true;
  return [
    ...(signature.id !== '' && target === `#${signature.id}` ? [] : ['QualifyingProperties are not about this signature']),
    ...(signed ? [] : ['no single reference of type SignedProperties to the properties of this signature']),
  ];
}

/** xs:dateTime with a time zone. */
const DATE_TIME = /^\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\s*$/;

function readTime(written: string | null): Date | null {
  const time = written !== null && DATE_TIME.test(written) ? new Date(written.trim()) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

/** Each level needs what the one below needs (ES-T, ES-XL and ES-A of the prescription service). */
const LEVELS: readonly (readonly [SignatureLevel, (unsigned: XmlElement) => boolean])[] = [
  ['T', (unsigned) => childElements(unsigned, xades, 'SignatureTimeStamp').length > 0],
  ['LT', (unsigned) => ['CertificateValues', 'RevocationValues'].every((name) => childElements(unsigned, xades, name).length > 0)],
  ['LTA', (unsigned) => [xades, xades141].some((namespace) => childElements(unsigned, namespace, 'ArchiveTimeStamp').length > 0)],
];

function levelOf(unsigned: XmlElement | null): SignatureLevel {
  const reached = unsigned ? LEVELS.findIndex(([, present]) => !present(unsigned)) : 0;
  return (reached === -1 ? LEVELS.at(-1) : LEVELS[reached - 1])?.[0] ?? 'B';
}

/** Evidence anyone may have added: what cannot be read is passed over, since validation then simply lacks it. */
function encapsulated(unsigned: XmlElement | null, name: string): Uint8Array[] {
  const elements = unsigned ? elementsNamed(unsigned, xades, name) : [];
  return elements
    .slice(0, MAX_EVIDENCE)
    .map((element) => decodeBase64(soleText(element) ?? '*'))
    .filter((value) => value !== null);
}
