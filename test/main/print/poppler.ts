import { execFileSync } from 'node:child_process';
import { folderWith } from '../../support/openssl.ts';

/** Programs that tests of printed papers need. */
export const POPPLER = ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdffonts', 'pdfdetach'] as const;

/** What a program of poppler says of a file. */
export function ask(program: (typeof POPPLER)[number], pdf: Uint8Array, ...options: string[]): string {
  const path = `${folderWith({ 'paper.pdf': pdf })}/paper.pdf`;
  return execFileSync(program, [...options, path, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8', maxBuffer: 64 << 20 });
}

/** Text of each page in the order in which it is drawn, without white space: where a line breaks is a matter of layout. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  ask('pdftotext', pdf, '-raw')
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ''));

/** A page as it is seen, red, green and blue of each dot. */
export function raster(
  pdf: Uint8Array,
  page: number,
  dotsPerInch: number,
): { readonly width: number; readonly height: number; readonly data: Uint8Array } {
  const path = `${folderWith({ 'paper.pdf': pdf })}/paper.pdf`;
  const ppm = execFileSync('pdftoppm', ['-r', String(dotsPerInch), '-f', String(page), '-l', String(page), path], { maxBuffer: 256 << 20 });
  const [head = '', width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 60).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), data: new Uint8Array(ppm.subarray(head.length)) };
}
