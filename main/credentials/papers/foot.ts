import { words } from '../../words/words.ts';
import { QUIET, type Mark, type TextStyle, text, widthOf } from '../../print/ink.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { dayInWestern } from './days.ts';
import type { LetterData } from './letter.ts';
import type { Template } from './template.ts';

const say = words('ja');

/** Which form a paper is, in which version of which day, and its own number. */
export const footText = ({ id, version, date }: Template, { number }: LetterData): string =>
  say('credentials.paper.foot', { template: id, version, date: dayInWestern(date), number }).trim();

/** Part of its size below which a foot is rather cut than made smaller. */
const LEAST = 0.7;
/** Least space between its two ends, by the size of its letters. */
const BETWEEN = 1;

/** The foot of a small sheet, on one line that becomes smaller before it is cut. Lengths in points. */
export function smallFoot(
  type: Typesetter,
  words: string,
  { page, pages, x, y, width, size: most }: { page: number; pages: number; x: number; y: number; width: number; size: number },
): Mark[] {
  const number = type.line(say('output.page', { page, pages }));
  const whole = (type.line(words).width + number.width) / 1000 + BETWEEN * 1.2;
  const size = Math.max(most * LEAST, Math.min(most, width / whole));
  const style: TextStyle = { size, colour: QUIET };
  const taken = widthOf(number, style);
  return [text(type.fitted(words, size, width - taken - BETWEEN * size), x, y, style), text(number, x + width - taken, y, style)];
}
