import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm';
import type { Canonicalization } from '../../pki/xml/canonicalize.ts';

const MODES = {
  inclusive: XmlC14NMode.XML_C14N_1_0,
  'inclusive 1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const satisfies Record<Canonicalization['mode'], number>;

/** Canonical XML as libxml2 computes it, of one document. */
export class LibxmlCanonical implements Disposable {
  readonly #document: XmlDocument;
  readonly #elements: readonly XmlElement[];

  constructor(xml: Uint8Array) {
    this.#document = XmlDocument.fromBuffer(xml, { encoding: 'utf-8' });
    this.#elements = this.#document.find('//*') as XmlElement[];
  }

  /** @param position of an element in document order, `null` for the whole document */
  write(position: number | null, { mode, withComments, inclusivePrefixes }: Canonicalization): string {
    const options = { mode: MODES[mode], withComments, ...(inclusivePrefixes && { inclusiveNamespacePrefixes: [...inclusivePrefixes] }) };
    return this.#document.canonicalizeToString(position === null ? options : { ...options, nodeSet: new Set([this.#elements[position]!]) });
  }

  /** Takes an element out, with everything in it. */
  remove(position: number): void {
    this.#elements[position]!.remove();
  }

  [Symbol.dispose](): void {
    this.#document.dispose();
  }
}
