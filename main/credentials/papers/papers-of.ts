import { AppError } from '../../errors.ts';
import { A4 } from '../../print/sheet.ts';
import type { Typesetter } from '../../print/typeset.ts';
import type { Mark } from '../../print/ink.ts';
import { print } from '../../training/output/papers/print.ts';
import { words } from '../../words/words.ts';
import { ENVELOPE } from './formats.ts';
import type { LetterData } from './letter.ts';
import { madeAt, printLetters } from './print-letters.ts';
import { envelopePage } from './sheets/envelope.ts';
import { labelSheets } from './sheets/label.ts';
import { templateOf } from './template.ts';

/** Papers for many: `envelopes` 長形3号, `notices` 発行完了通知 (address side and message side in turn), `labels` on sheets of A4. */
export const PAPERS = ['envelopes', 'notices', 'labels'] as const;
export type Papers = (typeof PAPERS)[number];

const LABEL_TEMPLATE = 'envelope-label';
const NOTICE_TEMPLATE = 'issue-notice';

async function addressed(
  rows: readonly LetterData[],
  title: string,
  sheet: { readonly width: number; readonly height: number },
  pages: (type: Typesetter) => readonly (readonly Mark[])[],
): Promise<Uint8Array> {
  return (await print('ja', madeAt(rows), (type) => ({ sheet, title, pages: pages(type) }))).bytes;
}

const MAKERS: Readonly<Record<Papers, (rows: readonly LetterData[]) => Promise<Uint8Array>>> = {
  envelopes(rows) {
    const template = templateOf(LABEL_TEMPLATE);
    return addressed(rows, words('ja')('credentials.paper.envelopes'), ENVELOPE, (type) => rows.map((data) => envelopePage(type, template, data)));
  },
  notices: (rows) =>
    printLetters(
      'postcard',
      rows.map(({ version: _, ...data }) => ({ ...data, template: NOTICE_TEMPLATE })),
    ),
  labels(rows) {
    const template = templateOf(LABEL_TEMPLATE);
    return addressed(rows, words('ja')('credentials.paper.labels'), A4, (type) => labelSheets(type, template, rows));
  },
};

/**
 * One PDF with a paper for each of the rows, in their order; of a row's `template` nothing is used but its data.
 * @throws AppError NOTHING_TO_EXPORT without rows
 */
export async function papersOf(what: Papers, rows: readonly LetterData[]): Promise<Uint8Array> {
  if (rows.length === 0) throw new AppError('NOTHING_TO_EXPORT');
  return MAKERS[what](rows);
}
