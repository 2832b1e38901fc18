import { XmlDocument as LibxmlDocument, ParseOption, XmlError } from 'libxml2-wasm';
import { PkiError } from '../errors.ts';
import type { XmlDocument } from './element.ts';
import { readProlog } from './prolog.ts';
import { type MarkupLimits, readTree } from './read.ts';
import { decodeText } from './text.ts';

/** Largest XML file taken in. libxml2 itself bounds the rest: 256 levels of elements, 10 MB for one text. */
export const MAX_XML_BYTES = 16 * 1024 * 1024;
export const MAX_MARKUP: MarkupLimits = { elements: 100_000, attributes: 200_000, attributesOfOne: 256, hidden: 100_000 };

/** How libxml2 says that it reads no further, whatever may follow. */
const LIMIT = /^(?:Resource limit exceeded|Excessive depth|Name too long|Comment too big)/;
const ENCODINGS = new Set(['utf-8', 'us-ascii']);

/**
 * Parses an untrusted document: UTF-8 and XML 1.0 only, no document type and so no entities, nothing fetched.
 * @throws PkiError XML_FORBIDDEN_CONSTRUCT for a document type, XML_TOO_LARGE for what goes beyond a limit, XML_UNREADABLE for everything
 * that is not well-formed
 */
export function parseXml(bytes: Uint8Array): XmlDocument {
  if (bytes.length > MAX_XML_BYTES) throw new PkiError('XML_TOO_LARGE', { note: `larger than ${MAX_XML_BYTES} bytes` });
  const text = decodeText(bytes);
  const { doctype, encoding } = readProlog(text);
  if (doctype) throw new PkiError('XML_FORBIDDEN_CONSTRUCT', { note: 'document type' });
  if (encoding !== null && !ENCODINGS.has(encoding.toLowerCase())) throw new PkiError('XML_UNREADABLE', { note: `encoding ${encoding}` });
  const tree = readTree(text, MAX_MARKUP);
  requireWellFormed(bytes);
  if (!tree) throw new PkiError('XML_UNREADABLE', { note: 'not understood' });
  return tree;
}

/** libxml2 alone says what is well-formed; its tree is left at once, since each step through it crosses into WebAssembly. */
function requireWellFormed(bytes: Uint8Array): void {
  try {
    using document = LibxmlDocument.fromBuffer(bytes, { encoding: 'utf-8', option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE });
    const [warning] = document.warnings;
    // XML 1.1 and relative namespace names are mere warnings to libxml2, but canonicalisation is not defined for them.
    if (warning) throw new PkiError('XML_UNREADABLE', { note: warning.message.trim() });
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    const note = cause.message.trim().split('\n')[0] ?? '';
    throw new PkiError(LIMIT.test(note) ? 'XML_TOO_LARGE' : 'XML_UNREADABLE', { note }, { cause });
  }
}
