import { drawn, Flow, space } from '../../../print/flow.ts';
import { INK, type Mark, QUIET, type TextStyle, text, widthOf } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { MILLIMETRE, measureOf, type Sheet } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { addressBlock, postalBoxes, senderLines } from '../address.ts';
import { setBlock } from '../blocks.ts';
import { footText, smallFoot } from '../foot.ts';
import { MARKING, POSTCARD } from '../formats.ts';
import type { LetterData } from '../letter.ts';
import { look } from '../look.ts';
import type { Template } from '../template.ts';
import { valuesOf } from '../values.ts';

const SHEET: Sheet = { ...POSTCARD, left: 7 * MILLIMETRE, right: 7 * MILLIMETRE, top: 8 * MILLIMETRE, bottom: 8 * MILLIMETRE };
const MEASURE = measureOf(SHEET);
/** The text becomes smaller until it fits on the card. */
const SIZES = [8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5] as const;
const TERM_SHARE = 0.22;

const MARK: TextStyle = { size: 8, colour: INK, tracking: 3 };
const ADDRESS = { left: 16 * MILLIMETRE, width: 76 * MILLIMETRE, top: 36 * MILLIMETRE } as const;
const SENDER: TextStyle = { size: 7.5, colour: QUIET };
const SENDER_BOTTOM = 14 * MILLIMETRE;
const FOOT = { x: SHEET.left, y: 4 * MILLIMETRE, width: MEASURE, size: 5.5, pages: 2 } as const;

function messageSide(type: Typesetter, template: Template, data: LetterData): readonly Mark[] {
  const values = valuesOf(template, data);
  const set = (size: number) => {
    const dress = look(SHEET.left, MEASURE, size, MEASURE * TERM_SHARE);
    const flow = new Flow(SHEET);
    flow.place([...paragraph(type, template.title, { ...dress.title, size: size * 1.5 }, SHEET.left, MEASURE, 'center'), space(size)]);
    for (const block of template.body) {
      const { head, rows } = setBlock(block, type, dress, values);
      flow.place([...head, ...rows], { together: false });
    }
    return flow.pages;
  };
  const [first = []] = set(SIZES.find((size) => set(size).length === 1) ?? SIZES.at(-1)!);
  return [...first, ...smallFoot(type, footText(template, data), { ...FOOT, page: 2 })];
}

function addressSide(type: Typesetter, template: Template, data: LetterData): readonly Mark[] {
  const marking = type.line(MARKING);
  const from = senderLines(data.sender).flatMap((line) => paragraph(type, line, SENDER, ADDRESS.left, ADDRESS.width));
  const block = addressBlock(type, data, ADDRESS.left, ADDRESS.width, { address: 10.5, most: 17, least: 11, gap: 8 });
  return [
    text(marking, (SHEET.width - widthOf(marking, MARK)) / 2, SHEET.height - 6 * MILLIMETRE, MARK),
    ...postalBoxes(type, data.holder.postalCode, SHEET),
    ...drawn([block], SHEET.height - ADDRESS.top),
    ...drawn(from, SENDER_BOTTOM + from.reduce((sum, { height }) => sum + height, 0)),
    ...smallFoot(type, footText(template, data), { ...FOOT, page: 1 }),
  ];
}

/** Both sides of a card: the side of the address, then that of the message. */
export const postcardPages = (type: Typesetter, template: Template, data: LetterData): readonly (readonly Mark[])[] => [
  addressSide(type, template, data),
  messageSide(type, template, data),
];
