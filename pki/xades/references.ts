import { digest, digestByXml } from '../digest/algorithms.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { type Canonicalization, INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { isWithin, textInside, type XmlDocument, type XmlElement } from '../xml/element.ts';
import { BASE64, ENVELOPED } from './algorithms.ts';
import type { XmlFile } from './file.ts';
import type { Reference, Transform, XmlSignature } from './signature.ts';

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

/** What a reference leads to: the octets its digest is over, or why there are none. */
interface Dereferenced {
  readonly octets: Uint8Array | null;
  readonly outcome: Outcome | null;
  readonly target: XmlElement | null;
}

/** Resolves one reference inside the document, transforms and digests it (xmldsig-core1 section 4.4.3). */
export function checkReference(reference: Reference, signature: XmlSignature, file: XmlFile): ReferenceResult {
  const { octets, outcome, target } = dereference(reference, signature, file);
  const algorithm = digestByXml(reference.digestMethod);
  if (!octets || !algorithm) return { reference, outcome: outcome ?? 'unsupported', target };
  const matches = Buffer.compare(digest(algorithm.name, octets), reference.digestValue) === 0;
  return { reference, outcome: matches ? 'match' : 'mismatch', target };
}

/**
 * The octets that a reference leads to. Of the transforms only those are carried out that cannot hide anything: canonicalisation, base64
 * and enveloped-signature; XPath and XSLT are not.
 * @param plain how a node set is canonicalised where no transform says it
 */
export function dereference(
  { uri, transforms }: Reference,
  signature: XmlSignature,
  file: XmlFile,
  plain: Canonicalization = INCLUSIVE_C14N,
): Dereferenced {
  const found = uri?.startsWith('#') ? (file.ids.get(uri.slice(1)) ?? []) : [];
  const target = uri === '' ? file.document.root : (found[0] ?? null);
  const failed = (outcome: Outcome): Dereferenced => ({ octets: null, outcome, target });
  if (uri === null || (uri !== '' && !uri.startsWith('#'))) return failed('external');
  if (uri.startsWith('#xpointer(')) return failed('unsupported');
  if (found.length > 1) return failed('ambiguous');
  if (!target) return failed('missing');

  const chain = readTransforms(transforms, plain);
  if (!chain) return failed('unsupported');
  if (chain.enveloped && !isWithin(signature.element, target)) return failed('malformed');
  const whole = uri === '' ? file.document : target;
  const octets = octetsOf(whole, chain, signature, file);
  return octets ? { octets, outcome: null, target } : failed('malformed');
}

interface TransformChain {
  readonly enveloped: boolean;
  readonly last: Canonicalization | 'base64';
}

/** The transforms as at most one enveloped-signature and then one that makes octets; `null` for every other chain. */
function readTransforms(transforms: readonly Transform[], plain: Canonicalization): TransformChain | null {
  const enveloped = transforms[0]?.algorithm === ENVELOPED;
  const [last, ...more] = enveloped ? transforms.slice(1) : transforms;
  if (more.length > 0) return null;
  if (!last) return { enveloped, last: plain };
  if (last.algorithm === BASE64) return { enveloped, last: 'base64' };
  return last.canonicalization && { enveloped, last: last.canonicalization };
}

/** Comments are no part of what a same-document reference names (xmldsig-core1 section 4.4.3.3), whatever the canonicalisation. */
function octetsOf(
  target: XmlDocument | XmlElement,
  { enveloped, last }: TransformChain,
  { element }: XmlSignature,
  file: XmlFile,
): Uint8Array | null {
  const without = enveloped ? element : null;
  if (last !== 'base64') return file.canonical(target, { ...last, withComments: false }, without);
  return decodeBase64(textInside('root' in target ? target.root : target, without));
}
