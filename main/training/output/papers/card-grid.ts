import { HAIRLINE, type Mark, QUIET, stroke } from '../../../print/ink.ts';
import { A4, MILLIMETRE } from '../../../print/sheet.ts';

/** Cards of the size of business cards, ten on a sheet, edge to edge: the format of ready-cut paper (91 by 55 mm, margins of 14 and 11 mm). */
export const CARD = { width: 91 * MILLIMETRE, height: 55 * MILLIMETRE } as const;
const ACROSS = 2;
const DOWN = 5;
const LEFT = (A4.width - ACROSS * CARD.width) / 2;
const BOTTOM = (A4.height - DOWN * CARD.height) / 2;
/** Cut marks stand in the margin, a little off the cards. */
const CUT = { gap: 3, length: 11 } as const;

/** Draws one card from its lower left corner. */
export type DrawCard = (x: number, y: number) => readonly Mark[];

function cutMarks(): readonly Mark[] {
  const right = LEFT + ACROSS * CARD.width;
  const top = BOTTOM + DOWN * CARD.height;
  const columns = Array.from({ length: ACROSS + 1 }, (_, index) => LEFT + index * CARD.width);
  const rows = Array.from({ length: DOWN + 1 }, (_, index) => BOTTOM + index * CARD.height);
  const { gap, length } = CUT;
  return [
    ...columns.flatMap((x) => [
      stroke([x, top + gap], [x, top + gap + length], QUIET, 0.4),
      stroke([x, BOTTOM - gap], [x, BOTTOM - gap - length], QUIET, 0.4),
    ]),
    ...rows.flatMap((y) => [
      stroke([LEFT - gap, y], [LEFT - gap - length, y], QUIET, 0.4),
      stroke([right + gap, y], [right + gap + length, y], QUIET, 0.4),
    ]),
    ...columns.slice(1, -1).map((x) => stroke([x, BOTTOM], [x, top], HAIRLINE, 0.25)),
    ...rows.slice(1, -1).map((y) => stroke([LEFT, y], [right, y], HAIRLINE, 0.25)),
  ];
}

/** Sheets of cards with marks where they are cut, row by row. */
export function cardSheets(cards: readonly DrawCard[]): Mark[][] {
  const perSheet = ACROSS * DOWN;
  const sheets = Math.ceil(cards.length / perSheet);
  return Array.from({ length: sheets }, (_, sheet) => [
    ...cutMarks(),
    ...cards.slice(sheet * perSheet, (sheet + 1) * perSheet).flatMap((draw, index) => {
      const x = LEFT + (index % ACROSS) * CARD.width;
      const y = BOTTOM + (DOWN - 1 - Math.floor(index / ACROSS)) * CARD.height;
      return draw(x, y);
    }),
  ]);
}
