import { drawn } from '../../../print/flow.ts';
import { frame, HAIRLINE, type Mark, QUIET, type TextStyle, text, widthOf } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { A4, type Sheet } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { ACCENT } from './furniture.ts';

/** The text stands in a frame; below the frame is the place of the signature, where the stamp of a signed file comes to lie. */
export const SHEET: Sheet = { ...A4, left: 74, right: 74, top: 70, bottom: 132 };
const FRAME = { side: 24, top: 28, bottom: 118, gap: 4 } as const;
const STAMP = { left: 330, bottom: 22, height: 84, right: 24 } as const;

export const FINE: TextStyle = { size: 7.5, colour: QUIET };

/** Frame, number of the certificate and number of the page, which is empty where there is one alone. */
export function surround(type: Typesetter, number: string, pageOf: string): readonly Mark[] {
  const { side, top, bottom, gap } = FRAME;
  const outer = [side, bottom, SHEET.width - 2 * side, SHEET.height - top - bottom] as const;
  const inner = [side + gap, bottom + gap, outer[2] - 2 * gap, outer[3] - 2 * gap] as const;
  const label = type.line(number);
  return [
    frame(...outer, ACCENT, 1.5),
    frame(...inner, ACCENT, 0.4),
    text(label, SHEET.width - SHEET.right - widthOf(label, FINE), SHEET.height - 56, FINE),
    ...(pageOf === '' ? [] : [text(type.line(pageOf), side, STAMP.bottom + 3, FINE)]),
  ];
}

/** Where the signature comes to lie, and how it is verified. */
export function signaturePlace(type: Typesetter, label: string, note: string): readonly Mark[] {
  const top = STAMP.bottom + STAMP.height;
  const notes = paragraph(type, note, FINE, FRAME.side, STAMP.left - FRAME.side - 16);
  return [
    frame(STAMP.left, STAMP.bottom, SHEET.width - STAMP.right - STAMP.left, STAMP.height, HAIRLINE, 0.5, [2, 2]),
    text(type.line(label), STAMP.left + 6, top - 12, FINE),
    ...drawn(notes, top),
  ];
}
