import { decodeBase64 } from '../encoding/base64.ts';
import { PkiError } from '../errors.ts';
import { type Canonicalization, CANONICALIZATIONS } from '../xml/canonicalize.ts';
import {
  attribute,
  childElements,
  elementsNamed,
  isNamed,
  isWithin,
  onlyChild,
  soleText,
  type XmlDocument,
  type XmlElement,
} from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { FormatFault } from './fault.ts';

export interface Transform {
  readonly algorithm: string;
  /** Set when the transform is a canonicalisation. */
  readonly canonicalization: Canonicalization | null;
}

export interface Reference {
  readonly id: string | null;
  readonly uri: string | null;
  readonly type: string | null;
  readonly transforms: readonly Transform[];
  readonly digestMethod: string;
  readonly digestValue: Uint8Array;
}

/** A `ds:Signature` taken apart (xmldsig-core1 section 4); nothing of it is verified yet. */
export interface XmlSignature {
  readonly element: XmlElement;
  /** `Id`, `''` without one. */
  readonly id: string;
  readonly signedInfo: XmlElement;
  readonly canonicalization: Canonicalization | null;
  readonly signatureMethod: string;
  readonly references: readonly Reference[];
  readonly value: Uint8Array;
  readonly valueElement: XmlElement;
  readonly keyInfo: XmlElement | null;
  /** X509Certificate values of KeyInfo, DER. */
  readonly certificates: readonly Uint8Array[];
  readonly objects: readonly XmlElement[];
}

const { ds } = NAMESPACES;
const ORDER = /^SignedInfo SignatureValue( KeyInfo)?( Object)*$/;
const SIGNED_INFO_ORDER = /^CanonicalizationMethod SignatureMethod( Reference)+$/;
const REFERENCE_ORDER = /^(Transforms )?DigestMethod DigestValue$/;

/** No real signature comes near. */
const MAX_REFERENCES = 64;
/** Certificates and lists that one signature brings along, of each kind. */
export const MAX_EVIDENCE = 256;

/** The signatures of a document that are not part of another one. */
export function outermostSignatures(document: XmlDocument): XmlElement[] {
  const all = elementsNamed(document, ds, 'Signature');
  return all.filter((element) => !all.some((other) => other !== element && isWithin(element, other)));
}

/**
 * @throws FormatFault when an element is missing, repeated, unknown or in the wrong place, or a value is not base64
 * @throws PkiError XML_TOO_LARGE
 */
export function readSignature(element: XmlElement): XmlSignature {
  const parts = orderedChildren(element, ORDER);
  const signedInfo = parts[0]!;
  const keyInfo = parts[2]?.name === 'KeyInfo' ? parts[2] : null;
  const [method, signatureMethod, ...references] = orderedChildren(signedInfo, SIGNED_INFO_ORDER);
  if (references.length > MAX_REFERENCES) throw new PkiError('XML_TOO_LARGE', { note: `more than ${MAX_REFERENCES} references` });
  return {
    element,
    id: attribute(element, 'Id') ?? '',
    signedInfo,
    canonicalization: canonicalizationOf(method!),
    signatureMethod: algorithmOf(signatureMethod!),
    references: references.map(readReference),
    value: binary(parts[1]!),
    valueElement: parts[1]!,
    keyInfo,
    certificates: keyInfo ? certificatesOf(keyInfo) : [],
    objects: parts.slice(keyInfo ? 3 : 2),
  };
}

function certificatesOf(keyInfo: XmlElement): Uint8Array[] {
  const elements = childElements(keyInfo, ds, 'X509Data').flatMap((data) => childElements(data, ds, 'X509Certificate'));
  if (elements.length > MAX_EVIDENCE) throw new PkiError('XML_TOO_LARGE', { note: `more than ${MAX_EVIDENCE} certificates` });
  return elements.map(binary);
}

function readReference(element: XmlElement): Reference {
  const parts = orderedChildren(element, REFERENCE_ORDER);
  const [digestMethod, digestValue] = parts.slice(-2);
  return {
    id: attribute(element, 'Id'),
    uri: attribute(element, 'URI'),
    type: attribute(element, 'Type'),
    transforms: parts.length === 3 ? orderedChildren(parts[0]!, /^Transform( Transform)*$/).map(readTransform) : [],
    digestMethod: algorithmOf(digestMethod!),
    digestValue: binary(digestValue!),
  };
}

function readTransform(element: XmlElement): Transform {
  const algorithm = algorithmOf(element);
  return { algorithm, canonicalization: canonicalizationBy(algorithm, element) };
}

/** The canonicalisation that an element with an Algorithm means, `null` when it is none of ours. */
export const canonicalizationOf = (element: XmlElement): Canonicalization | null => canonicalizationBy(algorithmOf(element), element);

function canonicalizationBy(algorithm: string, element: XmlElement): Canonicalization | null {
  const method = Object.hasOwn(CANONICALIZATIONS, algorithm) ? CANONICALIZATIONS[algorithm] : null;
  if (!method || element.children.length === 0) return method ?? null;
  const namespaces = onlyChild(element, 'http://www.w3.org/2001/10/xml-exc-c14n#', 'InclusiveNamespaces');
  const inclusivePrefixes = attribute(namespaces, 'PrefixList')?.split(/\s+/).filter(Boolean);
  return { ...method, ...(inclusivePrefixes?.length && { inclusivePrefixes }) };
}

function algorithmOf(element: XmlElement): string {
  const algorithm = attribute(element, 'Algorithm');
  if (algorithm === null) throw new FormatFault(`${element.name} names no algorithm`);
  return algorithm;
}

/** Value of an element that holds base64 and nothing else. */
export function binary(element: XmlElement): Uint8Array {
  const value = decodeBase64(soleText(element) ?? '*');
  if (!value) throw new FormatFault(`${element.name} is not base64`);
  return value;
}

function orderedChildren(parent: XmlElement, order: RegExp): XmlElement[] {
  const found = childElements(parent);
  const stranger = found.find((child) => !isNamed(child, ds));
  if (stranger) throw new FormatFault(`${parent.name} holds a foreign element ${stranger.name}`);
  if (!order.test(found.map(({ name }) => name).join(' ')))
    throw new FormatFault(`${parent.name} does not hold the elements it must, in their order`);
  return found;
}
