import { XmlC14NMode, XmlDocument, XmlElement, XmlError } from 'libxml2-wasm';
import { PkiError } from '../errors.ts';

export interface Canonicalization {
  readonly mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode];
  readonly withComments: boolean;
  /** Prefixes treated as in inclusive canonicalisation (InclusiveNamespaces PrefixList), exclusive mode only. */
  readonly inclusivePrefixes?: readonly string[];
}

const INCLUSIVE = XmlC14NMode.XML_C14N_1_0;
const EXCLUSIVE = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
const INCLUSIVE_1_1 = XmlC14NMode.XML_C14N_1_1;

/** Canonicalisation algorithms by identifier: Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0 (W3C). */
export const CANONICALIZATIONS: Readonly<Record<string, Canonicalization>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: INCLUSIVE, withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { mode: INCLUSIVE, withComments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: INCLUSIVE_1_1, withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: INCLUSIVE_1_1, withComments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { mode: EXCLUSIVE, withComments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { mode: EXCLUSIVE, withComments: true },
};

/** What a reference is canonicalised with when it names no transform (xmldsig-core1 section 4.4.3.2). */
export const INCLUSIVE_C14N: Canonicalization = { mode: INCLUSIVE, withComments: false };
export const EXCLUSIVE_C14N: Canonicalization = { mode: EXCLUSIVE, withComments: false };

/**
 * Canonical bytes of a whole document, or of one element with the namespaces it stands in.
 * @throws PkiError XML_UNREADABLE where the algorithm is not defined for the document
 */
export function canonicalize(target: XmlDocument | XmlElement, { mode, withComments, inclusivePrefixes }: Canonicalization): Uint8Array {
  const pieces: Uint8Array[] = [];
  const output = {
    write: (buffer: Uint8Array): number => {
      pieces.push(buffer.slice());
      return buffer.length;
    },
    close: (): boolean => true,
  };
  const document = target instanceof XmlDocument ? target : target.doc;
  const options = { mode, withComments, ...(inclusivePrefixes && { inclusiveNamespacePrefixes: [...inclusivePrefixes] }) };
  try {
    document.canonicalize(output, target instanceof XmlElement ? { ...options, nodeSet: new Set([target]) } : options);
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    throw new PkiError('XML_UNREADABLE', { note: 'cannot be canonicalised' }, { cause });
  }
  return Buffer.concat(pieces);
}
