import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { digest, digestByXml } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { type Canonicalization, canonicalize, INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/document.ts';
import { elementsNamed, isWithin } from '../xml/element.ts';
import { type Ids, indexIds } from '../xml/ids.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { BASE64, ENVELOPED } from './algorithms.ts';
import type { Reference, Transform, XmlSignature } from './signature.ts';

/** A parsed file with what references need of it. */
export interface XmlFile {
  readonly bytes: Uint8Array;
  readonly document: XmlDocument;
  readonly ids: Ids;
}

export type Outcome = 'match' | 'mismatch' | 'ambiguous' | 'malformed' | 'missing' | 'external' | 'unsupported';

/** What became of one reference. */
export interface ReferenceResult {
  readonly reference: Reference;
  readonly outcome: Outcome;
  /** Element that the digest covers (the root element for the whole document), as far as it could be found. */
  readonly target: XmlElement | null;
}

/** A reference as people may read it. */
export const referenceName = ({ uri }: Reference): string => (uri === '' ? 'whole document' : (uri ?? 'no URI'));

/**
 * Resolves one reference inside the document, transforms and digests it (xmldsig-core1 section 4.4.3). Of the transforms only those are
 * carried out that cannot hide anything: canonicalisation, base64 and enveloped-signature; XPath and XSLT are not.
 */
export function checkReference(reference: Reference, signature: XmlSignature, file: XmlFile): ReferenceResult {
  const { uri } = reference;
  const found = uri?.startsWith('#') ? (file.ids.get(uri.slice(1)) ?? []) : [];
  const target = uri === '' ? file.document.root : (found[0] ?? null);
  const result = (outcome: Outcome): ReferenceResult => ({ reference, outcome, target });
  if (uri === null || (uri !== '' && !uri.startsWith('#'))) return result('external');
  if (uri.startsWith('#xpointer(')) return result('unsupported');
  if (found.length > 1) return result('ambiguous');
  if (!target) return result('missing');

  const algorithm = digestByXml(reference.digestMethod);
  const chain = readTransforms(reference.transforms);
  if (!algorithm || !chain) return result('unsupported');
  if (chain.enveloped && !isWithin(signature.element, target)) return result('malformed');
  const octets = chain.enveloped ? octetsWithout(signature, uri, chain.last, file) : octetsOf(uri === '' ? file.document : target, chain.last);
  if (!octets) return result('malformed');
  return result(Buffer.compare(digest(algorithm.name, octets), reference.digestValue) === 0 ? 'match' : 'mismatch');
}

interface TransformChain {
  readonly enveloped: boolean;
  readonly last: Canonicalization | 'base64';
}

/** The transforms as at most one enveloped-signature and then one that makes octets; `null` for every other chain. */
function readTransforms(transforms: readonly Transform[]): TransformChain | null {
  const enveloped = transforms[0]?.algorithm === ENVELOPED;
  const [last, ...more] = enveloped ? transforms.slice(1) : transforms;
  if (more.length > 0) return null;
  if (!last) return { enveloped, last: INCLUSIVE_C14N };
  if (last.algorithm === BASE64) return { enveloped, last: 'base64' };
  return last.canonicalization && { enveloped, last: last.canonicalization };
}

/** Comments are no part of what a same-document reference names (xmldsig-core1 section 4.4.3.3), whatever the canonicalisation. */
function octetsOf(target: XmlDocument | XmlElement, last: TransformChain['last']): Uint8Array | null {
  if (last !== 'base64') return canonicalize(target, { ...last, withComments: false });
  return decodeBase64(target instanceof XmlDocument ? target.root.content : target.content);
}

/** The octets as they were before this signature was put in: from a second tree, because the first one must stay whole. */
function octetsWithout(signature: XmlSignature, uri: string, last: TransformChain['last'], file: XmlFile): Uint8Array | null {
  const all = (document: XmlDocument) => elementsNamed(document, NAMESPACES.ds, 'Signature');
  const index = all(file.document).findIndex((element) => element.isSameNode(signature.element));
  using copy = parseXml(file.bytes);
  all(copy)[index]!.remove();
  const target = uri === '' ? copy : indexIds(copy).get(uri.slice(1))?.[0];
  if (!target) throw new PkiError('XML_UNREADABLE', { note: `no element ${uri}` });
  return octetsOf(target, last);
}
