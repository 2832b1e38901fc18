import { A4, measureOf, type Sheet } from '../../print/sheet.ts';

/** A4 with margins for a punch and for the running header and footer. */
export const SHEET: Sheet = { ...A4, left: 62, right: 50, top: 92, bottom: 58 };
export const MEASURE = measureOf(SHEET);
