import { PkiError } from '../errors.ts';
import { type Canonicalization, canonicalize } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/document.ts';
import type { XmlDocument, XmlElement } from '../xml/element.ts';
import { type Ids, indexIds } from '../xml/ids.ts';

/** Most that canonicalising for one file may cost, in bytes written; the largest document may be signed and archived several times. */
const MAX_EFFORT = 240 * 1024 * 1024;
/** What passing by an element costs, in bytes written. */
const EFFORT_OF_ELEMENT = 256;

/** A parsed file with what signatures need of it. */
export class XmlFile {
  readonly bytes: Uint8Array;
  readonly document: XmlDocument;
  #ids: Ids | null = null;
  #effort = 0;

  /** @throws PkiError XML_UNREADABLE, XML_TOO_LARGE, XML_FORBIDDEN_CONSTRUCT */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.document = parseXml(bytes);
  }

  get ids(): Ids {
    this.#ids ??= indexIds(this.document);
    return this.#ids;
  }

  /**
   * Canonical bytes of the document or of an element in it.
   * @param without an element that is left out with everything in it
   * @throws PkiError XML_TOO_LARGE when the file has cost too much, XML_UNREADABLE
   */
  canonical(target: XmlDocument | XmlElement, canonicalization: Canonicalization, without: XmlElement | null = null): Uint8Array {
    const octets = canonicalize(target, canonicalization, without);
    const { order, last } = 'root' in target ? target.root : target;
    this.#effort += octets.length + EFFORT_OF_ELEMENT * (last - order + 1);
    if (this.#effort > MAX_EFFORT)
      throw new PkiError('XML_TOO_LARGE', { note: 'more references and time stamps than a document of its size may have' });
    return octets;
  }
}
