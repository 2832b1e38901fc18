import type { XmlDocument, XmlElement } from 'libxml2-wasm';
import { PkiError } from '../errors.ts';
import { type Canonicalization, canonicalize } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/document.ts';
import { type Ids, indexIds } from '../xml/ids.ts';

/** Most that canonicalising for one file may cost, in bytes written; the largest document may be signed and archived several times. */
const MAX_EFFORT = 240 * 1024 * 1024;
/** What passing by an element costs, in bytes written: every canonicalisation is a walk through the whole document. */
const EFFORT_OF_ELEMENT = 256;

/** A parsed file with what signatures need of it. Dispose of it with `using`. */
export class XmlFile {
  readonly bytes: Uint8Array;
  readonly document: XmlDocument;
  readonly #elements: number;
  #ids: Ids | null = null;
  #effort = 0;

  /** @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.document = parseXml(bytes);
    this.#elements = this.document.eval('count(//*)') as number;
  }

  get ids(): Ids {
    this.#ids ??= indexIds(this.document);
    return this.#ids;
  }

  /**
   * Canonical bytes of the document or of an element in it.
   * @throws PkiError XML_UNREADABLE, also when the file has cost too much
   */
  canonical(target: XmlDocument | XmlElement, canonicalization: Canonicalization): Uint8Array {
    const octets = canonicalize(target, canonicalization);
    this.spend(octets.length);
    return octets;
  }

  /**
   * Accounts for a walk through the document that gave so many bytes.
   * @throws PkiError XML_UNREADABLE when the file has cost too much
   */
  spend(bytes: number): void {
    this.#effort += bytes + EFFORT_OF_ELEMENT * this.#elements;
    if (this.#effort > MAX_EFFORT)
      throw new PkiError('XML_UNREADABLE', { note: 'more references and time stamps than a document of its size may have' });
  }

  [Symbol.dispose](): void {
    this.document.dispose();
  }
}
