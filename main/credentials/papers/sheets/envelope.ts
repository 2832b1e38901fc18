import { drawn, heightOf } from '../../../print/flow.ts';
import { type Mark, QUIET, type TextStyle } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { MILLIMETRE } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { addressBlock, postalBoxes, senderLines } from '../address.ts';
import { footText, smallFoot } from '../foot.ts';
import { ENVELOPE } from '../formats.ts';
import type { LetterData } from '../letter.ts';
import type { Template } from '../template.ts';

const COLUMN = { left: 20 * MILLIMETRE, width: 90 * MILLIMETRE, top: 52 * MILLIMETRE } as const;
const SENDER: TextStyle = { size: 9, colour: QUIET };
const SENDER_BOTTOM = 22 * MILLIMETRE;
const FOOT = { x: 8 * MILLIMETRE, y: 6 * MILLIMETRE, size: 5.5, page: 1, pages: 1 } as const;

/** The face of an envelope (長形3号). */
export function envelopePage(type: Typesetter, template: Template, data: LetterData): readonly Mark[] {
  const from = senderLines(data.sender).flatMap((line) => paragraph(type, line, SENDER, COLUMN.left, COLUMN.width));
  const block = addressBlock(type, data, COLUMN.left, COLUMN.width, { address: 13, most: 21, least: 13, gap: 14 });
  return [
    ...postalBoxes(type, data.holder.postalCode, ENVELOPE),
    ...drawn([block], ENVELOPE.height - COLUMN.top),
    ...drawn(from, SENDER_BOTTOM + heightOf(from)),
    ...smallFoot(type, footText(template, data), { ...FOOT, width: ENVELOPE.width - 2 * FOOT.x }),
  ];
}
