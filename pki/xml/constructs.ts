import { PkiError } from '../errors.ts';
import type { XmlDocument } from './element.ts';

/**
 * Refuses constructs that a signature over canonical XML does not protect or that a display may hide: comments vanish in canonicalisation,
 * processing instructions may steer a display. Document types never get this far.
 * @throws PkiError XML_FORBIDDEN_CONSTRUCT when there is one
 */
export function refuseHiddenConstructs({ hidden }: XmlDocument): void {
  const [construct] = hidden;
  if (construct) throw new PkiError('XML_FORBIDDEN_CONSTRUCT', { note: construct });
}
