import { type ByteSource, MemorySource } from '../bytes/source.ts';
import { type PdfDocument, openPdf } from '../document.ts';
import { pageAt, pageReferences } from '../pages.ts';
import { isArray, nameOf, type PdfDictionary, type PdfObject, PdfStream, PdfString } from '../syntax/objects.ts';
import { decodeText } from '../syntax/text.ts';
import { type FontText, fontText } from './font-text.ts';
import { operations } from './operations.ts';

export interface PdfTextLimits {
  readonly pages: number;
  /** UTF-16 units. */
  readonly length: number;
}

export interface PdfText {
  readonly text: string;
  /** All of it was read: no limit was reached and no page failed. */
  readonly whole: boolean;
}

/** A drawing within a drawing within a drawing. */
const MAX_DEPTH = 8;
/** Shifts back by more than this, in thousandths of the size, are gaps between words. */
const GAP = -250;

/** Moves to another line or place: what follows is no part of the word before. */
const MOVES: ReadonlySet<string> = new Set(['Td', 'TD', 'Tm', 'T*', 'BT', 'ET']);

class Reading {
  readonly #document: PdfDocument;
  readonly #length: number;
  readonly #fonts = new Map<PdfObject, FontText>();
  readonly #drawn = new Set<PdfStream>();
  text = '';

  constructor(document: PdfDocument, length: number) {
    this.#document = document;
    this.#length = length;
  }

  get full(): boolean {
    return this.text.length >= this.#length;
  }

  add(text: string): void {
    this.text = (this.text + text).slice(0, this.#length);
  }

  content(data: Uint8Array, resources: PdfDictionary | null, depth: number): void {
    let font: FontText = () => '';
    const show = (value: PdfObject | undefined) => {
      if (value instanceof PdfString) this.add(font(value.bytes));
    };
    for (const { operator, operands } of operations(new MemorySource(data))) {
      if (this.full) return;
      const last = operands.at(-1);
      if (MOVES.has(operator)) this.add('\n');
      else if (operator === 'Tf') font = this.#font(resources, nameOf(operands.at(-2) ?? null));
      else if (operator === 'Tj') show(last);
      else if (operator === "'" || operator === '"') {
        this.add('\n');
        show(last);
      } else if (operator === 'TJ' && isArray(last ?? null)) {
        for (const part of last as readonly PdfObject[]) {
          if (typeof part === 'number') this.add(part < GAP ? ' ' : '');
          else show(part);
        }
      } else if (operator === 'Do') this.#form(resources, nameOf(last ?? null), depth);
    }
  }

  #font(resources: PdfDictionary | null, name: string | null): FontText {
    const value = this.#document.dictionary(resources?.get('Font') ?? null)?.get(name ?? '') ?? null;
    const font = this.#document.dictionary(value);
    if (!font) return () => '';
    const known = this.#fonts.get(font);
    if (known) return known;
    const read = fontText(this.#document, font);
    this.#fonts.set(font, read);
    return read;
  }

  #form(resources: PdfDictionary | null, name: string | null, depth: number): void {
    const form = this.#document.resolve(this.#document.dictionary(resources?.get('XObject') ?? null)?.get(name ?? '') ?? null);
    if (!(form instanceof PdfStream) || nameOf(form.dictionary.get('Subtype')) !== 'Form') return;
    // Each once: forms that draw each other many times cost nothing more.
    if (depth === MAX_DEPTH || this.#drawn.has(form)) return;
    this.#drawn.add(form);
    this.add('\n');
    this.content(this.#document.data(form), this.#document.dictionary(form.dictionary.get('Resources')) ?? resources, depth + 1);
  }
}

function pageData(document: PdfDocument, contents: PdfObject): Uint8Array {
  const value = document.resolve(contents);
  const streams = (isArray(value) ? value : [value]).map(document.resolve).filter((part) => part instanceof PdfStream);
  return Buffer.concat(streams.flatMap((stream) => [document.data(stream), Buffer.from('\n')]));
}

/** Values of form fields and the title: text that stands on no content stream. */
function besides(document: PdfDocument): readonly string[] {
  const textOf = (value: PdfObject): readonly string[] => {
    const found = document.resolve(value);
    return found instanceof PdfString ? [decodeText(found.bytes)] : [];
  };
  const fields = document.array(document.dictionary(document.catalog.get('AcroForm'))?.get('Fields') ?? null);
  return [
    ...textOf(document.dictionary(document.trailer.get('Info'))?.get('Title') ?? null),
    ...fields.flatMap((field) => textOf(document.dictionary(field)?.get('V') ?? null)),
  ];
}

/**
 * The text of a PDF as far as its fonts say what their codes mean, in the order in which it was written. Nothing is read of pictures (scans),
 * of outlines drawn as curves, of fonts without a map to Unicode, and of streams with filters other than Flate.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED
 */
export function pdfText(source: ByteSource, { pages, length }: PdfTextLimits): PdfText {
  const document = openPdf(source);
  const reading = new Reading(document, length);
  let whole = true;
  let left = pages;
  for (const text of besides(document)) reading.add(`${text}\n`);
  for (const reference of pageReferences(document)) {
    if (left === 0 || reading.full) return { text: reading.text, whole: false };
    left -= 1;
    try {
      const { dictionary, resources } = pageAt(document, reference);
      reading.content(pageData(document, dictionary.get('Contents')), resources, 0);
      reading.add('\n');
    } catch {
      // A page that does not hold together says nothing; the others still do.
      whole = false;
    }
  }
  return { text: reading.text, whole: whole && !reading.full };
}
