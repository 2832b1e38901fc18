import { XmlComment, type XmlDocument } from 'libxml2-wasm';
import { PkiError } from '../errors.ts';

/**
 * Constructs that a signature over canonical XML does not protect or that a display may hide: comments vanish in canonicalisation,
 * processing instructions may steer a display. Document types never get this far.
 */
export const hiddenConstructs = (document: XmlDocument): string[] => [
  ...new Set(
    document.find('//comment() | //processing-instruction()').map((node) => (node instanceof XmlComment ? 'comment' : 'processing instruction')),
  ),
];

/** @throws PkiError XML_FORBIDDEN_CONSTRUCT when there is one */
export function refuseHiddenConstructs(document: XmlDocument): void {
  const [construct] = hiddenConstructs(document);
  if (construct) throw new PkiError('XML_FORBIDDEN_CONSTRUCT', { note: construct });
}
