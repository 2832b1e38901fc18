import type { LetterForm } from '../../api/schema/letters.ts';
import { INK, type Mark, rule, text, widthOf } from '../../print/ink.ts';
import type { SetLine, Typesetter } from '../../print/typeset.ts';
import { PAPER } from '../form/paper-words.ts';
import { bornWords, day } from './head.ts';
import { MEASURE, SHEET, SMALL } from './sheet.ts';

export interface PageNumbers {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** What each page says of itself, so that a loose sheet finds its place: on those after the first one the title, whose it is and of which day; everywhere sender and number. */
export function furniture(type: Typesetter, form: LetterForm, identifier: string | null, { page, pages }: PageNumbers): readonly Mark[] {
  const right = (line: SetLine, y: number) => text(line, SHEET.left + MEASURE - widthOf(line, SMALL), y, SMALL);
  const left = (words: string, y: number) => text(type.fitted(words, SMALL.size, MEASURE * 0.8), SHEET.left, y, SMALL);
  const foot = 40;
  const numbers = identifier === null ? '' : `　${PAPER.identifier} ${identifier}`;
  const marks = [
    rule(SHEET.left, foot + 12, MEASURE, INK, 0.4),
    left(`${form.sender.institution}${numbers}`, foot),
    right(type.line(`${page} / ${pages}`), foot),
  ];
  if (page === 1) return marks;
  const top = SHEET.height - 40;
  const whose = [PAPER.patient.name, form.patient.name, bornWords(form)].join('　');
  return [
    ...marks,
    left(`${PAPER.titles[form.kind]}${PAPER.continuation}　${whose}`, top),
    right(type.line(day(form.date)), top),
    rule(SHEET.left, top - 6, MEASURE, INK, 0.6),
  ];
}
