import { type Colour, frame, HAIRLINE, INK, type Mark, QUIET, rule, type TextStyle, text, widthOf } from '../../../print/ink.ts';
import { measureOf, type Sheet } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { type Language, words } from '../../../words/words.ts';

/** Ink of frames and titles. */
export const ACCENT: Colour = [0.11, 0.16, 0.36];
const RED: Colour = [0.78, 0.05, 0.1];

const FINE: TextStyle = { size: 7.5, colour: QUIET };
const MARK: TextStyle = { size: 12, colour: RED, bold: true };

/** Space between the letters of a title by their size: kanji bear more than the alphabet. */
const SPREAD: Readonly<Record<Language, number>> = { ja: 0.16, en: 0.02 };

/** A style for titles of a few words. */
export const spread = (style: TextStyle, language: Language): TextStyle => ({ ...style, tracking: style.size * SPREAD[language] });

/** What every page of a paper says beside its text. */
export interface Furniture {
  readonly type: Typesetter;
  readonly sheet: Sheet;
  readonly language: Language;
  /** At the head of the second page and those after it. */
  readonly head: string;
  readonly foot: string;
  /** In a red frame at the head of each page, for a paper that is not the real thing. */
  readonly mark: string | null;
}

/** The mark of a rehearsal. */
export const practiceMark = (practice: boolean, language: Language): string | null => (practice ? words(language)('output.practice') : null);

function markFrame({ type, sheet, language }: Furniture, mark: string): readonly Mark[] {
  const line = type.line(mark);
  const style = spread(MARK, language);
  const width = widthOf(line, style) + 18;
  const x = sheet.width - sheet.right - width;
  const y = sheet.height - 37;
  return [frame(x, y, width, 20, RED, 1.2), text(line, x + 9, y + 5.8, style)];
}

/** Pages with their head and foot. */
export function furnished(pages: readonly (readonly Mark[])[], furniture: Furniture): Mark[][] {
  const { type, sheet, language, head, foot, mark } = furniture;
  const measure = measureOf(sheet);
  const say = words(language);
  return pages.map((marks, index) => {
    const number = type.line(say('output.page', { page: index + 1, pages: pages.length }));
    const running =
      index === 0
        ? []
        : [
            text(type.fitted(head, FINE.size, measure * 0.8), sheet.left, sheet.height - 34, FINE),
            rule(sheet.left, sheet.height - 41, measure, INK, 0.6),
          ];
    return [
      ...running,
      ...(mark === null ? [] : markFrame(furniture, mark)),
      ...marks,
      rule(sheet.left, 38, measure, HAIRLINE, 0.5),
      text(type.fitted(foot, FINE.size, measure * 0.8), sheet.left, 26, FINE),
      text(number, sheet.width - sheet.right - widthOf(number, FINE), 26, FINE),
    ];
  });
}
