import type { XmlDocument, XmlElement } from './element.ts';
import { CanonicalWriter } from './write-canonical.ts';

export interface Canonicalization {
  readonly mode: 'inclusive' | 'inclusive 1.1' | 'exclusive';
  readonly withComments: boolean;
  /** Prefixes treated as in inclusive canonicalisation (InclusiveNamespaces PrefixList), exclusive mode only. */
  readonly inclusivePrefixes?: readonly string[];
}

/** Canonicalisation algorithms by identifier: Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0 (W3C). */
export const CANONICALIZATIONS: Readonly<Record<string, Canonicalization>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: 'inclusive', withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { mode: 'inclusive', withComments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: 'inclusive 1.1', withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: 'inclusive 1.1', withComments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { mode: 'exclusive', withComments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { mode: 'exclusive', withComments: true },
};

/** What a reference is canonicalised with when it names no transform (xmldsig-core1 section 4.4.3.2). */
export const INCLUSIVE_C14N: Canonicalization = { mode: 'inclusive', withComments: false };
export const EXCLUSIVE_C14N: Canonicalization = { mode: 'exclusive', withComments: false };

/**
 * Canonical bytes of a whole document, or of one element with the namespaces it stands in.
 * @param without an element that is left out with everything in it
 * @throws PkiError XML_UNREADABLE where the algorithm is not carried out for the document
 */
export function canonicalize(target: XmlDocument | XmlElement, method: Canonicalization, without: XmlElement | null = null): Uint8Array {
  return new CanonicalWriter(method, without).write(target);
}
