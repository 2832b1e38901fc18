import { INK, QUIET, type TextStyle } from '../../print/ink.ts';
import { A4, measureOf, type Sheet } from '../../print/sheet.ts';

/** A4 with margins for a punch, for the header of continuation pages and for the footer. */
export const SHEET: Sheet = { ...A4, left: 60, right: 48, top: 62, bottom: 62 };
export const MEASURE = measureOf(SHEET);
/** Width of the column of labels. */
export const LABEL = 84;

export const TITLE: TextStyle = { size: 17, colour: INK, bold: true, tracking: 4 };
export const STRONG: TextStyle = { size: 11.5, colour: INK, bold: true };
export const BODY: TextStyle = { size: 10, colour: INK };
export const TERM: TextStyle = { size: 8.8, colour: INK };
export const SMALL: TextStyle = { size: 8, colour: QUIET };
export const NOTE: TextStyle = { size: 7.2, colour: QUIET };
