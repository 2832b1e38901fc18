import type { Participation } from '../../../api/schema/training.ts';
import { Flow, type Strip, space } from '../../../print/flow.ts';
import { INK, QUIET, type TextStyle } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { A4, measureOf, type Sheet } from '../../../print/sheet.ts';
import { type PrintedCell, type TableDress, tableHead, tableRow } from '../../../print/table.ts';
import { kanaText } from '../../../tables/kana.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { creditWords } from '../credit-words.ts';
import { certifiedNumbers, spanText } from '../seminar-words.ts';
import { furnished, practiceMark } from './furniture.ts';
import { masthead } from './masthead.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

/** Wider margin on the side of the punch. */
const SHEET: Sheet = { ...A4, left: 52, right: 36, top: 56, bottom: 50 };
/** High enough to sign in by hand. */
const ROW_HEIGHT = 30;
/** Least number of empty rows for those who are on no list. */
const EMPTY_ROWS = 8;

const NAME: TextStyle = { size: 11, colour: INK };
const BODY: TextStyle = { size: 8.5, colour: INK };
const SMALL: TextStyle = { size: 7, colour: QUIET };
const NOTE: TextStyle = { size: 8.5, colour: QUIET };

const cell = (text: string, style = BODY): PrintedCell => (text === '' ? [] : [{ text, style }]);

/** The sheet at the reception's table: everybody who is expected, in the order of the readings, and room for others. */
export function signInSheet({ seminar, schemes, language, now }: PaperOrder, people: readonly Participation[]): Promise<WrittenFile> {
  const { plan } = seminar;
  const say = words(language);
  const title = say('output.sheet.sign-in-sheet');
  const numbers = certifiedNumbers(plan, creditWords(schemes, language), language);

  return print(language, now, (type) => {
    const dress: TableDress = {
      type,
      x: SHEET.left,
      rowHeight: ROW_HEIGHT,
      grid: true,
      columns: [
        { heading: say('output.column.number'), width: 32, align: 'center' },
        { heading: say('output.column.name'), width: 118 },
        { heading: say('output.column.affiliation'), width: 112 },
        { heading: say('output.column.registration'), width: 65, align: 'center' },
        { heading: say('output.column.in'), width: 42, align: 'center' },
        { heading: say('output.column.out'), width: 42, align: 'center' },
        { heading: say('output.column.signature'), width: 96.28, align: 'center' },
      ],
    };
    const rows = people.map((person, index) =>
      tableRow(dress, [
        cell(String(index + 1), { ...BODY, colour: QUIET }),
        [...cell(kanaText(person.kana, 'hiragana'), SMALL), ...cell(person.name, NAME)],
        cell(person.affiliation),
        cell(person.registration ?? ''),
      ]),
    );
    const empty = (number: number): Strip => tableRow(dress, [cell(String(number), { ...BODY, colour: QUIET })]);
    const flow = new Flow(SHEET);
    flow.place(
      masthead(
        { type, sheet: SHEET, language },
        {
          title,
          subject: plan.title,
          facts: [
            [say('output.head.when'), spanText(plan, language)],
            ...(plan.venue === '' ? [] : [[say('output.head.venue'), plan.venue] as const]),
            [say('output.head.organiser'), plan.organiser],
            ...(numbers.length === 0 ? [] : [[say('output.head.certified-number'), ...numbers] as const]),
          ],
        },
      ),
    );
    flow.place([...paragraph(type, say('output.sign-in.note'), NOTE, SHEET.left, measureOf(SHEET)), space(6)]);
    const head = tableHead(dress);
    if (rows.length > 0) flow.table([head], rows);
    const walkIns = paragraph(type, say('output.sign-in.walk-in'), { size: 10, colour: INK, bold: true }, SHEET.left, measureOf(SHEET));
    flow.place([space(12)], { next: walkIns[0]!.height + head.height + EMPTY_ROWS * ROW_HEIGHT });
    flow.place(walkIns);
    const fitting = Math.floor((flow.left - head.height) / ROW_HEIGHT);
    flow.table(
      [head],
      Array.from({ length: Math.max(EMPTY_ROWS, fitting) }, (_, index) => empty(people.length + index + 1)),
    );
    return {
      sheet: SHEET,
      title: `${title} ${plan.title}`,
      pages: furnished(flow.pages, {
        type,
        sheet: SHEET,
        language,
        head: [title, plan.title, spanText(plan, language)].join('   '),
        foot: plan.organiser,
        mark: practiceMark(plan.practice, language),
      }),
    };
  });
}
