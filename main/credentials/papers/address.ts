import { joined, type Strip, space } from '../../print/flow.ts';
import { type Colour, frame, INK, type Mark, stroke, type TextStyle, text, widthOf } from '../../print/ink.ts';
import { paragraph } from '../../print/lines.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { words } from '../../words/words.ts';
import { POSTAL_BOXES } from './formats.ts';
import type { LetterData, Sender } from './letter.ts';
import type { Template } from './template.ts';
import { filled, postalDigits, postalText, valuesOf } from './values.ts';

const say = words('ja');
const DIGIT: TextStyle = { size: 15, colour: INK };
/** Without black or blue, so that sorting machines do not see it. */
const VERMILION: Colour = [0.95, 0.35, 0.15];
const WEIGHT = { first: 1.3, rest: 0.75 } as const;
const FIRST = 3;

/** Who a letter goes to, with what they are called; blank to write on where nobody is known. */
export const addressee = (template: Template, data: LetterData): string =>
  template.to === null ? '' : (filled(template.to.name, valuesOf(template, data)) ?? template.to.else);

/** The holder as mail is addressed. */
export const holderName = ({ holder }: LetterData): string => say('credentials.paper.honorific', { name: holder.name.trim() || '＿＿＿＿＿＿＿＿' });

/** The sender with address and telephone, as far as they are known. */
export const senderLines = ({ name, postalCode, address, phone }: Sender): readonly string[] =>
  [name, [postalText(postalCode), address].join(' '), phone === '' ? '' : say('credentials.paper.phone', { phone })]
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The seven digits of a postal code in their boxes, from the upper right corner of a card or an envelope (JIS, for sorting machines). Points. */
export function postalBoxes(type: Typesetter, code: string, sheet: { readonly width: number; readonly height: number }): readonly Mark[] {
  const { right, top, width, height, offsets } = POSTAL_BOXES;
  const digits = [...postalDigits(code)];
  const left = sheet.width - right - offsets.at(-1)! - width;
  const y = sheet.height - top - height;
  const middle = y + height / 2;
  return [
    ...offsets.flatMap((offset, index) => {
      const digit = digits[index];
      const x = left + offset;
      const line = type.line(digit ?? '');
      return [
        frame(x, y, width, height, VERMILION, index < FIRST ? WEIGHT.first : WEIGHT.rest),
        ...(digit === undefined ? [] : [text(line, x + (width - widthOf(line, DIGIT)) / 2, middle - DIGIT.size * 0.36, DIGIT)]),
      ];
    }),
    stroke([left + offsets[FIRST - 1]! + width, middle], [left + offsets[FIRST]!, middle], VERMILION, WEIGHT.first),
  ];
}

/** A name as large as its column allows, on two lines before it becomes too small. Sizes in points. */
export function nameStrips(type: Typesetter, name: string, x: number, width: number, { most, least }: { most: number; least: number }): Strip[] {
  const size = Math.min(most, (width * 1000) / type.line(name).width);
  return paragraph(type, name, { size: Math.max(size, least), colour: INK }, x, width);
}

/** Address and name of the holder, in a column. `address` and `most` are sizes of letters in points. */
export function addressBlock(
  type: Typesetter,
  data: LetterData,
  x: number,
  width: number,
  size: { address: number; most: number; least: number; gap: number },
): Strip {
  const { address } = data.holder;
  const lines = address === '' ? [] : paragraph(type, address, { size: size.address, colour: INK }, x, width);
  return joined([...lines, space(size.gap), ...nameStrips(type, holderName(data), x, width, size)]);
}
