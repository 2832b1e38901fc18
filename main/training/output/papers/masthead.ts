import { type Strip, space } from '../../../print/flow.ts';
import { INK, QUIET, rule, type TextStyle } from '../../../print/ink.ts';
import { beside, paragraph } from '../../../print/lines.ts';
import { measureOf } from '../../../print/sheet.ts';
import { ACCENT, type Furniture, spread } from './furniture.ts';

const TITLE: TextStyle = { size: 19, colour: ACCENT, bold: true };
const SUBJECT: TextStyle = { size: 12.5, colour: INK, bold: true };
const TERM: TextStyle = { size: 9, colour: QUIET };
const FACT: TextStyle = { size: 9.5, colour: INK };
const TERM_WIDTH = 78;
/** Space that a title leaves to the mark beside it. */
const FOR_MARK = 110;

/** A term and what is said of it, one value under the other. */
export type MastheadFact = readonly [term: string, ...values: string[]];

export interface Masthead {
  readonly title: string;
  readonly subject: string;
  readonly facts: readonly MastheadFact[];
}

/** The beginning of a paper: what it is, of which seminar, and the seminar's facts. */
export function masthead({ type, sheet, language }: Pick<Furniture, 'type' | 'sheet' | 'language'>, { title, subject, facts }: Masthead): Strip[] {
  const measure = measureOf(sheet);
  const said = facts.flatMap(([term, ...values]) =>
    beside(
      paragraph(type, term, TERM, sheet.left, TERM_WIDTH),
      values.flatMap((value) => paragraph(type, value, FACT, sheet.left + TERM_WIDTH, measure - TERM_WIDTH)),
    ),
  );
  return [
    ...paragraph(type, title, spread(TITLE, language), sheet.left, measure - FOR_MARK),
    { height: 7, draw: (top) => [rule(sheet.left, top - 1, measure, ACCENT, 1.4)] },
    ...paragraph(type, subject, SUBJECT, sheet.left, measure),
    space(3),
    ...said,
    space(10),
  ];
}
