import { createHash } from 'node:crypto';
import { dictionary, type PdfObject, PdfReference, PdfString } from './syntax/objects.ts';
import { type NewStream, serialize } from './syntax/serialize.ts';

const HEADER = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** A whole new file (ISO 32000-2 section 7.5), for what is not an update of another. */
export class NewPdf {
  readonly #values: Uint8Array[] = [];

  /** A reference whose object is put later. */
  allocate(): PdfReference {
    this.#values.push(ascii('null'));
    return new PdfReference(this.#values.length);
  }

  put(reference: PdfReference, value: PdfObject | NewStream): void {
    this.#values[reference.number - 1] = serialize(value);
  }

  /** Adds a new object. */
  add(value: PdfObject | NewStream): PdfReference {
    const reference = this.allocate();
    this.put(reference, value);
    return reference;
  }

  /** The file with its cross-reference table; the identifier is a digest of the objects, so that equal content is an equal file. */
  write(root: PdfReference, info: PdfReference): Uint8Array {
    const parts: Uint8Array[] = [ascii(HEADER)];
    const offsets: number[] = [];
    let size = HEADER.length;
    const hash = createHash('sha256');
    const append = (bytes: Uint8Array): void => {
      parts.push(bytes);
      size += bytes.length;
    };
    this.#values.forEach((value, index) => {
      offsets.push(size);
      append(ascii(`${index + 1} 0 obj\n`));
      append(value);
      append(ascii('\nendobj\n'));
      hash.update(value);
    });
    const identifier = new PdfString(new Uint8Array(hash.digest().subarray(0, 16)));
    const trailer = dictionary({ Size: offsets.length + 1, Root: root, Info: info, ID: [identifier, identifier] });
    const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n\r\n`).join('');
    const start = size;
    append(ascii(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f\r\n${entries}trailer\n`));
    append(serialize(trailer));
    append(ascii(`\nstartxref\n${start}\n%%EOF\n`));
    return new Uint8Array(Buffer.concat(parts));
  }
}
