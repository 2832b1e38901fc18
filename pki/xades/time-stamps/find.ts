import { decodeBase64 } from '../../encoding/base64.ts';
import { digest } from '../../digest/algorithms.ts';
import { PkiError } from '../../errors.ts';
import type { TimeStampKind } from '../../report.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence, type ValidationData } from '../../validation/evidence.ts';
import { type Canonicalization, INCLUSIVE_C14N } from '../../xml/canonicalize.ts';
import { attribute, childElements, isNamed, soleText, type XmlElement } from '../../xml/element.ts';
import { NAMESPACES } from '../../xml/namespaces.ts';
import type { XmlFile } from '../file.ts';
import type { Properties } from '../properties.ts';
import { canonicalizationOf, type XmlSignature } from '../signature.ts';
import { valuesIn } from '../values.ts';
import {
  overAllData,
  overArchive,
  overArchive132,
  overIncluded,
  overReferences,
  overValue,
  overValueAndReferences,
  type StampRule,
} from './octets.ts';

const { ds, xades, xades141 } = NAMESPACES;

/** No real signature comes near. */
const MAX_TIME_STAMPS = 64;

/** A time stamp and the property it stands in, which may hold several. */
export interface FoundTimeStamp extends TimeStampEvidence {
  readonly property: XmlElement;
}

interface StampProperty {
  readonly namespace: string;
  readonly name: string;
  readonly kind: TimeStampKind;
  readonly rule: StampRule;
}

const property = (namespace: string, name: string, kind: TimeStampKind, rule: StampRule): StampProperty => ({ namespace, name, kind, rule });

const SIGNED: readonly StampProperty[] = [
  property(xades, 'AllDataObjectsTimeStamp', 'content', overAllData),
  property(xades, 'IndividualDataObjectsTimeStamp', 'content', overIncluded),
];

/** A time stamp over references to evidence alone says nothing of the signature, so it counts as one over content. */
const UNSIGNED: readonly StampProperty[] = [
  property(xades, 'SignatureTimeStamp', 'signature', overValue),
  property(xades, 'SigAndRefsTimeStamp', 'signature', overValueAndReferences),
  property(xades141, 'SigAndRefsTimeStampV2', 'signature', overValueAndReferences),
  property(xades, 'RefsOnlyTimeStamp', 'content', overReferences),
  property(xades141, 'RefsOnlyTimeStampV2', 'content', overReferences),
  property(xades, 'ArchiveTimeStamp', 'archive', overArchive132),
  property(xades141, 'ArchiveTimeStamp', 'archive', overArchive),
];

/**
 * The time stamps of a signature in the order in which they must have been made: those over content are signed, the others stand in order.
 * @throws PkiError XML_TOO_LARGE
 */
export function findTimeStamps(signature: XmlSignature, { ofData, unsigned }: Properties, file: XmlFile): FoundTimeStamp[] {
  const signed = ofData ? childElements(ofData) : [];
  const found = [
    ...signed.flatMap((element) => stampsOf(element, SIGNED, { signature, file, preceding: [], unsigned })),
    ...unsigned.flatMap((element, index) => stampsOf(element, UNSIGNED, { signature, file, preceding: unsigned.slice(0, index), unsigned })),
  ];
  if (found.length > MAX_TIME_STAMPS) throw new PkiError('XML_TOO_LARGE', { note: `more than ${MAX_TIME_STAMPS} time stamps` });
  return found;
}

interface Surroundings {
  readonly signature: XmlSignature;
  readonly file: XmlFile;
  readonly preceding: readonly XmlElement[];
  readonly unsigned: readonly XmlElement[];
}

/** One for each token; a property without any is told as one that cannot be read. */
function stampsOf(element: XmlElement, properties: readonly StampProperty[], surroundings: Surroundings): FoundTimeStamp[] {
  const found = properties.find(({ namespace, name }) => isNamed(element, namespace, name));
  if (!found) return [];
  const { kind, rule } = found;
  const { signature, file, preceding, unsigned } = surroundings;
  const tokens = childElements(element).filter((child) => isNamed(child, xades, 'EncapsulatedTimeStamp') || isNamed(child, xades, 'XMLTimeStamp'));
  // Of several tokens in one archive time stamp none covers the others, so none may vouch for them.
  const computable = kind !== 'archive' || tokens.length === 1;
  const canonicalization = canonicalizationIn(element);
  const includes = childElements(element, xades, 'Include');
  const octets = () => (computable && canonicalization ? rule({ signature, file, preceding, canonicalization, includes }) : null);
  const id = attribute(element, 'Id') ?? '';
  const data = validationData(element, id, unsigned);
  const values = kind === 'archive' ? valuesIn(preceding) : NO_VALIDATION_DATA;
  const protects = kind === 'archive' ? [...signature.certificates, ...values.certificates, ...values.crls, ...values.ocspResponses] : [];
  return (tokens.length > 0 ? tokens : [null]).map((token, index) => ({
    id: [id || found.name, ...(index > 0 ? [index + 1] : [])].join(' '),
    kind,
    token: (token && isNamed(token, xades, 'EncapsulatedTimeStamp') && decodeBase64(soleText(token) ?? '*')) || new Uint8Array(),
    imprint: (algorithm) => {
      const pieces = octets();
      return pieces && digest(algorithm, ...pieces);
    },
    data,
    protects,
    property: element,
  }));
}

/** The canonicalisation of a time stamp; that of XML Signature where it names none (ETSI EN 319 132-1 clause 4.5). */
function canonicalizationIn(element: XmlElement): Canonicalization | null {
  const [method, another] = childElements(element, ds, 'CanonicalizationMethod');
  if (!method) return INCLUSIVE_C14N;
  return another ? null : canonicalizationOf(method);
}

/** Evidence stored for a time stamp: TimeStampValidationData that name it, or that follow it without a name (clause 5.5.1). */
function validationData(stamp: XmlElement, id: string, unsigned: readonly XmlElement[]): ValidationData {
  return valuesIn(
    unsigned.filter((element, index) => {
      if (!isNamed(element, xades141, 'TimeStampValidationData')) return false;
      const uri = attribute(element, 'URI');
      return uri === null ? unsigned[index - 1] === stamp : id !== '' && uri === `#${id}`;
    }),
  );
}
