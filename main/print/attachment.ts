import { broken } from '../../pki/pdf/broken.ts';
import type { PdfDocument } from '../../pki/pdf/document.ts';
import type { NewPdf } from '../../pki/pdf/new-file.ts';
import { dictionary, name, type PdfObject, type PdfReference, PdfStream, PdfString } from '../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../pki/pdf/syntax/serialize.ts';
import { dateString, decodeText } from '../../pki/pdf/syntax/text.ts';
import { textString } from './metadata.ts';

/** A file within a PDF, which belongs to the document as a whole. */
export interface Attachment {
  readonly name: string;
  /** Media type, for example `application/json`. */
  readonly type: string;
  readonly description: string;
  readonly bytes: Uint8Array;
  /** ISO time of its last change, where that is told. */
  readonly modified?: string;
  /** What it is to the document (ISO 32000-2 section 7.11.3); data for programs where nothing is said. */
  readonly relationship?: 'Data' | 'Supplement';
}

/** Most names that are looked at; a certificate has one. */
const MAX_NAMES = 1000;

/** Adds an associated file (ISO 32000-2 sections 7.11.4 and 14.13). */
function specification(file: NewPdf, { name: called, type, description, bytes, modified, relationship = 'Data' }: Attachment): PdfReference {
  const params = dictionary({ Size: bytes.length, ...(modified !== undefined && { ModDate: dateString(new Date(modified)) }) });
  const stream = file.add(new NewStream(dictionary({ Type: name('EmbeddedFile'), Subtype: name(type), Params: params }), bytes));
  return file.add(
    dictionary({
      Type: name('Filespec'),
      F: textString(called),
      UF: textString(called),
      Desc: textString(description),
      AFRelationship: name(relationship),
      EF: dictionary({ F: stream, UF: stream }),
    }),
  );
}

/** Adds files, of which no two have one name; the entries are for the catalog. */
export function attach(file: NewPdf, attachments: readonly Attachment[]): Readonly<Record<string, PdfObject>> {
  if (attachments.length === 0) return {};
  const added = attachments.map((attachment) => ({ key: textString(attachment.name), reference: specification(file, attachment) }));
  const sorted = added.toSorted((a, b) => Buffer.compare(a.key.bytes, b.key.bytes));
  return {
    Names: dictionary({ EmbeddedFiles: dictionary({ Names: sorted.flatMap(({ key, reference }) => [key, reference]) }) }),
    AF: added.map(({ reference }) => reference),
  };
}

/** Pairs of a name tree (ISO 32000-2 section 7.9.6), in its order. */
function namesOf(document: PdfDocument, tree: PdfObject): (readonly [name: string, value: PdfObject])[] {
  const found: (readonly [string, PdfObject])[] = [];
  const open: PdfObject[] = [tree];
  for (let seen = 0; open.length > 0; seen += 1) {
    if (seen > MAX_NAMES || found.length > MAX_NAMES) throw broken('a name tree without end');
    const node = document.dictionary(open.pop()!);
    if (!node) continue;
    open.push(...[...document.array(node.get('Kids'))].reverse());
    const pairs = document.array(node.get('Names'));
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const key = document.resolve(pairs[at]!);
      if (key instanceof PdfString) found.push([decodeText(key.bytes), pairs[at + 1]!]);
    }
  }
  return found;
}

/**
 * The bytes of the one attachment with this name, `null` where there is none.
 * @throws PkiError PDF_BROKEN where two have the name or the file contradicts itself, PDF_UNREADABLE where it is packed in an unusual way
 */
export function attachmentOf(document: PdfDocument, called: string): Uint8Array | null {
  const tree = document.dictionary(document.catalog.get('Names'))?.get('EmbeddedFiles') ?? null;
  const named = namesOf(document, tree).filter(([key]) => key === called);
  if (named.length === 0) return null;
  if (named.length > 1) throw broken(`two attachments are called ${called}`);
  const files = document.dictionary(document.dictionary(named[0]![1])?.get('EF') ?? null);
  const stream = document.resolve(files?.get('UF') ?? files?.get('F') ?? null);
  return stream instanceof PdfStream ? document.data(stream) : null;
}
