import type { Canonicalization } from '../../xml/canonicalize.ts';
import { attribute, childElements, isNamed, type XmlElement } from '../../xml/element.ts';
import { NAMESPACES } from '../../xml/namespaces.ts';
import type { XmlFile } from '../file.ts';
import { SIGNED_PROPERTIES_TYPE } from '../properties.ts';
import { dereference } from '../references.ts';
import type { Reference, XmlSignature } from '../signature.ts';

const { xades, xades141 } = NAMESPACES;

/** Where a time stamp stands and how it wants node sets canonicalised. */
export interface StampPlace {
  readonly signature: XmlSignature;
  readonly file: XmlFile;
  /** Unsigned signature properties before it. */
  readonly preceding: readonly XmlElement[];
  readonly canonicalization: Canonicalization;
  /** Its Include elements, which name what it is over instead of the rule of the property. */
  readonly includes: readonly XmlElement[];
}

/** What a time stamp is over, in pieces; `null` when it cannot be computed. */
export type StampOctets = readonly Uint8Array[] | null;
export type StampRule = (place: StampPlace) => StampOctets;

const canonical = ({ file, canonicalization }: StampPlace, elements: readonly (XmlElement | null)[]): Uint8Array[] =>
  elements.flatMap((element) => (element ? [file.canonical(element, canonicalization)] : []));

function referenced(place: StampPlace, references: readonly Reference[]): StampOctets {
  const pieces: Uint8Array[] = [];
  for (const reference of references) {
    const { octets } = dereference(reference, place.signature, place.file, place.canonicalization);
    if (!octets) return null;
    pieces.push(octets);
  }
  return pieces;
}

/** Only IndividualDataObjectsTimeStamp has Include elements in a document that is one file; elsewhere they would name parts at other places. */
const implicit =
  (rule: StampRule): StampRule =>
  (place) =>
    place.includes.length === 0 ? rule(place) : null;

const named = (elements: readonly XmlElement[], names: readonly (readonly [string, string])[]): XmlElement[] =>
  elements.filter((element) => names.some(([namespace, name]) => isNamed(element, namespace, name)));

const REFERENCES_TO_EVIDENCE = [
  [xades, 'CompleteCertificateRefs'],
  [xades, 'CompleteRevocationRefs'],
  [xades, 'AttributeCertificateRefs'],
  [xades, 'AttributeRevocationRefs'],
  [xades141, 'CompleteCertificateRefsV2'],
  [xades141, 'AttributeCertificateRefsV2'],
] as const;

/** SignatureTimeStamp: the signature value (ETSI EN 319 132-1 clause 5.3). */
export const overValue = implicit((place) => canonical(place, [place.signature.valueElement]));

/** SigAndRefsTimeStamp: the value, its time stamps and the references to evidence before it (annex A.1.5.1). */
export const overValueAndReferences = implicit((place) =>
  canonical(place, [place.signature.valueElement, ...named(place.preceding, [[xades, 'SignatureTimeStamp'], ...REFERENCES_TO_EVIDENCE])]),
);

/** RefsOnlyTimeStamp: the references to evidence before it (annex A.1.5.2). */
export const overReferences = implicit((place) => canonical(place, named(place.preceding, REFERENCES_TO_EVIDENCE)));

/** AllDataObjectsTimeStamp: everything signed but the signed properties (clause 5.2.8.1). */
export const overAllData = implicit((place) =>
  referenced(
    place,
    place.signature.references.filter(({ type }) => type !== SIGNED_PROPERTIES_TYPE),
  ),
);

/** IndividualDataObjectsTimeStamp: what the references that it includes lead to, in its own order (clause 5.2.8.2). */
export const overIncluded: StampRule = (place) => {
  const found = place.includes.map((include) => {
    const uri = attribute(include, 'URI');
    const same = place.signature.references.filter(({ id }) => id !== null && uri === `#${id}`);
    return attribute(include, 'referencedData') === 'true' && same.length === 1 ? same[0]! : null;
  });
  return found.length === 0 || found.includes(null) ? null : referenced(place, found as Reference[]);
};

/** Everything signed, the signature, the unsigned properties before the time stamp, and objects. */
const overAll = (place: StampPlace, objects: readonly XmlElement[]): StampOctets => {
  const { signature, preceding } = place;
  const data = referenced(place, signature.references);
  return data && [...data, ...canonical(place, [signature.signedInfo, signature.valueElement, signature.keyInfo, ...preceding, ...objects])];
};

const objectsBeside = ({ signature: { objects } }: StampPlace): XmlElement[] =>
  objects.filter((object) => childElements(object, xades, 'QualifyingProperties').length === 0);

/** ArchiveTimeStamp of version 1.4.1, everything in one place (clause 5.5.2.2). */
export const overArchive = implicit((place) => overAll(place, objectsBeside(place)));

/**
 * ArchiveTimeStamp of version 1.3.2 (ETSI TS 101 903 version 1.3.2 clause 7.7.1): objects that are signed are not taken twice, and the evidence is
 * as if it stood there; where it does not, nobody can tell what was taken.
 */
export const overArchive132 = implicit((place) => {
  if (!['CertificateValues', 'RevocationValues'].every((name) => named(place.preceding, [[xades, name]]).length > 0)) return null;
  const targets = place.signature.references.map(({ uri }) => (uri?.startsWith('#') ? place.file.ids.get(uri.slice(1))?.[0] : undefined));
  return overAll(
    place,
    objectsBeside(place).filter((object) => !targets.includes(object)),
  );
});
