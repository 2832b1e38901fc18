import { drawn, heightOf } from '../../../print/flow.ts';
import { INK, type Mark, QUIET, rule, type TextStyle, text } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { qrCode } from '../../../print/qr.ts';
import { A4, MILLIMETRE } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { temporaryCodeText } from '../temporary-code.ts';
import { CARD, cardSheets } from './card-grid.ts';
import { ACCENT, practiceMark, spread } from './furniture.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

const INSET = 14;
const QR_SIDE = 30 * MILLIMETRE;
const TITLE: TextStyle = { size: 15, colour: ACCENT, bold: true };
const CODE: TextStyle = { size: 11, colour: INK, bold: true };
const SMALL: TextStyle = { size: 7, colour: QUIET };

type Words = Pick<PaperOrder, 'language'> & { readonly type: Typesetter; readonly seminar: string };

function card({ type, language, seminar }: Words, code: string, x: number, y: number): readonly Mark[] {
  const say = words(language);
  const left = x + INSET;
  const top = y + CARD.height;
  const width = CARD.width - 2 * INSET - QR_SIDE + 4;
  const notes = paragraph(type, say('output.temporary.note'), SMALL, left, width);
  return [
    text(type.line(say('output.temporary.title')), left, top - 28, spread(TITLE, language)),
    text(type.fitted(seminar, SMALL.size, CARD.width - 2 * INSET), left, top - 42, SMALL),
    text(type.line(temporaryCodeText(code)), left, top - 66, CODE),
    text(type.line(say('output.temporary.write')), left, top - 93, SMALL),
    rule(left + 22, top - 95, width - 28, QUIET, 0.5),
    ...drawn(notes, y + 14 + heightOf(notes)),
    qrCode(code, x + CARD.width - INSET - QR_SIDE + 8, y + 8, QR_SIDE),
  ];
}

/** Cards to hand to those who came without theirs, ten on a sheet, one code each. */
export function temporaryCards({ seminar, language, now }: PaperOrder, codes: readonly string[]): Promise<WrittenFile> {
  const { title, practice } = seminar.plan;
  const mark = practiceMark(practice, language);
  const subject = [...(mark === null ? [] : [`【${mark}】`]), title].join(' ');
  return print(language, now, (type) => ({
    sheet: A4,
    title: `${words(language)('output.sheet.temporary-cards')} ${title}`,
    pages: cardSheets(codes.map((code) => (x, y) => card({ type, language, seminar: subject }, code, x, y))),
  }));
}
