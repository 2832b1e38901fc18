import { A4 } from '../../print/sheet.ts';
import type { Mark } from '../../print/ink.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { print } from '../../training/output/papers/print.ts';
import { LABEL, POSTCARD } from './formats.ts';
import type { LetterData } from './letter.ts';
import { a4Pages } from './sheets/a4.ts';
import { labelPages } from './sheets/label.ts';
import { postcardPages } from './sheets/postcard.ts';
import { type Template, templateOf } from './template.ts';

interface SheetKind {
  /** In points. */
  readonly sheet: { readonly width: number; readonly height: number };
  readonly pages: (type: Typesetter, template: Template, data: LetterData) => readonly (readonly Mark[])[];
}

const SHEETS: Readonly<Record<Template['sheet'], SheetKind>> = {
  a4: { sheet: A4, pages: a4Pages },
  postcard: { sheet: POSTCARD, pages: postcardPages },
  label: { sheet: LABEL, pages: labelPages },
};

/** Midnight in Japan that begins the newest day of these letters: the time that counts as that of the file's making. */
export const madeAt = (rows: readonly LetterData[]): Date =>
  new Date(
    `${
      rows
        .map(({ day }) => day)
        .toSorted()
        .at(-1) ?? '1970-01-01'
    }T00:00:00+09:00`,
  );

/**
 * Letters of one kind of sheet in one file, in Japanese, each from a page of its own. The title names nobody.
 * @throws AppError LETTER_UNKNOWN
 */
export async function printLetters(kind: Template['sheet'], rows: readonly LetterData[]): Promise<Uint8Array> {
  const { sheet, pages } = SHEETS[kind];
  const letters = rows.map((data) => ({ data, template: templateOf(data.template, data.version) }));
  const { bytes } = await print('ja', madeAt(rows), (type) => ({
    sheet,
    title: letters[0]?.template.title ?? '',
    pages: letters.flatMap(({ data, template }) => pages(type, template, data)),
  }));
  return bytes;
}
