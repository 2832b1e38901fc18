import { deflateSync } from 'node:zlib';

/** Body of each indirect object by its number; streams are written out, `Length` included. */
export type PdfBodies = Readonly<Record<number, string>>;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** One page, so that a document is complete; catalog 1, page tree 2, page 3. */
export const ONE_PAGE: PdfBodies = {
  1: '<</Type/Catalog/Pages 2 0 R>>',
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>',
};

export const stream = (data: string, entries = ''): string => `<<${entries}/Length ${data.length}>>stream\n${data}\nendstream`;

export interface PdfShape {
  readonly kind?: 'table' | 'stream';
  /** Further entries of the trailer. */
  readonly trailer?: string;
  /** Objects to put into one object stream, for cross-reference streams. */
  readonly compressed?: PdfBodies;
}

/** A whole PDF of these objects. */
export function buildPdf(bodies: PdfBodies = ONE_PAGE, shape: PdfShape = {}): Buffer {
  return appendRevision(bytesOf('%PDF-1.7\n'), bodies, shape);
}

/** Appends a revision by hand: what other programs do, and what attackers do. */
export function appendRevision(original: Uint8Array, bodies: PdfBodies, { kind = 'table', trailer = '', compressed = {} }: PdfShape = {}): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(original).toString('latin1'))?.[1];
  const numbers = [...Object.keys(bodies), ...Object.keys(compressed)].map(Number);
  const highest = Math.max(
    ...numbers,
    ...[
      ...Buffer.from(original)
        .toString('latin1')
        .matchAll(/\/Size (\d+)/g),
    ].map((found) => Number(found[1]) - 1),
  );
  const parts: Buffer[] = [Buffer.from(original)];
  let offset = original.length;
  const append = (text: string | Buffer): void => {
    const bytes = typeof text === 'string' ? bytesOf(text) : text;
    parts.push(bytes);
    offset += bytes.length;
  };
  const entries = new Map<number, readonly [type: number, second: number, third: number]>();
  const place = (number: number, body: string): void => {
    entries.set(number, [1, offset, 0]);
    append(`${number} 0 obj\n${body}\nendobj\n`);
  };
  for (const [number, body] of Object.entries(bodies)) place(Number(number), body);
  let size = highest + 1;
  const inside = Object.entries(compressed);
  if (inside.length > 0) {
    const container = size++;
    let at = 0;
    const index = inside.map(([number, body]) => {
      const entry = `${number} ${at}`;
      at += body.length + 1;
      return entry;
    });
    const head = `${index.join(' ')} `;
    for (const [place, [number]] of inside.entries()) entries.set(Number(number), [2, container, place]);
    place(container, stream(head + inside.map(([, body]) => body).join(' '), `/Type/ObjStm/N ${inside.length}/First ${head.length}`));
  }
  const more = `/Root 1 0 R${previous ? `/Prev ${previous}` : ''}${trailer}`;
  const start = offset;
  if (kind === 'table') {
    const line = ([number, [, second]]: readonly [number, readonly [number, number, number]]): string =>
      `${number} 1\n${String(second).padStart(10, '0')} 00000 n\r\n`;
    append(`xref\n0 1\n0000000000 65535 f\r\n${[...entries].map(line).join('')}trailer\n<</Size ${size}${more}>>\n`);
  } else {
    const own = size++;
    entries.set(own, [1, offset, 0]);
    const sorted = [...entries].toSorted(([a], [b]) => a - b);
    const data = Buffer.concat(
      sorted.map(([, [type, second, third]]) => Buffer.from([type, second >> 16, (second >> 8) & 255, second & 255, third])),
    );
    const packed = deflateSync(predicted(data, 5)).toString('latin1');
    const index = sorted.map(([number]) => `${number} 1`).join(' ');
    append(
      `${own} 0 obj\n${stream(packed, `/Type/XRef/W[1 3 1]/Index[${index}]/Size ${size}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>${more}`)}\nendobj\n`,
    );
  }
  append(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

/** Rows as differences to the row above (PNG filter type 2). */
function predicted(data: Buffer, width: number): Buffer {
  const rows: Buffer[] = [];
  for (let at = 0; at < data.length; at += width) {
    const row = Buffer.alloc(width + 1, 2);
    for (let column = 0; column < width; column += 1) row[column + 1] = (data[at + column]! - (at === 0 ? 0 : data[at - width + column]!)) & 255;
    rows.push(row);
  }
  return Buffer.concat(rows);
}

/** Replaces one piece of text in the bytes by another of the same length, so that nothing moves. */
export function replaceSameLength(pdf: Uint8Array, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new RangeError('lengths differ');
  const at = Buffer.from(pdf).indexOf(from, 0, 'latin1');
  if (at < 0) throw new RangeError(`not found: ${from}`);
  const changed = Buffer.from(pdf);
  changed.write(to, at, 'latin1');
  return changed;
}
