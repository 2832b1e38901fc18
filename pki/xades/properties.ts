import type { SignatureLevel } from '../report.ts';
import { attribute, childElements, isNamed, onlyChild, soleText, type XmlElement } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import type { ReferenceResult } from './references.ts';
import type { XmlSignature } from './signature.ts';
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
  /** SignedDataObjectProperties, where content time stamps are. */
  readonly ofData: XmlElement | null;
  /** Children of UnsignedSignatureProperties, in order. */
  readonly unsigned: readonly XmlElement[];
  /** Where new unsigned properties go: UnsignedSignatureProperties, or as far as there is of the way to it; `null` when there are several. */
  readonly container: XmlElement | null;
}

export function readProperties({ objects }: XmlSignature): Properties {
  const qualifying = objects.flatMap((object) => childElements(object, xades, 'QualifyingProperties'));
  const sole = qualifying.length === 1 ? qualifying[0]! : null;
  const signedProperties = onlyChild(sole, xades, 'SignedProperties');
  const signed = onlyChild(signedProperties, xades, 'SignedSignatureProperties');
  const unsigned = unsignedOf(sole);
  return {
    signedProperties,
    signingTime: readTime(soleText(onlyChild(signed, xades, 'SigningTime'))),
    certificateClaim: readCertificateClaim(signed),
    level: levelOf(unsigned.properties),
    ofData: onlyChild(signedProperties, xades, 'SignedDataObjectProperties'),
    unsigned: unsigned.properties,
    container: unsigned.container,
  };
}

function unsignedOf(qualifying: XmlElement | null): { readonly container: XmlElement | null; readonly properties: readonly XmlElement[] } {
  const all = qualifying ? childElements(qualifying, xades, 'UnsignedProperties') : [];
  const ofSignature = all.flatMap((element) => childElements(element, xades, 'UnsignedSignatureProperties'));
  if (all.length > 1 || ofSignature.length > 1) return { container: null, properties: [] };
  return { container: ofSignature[0] ?? all[0] ?? qualifying, properties: ofSignature.flatMap((element) => childElements(element)) };
}

/**
 * Where XAdES differs from what it must be: properties there once, about this signature, and signed by it. Wrapping attacks show here.
 * @returns what is wrong, in English; empty when nothing is
 */
export function propertyFaults(signature: XmlSignature, { signedProperties, container }: Properties, results: readonly ReferenceResult[]): string[] {
  if (!signedProperties) return ['there is not exactly one QualifyingProperties with SignedProperties'];
  const target = attribute(signedProperties.parent, 'Target');
  const referring = results.filter(({ reference }) => reference.type === SIGNED_PROPERTIES_TYPE);
  const signed = referring.length === 1 && referring[0]!.target === signedProperties;
  return [
    ...(signature.id !== '' && target === `#${signature.id}` ? [] : ['QualifyingProperties are not about this signature']),
    ...(container ? [] : ['there is more than one UnsignedSignatureProperties']),
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
const LEVELS: readonly (readonly [SignatureLevel, (has: (name: string, ...namespaces: string[]) => boolean) => boolean])[] = [
  ['T', (has) => has('SignatureTimeStamp', xades)],
  ['LT', (has) => has('CertificateValues', xades) && has('RevocationValues', xades)],
  ['LTA', (has) => has('ArchiveTimeStamp', xades, xades141)],
];

function levelOf(unsigned: readonly XmlElement[]): SignatureLevel {
  const has = (name: string, ...namespaces: string[]): boolean =>
    unsigned.some((element) => namespaces.some((namespace) => isNamed(element, namespace, name)));
  const reached = LEVELS.findIndex(([, present]) => !present(has));
  return (reached === -1 ? LEVELS.at(-1) : LEVELS[reached - 1])?.[0] ?? 'B';
}
