import type { Participation } from '../../../api/schema/training.ts';
import { drawn } from '../../../print/flow.ts';
import { box, INK, type Mark, QUIET, type TextStyle, text, widthOf } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { qrCode } from '../../../print/qr.ts';
import { A4, MILLIMETRE } from '../../../print/sheet.ts';
import type { SetLine, Typesetter } from '../../../print/typeset.ts';
import { kanaText } from '../../../tables/kana.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { CARD, cardSheets } from './card-grid.ts';
import { ACCENT, practiceMark } from './furniture.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

const INSET = 14;
const BAND = 22;
const QR_SIDE = 21 * MILLIMETRE;
const INNER = CARD.width - 2 * INSET;

const SEMINAR: TextStyle = { size: 7.5, colour: [1, 1, 1] };
const READING: TextStyle = { size: 9, colour: QUIET };
/** Sizes of a name: as large as its width allows, or on two lines. */
const NAME = { most: 27, least: 15, two: 13 } as const;
const AFFILIATION: TextStyle = { size: 9, colour: INK };

const nameStyle = (size: number): TextStyle => ({ size, colour: INK, bold: true });

/** A name, and how far below the band its lines stand. */
function nameLines(type: Typesetter, name: string): readonly { readonly line: SetLine; readonly style: TextStyle; readonly below: number }[] {
  const line = type.line(name);
  const size = Math.min(NAME.most, (INNER * 1000) / line.width);
  if (size >= NAME.least) return [{ line, style: nameStyle(size), below: 56 }];
  const lines = type.paragraph(name, NAME.two, INNER);
  if (lines.length === 2) return lines.map((each, index) => ({ line: each, style: nameStyle(NAME.two), below: 46 + index * 17 }));
  return [{ line: type.fitted(name, NAME.least, INNER), style: nameStyle(NAME.least), below: 54 }];
}

/** Spaces between family and given name, however wide they were typed. */
const plainSpaces = (name: string): string => name.replace(/[\s\u3000]+/g, ' ').trim();

function badge(
  type: Typesetter,
  head: string,
  { name, kana, affiliation }: Participation,
  code: string | null,
  x: number,
  y: number,
): readonly Mark[] {
  const left = x + INSET;
  const top = y + CARD.height - BAND;
  const reading = type.fitted(kanaText(kana, 'hiragana'), READING.size, INNER);
  const width = code === null ? INNER : INNER - QR_SIDE;
  const institution = paragraph(type, affiliation, AFFILIATION, left, width).slice(0, 3);
  return [
    box(x, top, CARD.width, BAND, ACCENT),
    text(type.fitted(head, SEMINAR.size, INNER), left, top + 8, SEMINAR),
    ...(kana === '' ? [] : [text(reading, left + (INNER - widthOf(reading, READING)) / 2, top - 24, READING)]),
    ...nameLines(type, plainSpaces(name)).map(({ line, style, below: down }) =>
      text(line, left + (INNER - widthOf(line, style)) / 2, top - down, style),
    ),
    ...(affiliation === '' ? [] : drawn(institution, top - 84)),
    ...(code === null ? [] : [qrCode(code, x + CARD.width - QR_SIDE - 5, y + 4, QR_SIDE)]),
  ];
}

/** Name badges, ten on a sheet; with the QR code of the booking for those who have one. */
export function badges(
  { seminar, language, now }: PaperOrder,
  people: readonly Participation[],
  bookingCode: (person: string) => string | null,
): Promise<WrittenFile> {
  const { title, practice } = seminar.plan;
  const mark = practiceMark(practice, language);
  const head = [...(mark === null ? [] : [`【${mark}】`]), title].join(' ');
  return print(language, now, (type) => ({
    sheet: A4,
    title: `${words(language)('output.sheet.badges')} ${title}`,
    pages: cardSheets(people.map((person) => (x, y) => badge(type, head, person, bookingCode(person.person), x, y))),
  }));
}
