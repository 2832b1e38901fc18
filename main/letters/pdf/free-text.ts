import type { Strip } from '../../print/flow.ts';
import type { TextStyle } from '../../print/ink.ts';
import { paragraph } from '../../print/lines.ts';
import type { Typesetter } from '../../print/typeset.ts';

const TAB = '    ';
const FIXED_SPACE = '\u00a0';

/** Spaces with which somebody aligned figures stay as many as were typed. */
const aligned = (line: string): string => line.replaceAll('\t', TAB).replace(/^ +| {2,}/g, (spaces) => FIXED_SPACE.repeat(spaces.length));

/** Lines of a text as they were typed, broken where the column ends. */
export function freeText(type: Typesetter, words: string, style: TextStyle, x: number, width: number): Strip[] {
  return words
    .replace(/\n+$/, '')
    .split('\n')
    .flatMap((line) => paragraph(type, aligned(line), style, x, width));
}
