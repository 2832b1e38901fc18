import { inPieces } from '../../../in-pieces.ts';
import { drawn, heightOf } from '../../../print/flow.ts';
import { INK, type Mark } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { A4 } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { addressBlock } from '../address.ts';
import { footText, smallFoot } from '../foot.ts';
import { LABEL, LABELS } from '../formats.ts';
import type { LetterData } from '../letter.ts';
import type { Template } from '../template.ts';
import { postalText } from '../values.ts';

const WIDTH = LABEL.width - 2 * LABELS.inset;
const FOOT = { size: 4.5, above: 4 } as const;
/** The address becomes smaller until it fits on the label. */
const SIZES = [9, 8, 7, 6, 5, 4] as const;
const PAGE = { page: 1, pages: 1 } as const;

/** A label from its lower left corner, in points. */
function label(type: Typesetter, template: Template, data: LetterData, x: number, y: number): readonly Mark[] {
  const left = x + LABELS.inset;
  const bottom = y + LABELS.inset + FOOT.size + FOOT.above;
  const room = y + LABEL.height - LABELS.inset - bottom;
  const set = (size: number) => [
    ...paragraph(type, postalText(data.holder.postalCode), { size, colour: INK }, left, WIDTH),
    addressBlock(type, data, left, WIDTH, { address: size, most: size * 1.5, least: size, gap: size * 0.5 }),
  ];
  const size = SIZES.find((candidate) => heightOf(set(candidate)) <= room) ?? SIZES.at(-1)!;
  return [
    ...drawn(set(size), y + LABEL.height - LABELS.inset),
    ...smallFoot(type, footText(template, data), { ...PAGE, x: left, y: y + LABELS.inset, width: WIDTH, size: FOOT.size }),
  ];
}

/** One label on a sheet of its own size. */
export const labelPages = (type: Typesetter, template: Template, data: LetterData): readonly (readonly Mark[])[] => [
  label(type, template, data, 0, 0),
];

/** Labels on sheets of A4, row by row. */
export function labelSheets(type: Typesetter, template: Template, rows: readonly LetterData[]): readonly (readonly Mark[])[] {
  const { across, down, left, top } = LABELS;
  const perSheet = across * down;
  return inPieces(rows, perSheet).map((sheet) =>
    sheet.flatMap((data, index) =>
      label(type, template, data, left + (index % across) * LABEL.width, A4.height - top - (Math.floor(index / across) + 1) * LABEL.height),
    ),
  );
}
