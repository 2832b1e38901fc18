import type { Participation } from '../../../api/schema/training.ts';
import { Flow } from '../../../print/flow.ts';
import { INK, QUIET, type TextStyle } from '../../../print/ink.ts';
import { A4_LANDSCAPE, type Sheet } from '../../../print/sheet.ts';
import { type PrintedCell, type TableDress, tableHead, tableRow } from '../../../print/table.ts';
import { dayText, registrationText, timeText } from '../../../tables/formats.ts';
import { kanaText } from '../../../tables/kana.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { type CreditWords, creditWords } from '../credit-words.ts';
import { certifiedNumbers, isOneDay, spanText, unitsText } from '../seminar-words.ts';
import { furnished, practiceMark } from './furniture.ts';
import { masthead, type MastheadFact } from './masthead.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

const SHEET: Sheet = { ...A4_LANDSCAPE, left: 44, right: 44, top: 52, bottom: 48 };
const ROW_HEIGHT = 27;

const NAME: TextStyle = { size: 10.5, colour: INK };
const BODY: TextStyle = { size: 9, colour: INK };
const SMALL: TextStyle = { size: 7, colour: QUIET };
const NOTHING: PrintedCell = [{ text: '—', style: { size: 9, colour: QUIET } }];

const cell = (text: string, style = BODY): PrintedCell => (text === '' ? NOTHING : [{ text, style }]);

/** Units by scheme and category, one under the other. */
const unitLines = ({ totals }: Participation, names: CreditWords, say: ReturnType<typeof words>): PrintedCell =>
  totals.length === 0
    ? NOTHING
    : totals.map((total) => ({
        text: say('output.unit-line', { scheme: names.category(total) || names.scheme(total.scheme), units: unitsText(total.units) }),
        style: { ...BODY, size: 8 },
      }));

/**
 * The list of participants with the columns that units depend on, as a paper.
 * @param people those on the list, in its order
 */
export function participantList(
  { seminar, settlement, schemes, language, now }: PaperOrder,
  title: string,
  people: readonly Participation[],
): Promise<WrittenFile> {
  const { plan } = seminar;
  const say = words(language);
  const names = creditWords(schemes, language);
  const incomplete = people.filter(({ missing }) => missing.length > 0).length;
  const count =
    incomplete > 0
      ? say('output.head.persons-incomplete', { count: people.length, incomplete })
      : say('output.head.persons', { count: people.length });
  const numbers = certifiedNumbers(plan, names, language);
  const facts: MastheadFact[] = [
    [say('output.head.when'), spanText(plan, language)],
    ...(plan.venue === '' ? [] : [[say('output.head.venue'), plan.venue] as const]),
    [say('output.head.organiser'), plan.organiser],
    ...(numbers.length === 0 ? [] : [[say('output.head.certified-number'), ...numbers] as const]),
    [say('output.head.count'), count],
  ];
  const clock = (at: string | null) => (at === null ? '' : timeText(at, isOneDay(plan) ? 'clock' : 'day-and-clock'));

  return print(language, now, (type) => {
    const dress: TableDress = {
      type,
      x: SHEET.left,
      rowHeight: ROW_HEIGHT,
      grid: false,
      columns: [
        { heading: say('output.column.number'), width: 34, align: 'right' },
        { heading: say('output.column.name'), width: 146 },
        { heading: say('output.column.affiliation'), width: 174 },
        { heading: say('output.column.registration'), width: 78, align: 'center' },
        { heading: say('output.column.birth-date'), width: 70, align: 'center' },
        { heading: say('output.column.in'), width: 54, align: 'center' },
        { heading: say('output.column.out'), width: 54, align: 'center' },
        { heading: say('output.column.units'), width: 143.89 },
      ],
    };
    const rows = people.map((person, index) =>
      tableRow(dress, [
        cell(String(index + 1), { ...BODY, colour: QUIET }),
        [...(person.kana === '' ? [] : [{ text: kanaText(person.kana, 'hiragana'), style: SMALL }]), ...cell(person.name, NAME)],
        cell(person.affiliation),
        cell(person.registration === null ? '' : registrationText(person.registration, 'digits')),
        cell(dayText(person.birthDate, 'slashes')),
        cell(clock(person.firstIn)),
        cell(clock(person.lastOut)),
        unitLines(person, names, say),
      ]),
    );
    const flow = new Flow(SHEET);
    flow.place(masthead({ type, sheet: SHEET, language }, { title, subject: plan.title, facts }));
    flow.table([tableHead(dress)], rows);
    const { number, at } = settlement;
    const time = timeText(at, 'day-and-clock');
    const state = number === 0 ? say('output.computed', { time }) : say('output.settled', { number, time });
    return {
      sheet: SHEET,
      title: `${title} ${plan.title}`,
      pages: furnished(flow.pages, {
        type,
        sheet: SHEET,
        language,
        head: [title, plan.title, spanText(plan, language)].join('   '),
        foot: [state, say('output.issued', { time: timeText(now.toISOString(), 'day-and-clock') })].join('   '),
        mark: practiceMark(plan.practice, language),
      }),
    };
  });
}
