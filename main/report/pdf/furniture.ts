import type { ReportView } from '../../api/schema/report.ts';
import { INK, type Mark, QUIET, rule, type TextStyle, text, widthOf } from '../../print/ink.ts';
import type { SetLine, Typesetter } from '../../print/typeset.ts';
import type { ReportedFile } from '../report-view.ts';
import { grouped, sayer } from '../sayer.ts';
import { MEASURE, SHEET } from './sheet.ts';
import { TONES } from './tones.ts';

const STRONG: TextStyle = { size: 9, colour: INK, bold: true };
const FINE: TextStyle = { size: 7.5, colour: QUIET };
const LINE = 12;
/** Part of the column that a file's name may take beside the time. */
const NAME_PART = 0.62;

/** What every page says of itself, so that a loose sheet can be placed: the file, its digest, when and by what it was verified; answer and page number. */
export function furniture(
  view: ReportView,
  { report, sha256, version }: ReportedFile,
  type: Typesetter,
  numbers: { readonly page: number; readonly pages: number },
): readonly Mark[] {
  const { say, time } = sayer(view.language);
  const top = SHEET.height - 42;
  const right = (line: SetLine, y: number, style: TextStyle) => text(line, SHEET.left + MEASURE - widthOf(line, style), y, style);
  const answer = { ...STRONG, size: 8, colour: TONES[view.face].ink };
  const said = (term: string, value: string) => say('report.line.row', { term, value });
  const program = said(say('report.file.program'), say('report.file.program-name', { version }));
  return [
    text(type.line(view.title), SHEET.left, top, STRONG),
    right(type.line(said(say('report.file.verified-at'), time(report.verifiedAt))), top, FINE),
    text(type.fitted(said(say('report.file.name'), report.file), FINE.size, MEASURE * NAME_PART), SHEET.left, top - LINE, FINE),
    right(type.line(program), top - LINE, FINE),
    text(type.line(`SHA-256 ${grouped(sha256)}`), SHEET.left, top - 2 * LINE, FINE),
    rule(SHEET.left, top - 2 * LINE - 6, MEASURE, INK, 0.8),
    rule(SHEET.left, 44, MEASURE, QUIET, 0.4),
    text(type.line([view.word, ...(view.test ? [view.testMark] : [])].join('  ')), SHEET.left, 32, answer),
    right(type.line(say('report.page', numbers)), 32, FINE),
  ];
}
