import type { Participation } from '../../../api/schema/training.ts';
import { dayOfPaper } from '../../../print/dates.ts';
import { drawn, Flow, heightOf, joined, type Strip, space } from '../../../print/flow.ts';
import { HAIRLINE, INK, type Mark, QUIET, rule, type TextStyle } from '../../../print/ink.ts';
import { beside, LEADING, paragraph } from '../../../print/lines.ts';
import { measureOf } from '../../../print/sheet.ts';
import { type PrintedCell, type TableDress, tableHead, tableRow } from '../../../print/table.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { kanaText } from '../../../tables/kana.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { isCertifiable } from '../attendees.ts';
import { type CertificateData, CREDITS_FILE, certificateDataOf } from '../certificate-data.ts';
import { type CreditWords, creditWords } from '../credit-words.ts';
import { certifiedNumbers, sessionTime, spanText, unitsText } from '../seminar-words.ts';
import { FINE, SHEET, signaturePlace, surround } from './certificate-sheet.ts';
import { ACCENT, spread } from './furniture.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

const MEASURE = measureOf(SHEET);
/** What is left open above the issuer where there is room. */
const ISSUER_AIR = 14;

const TITLE: TextStyle = { size: 29, colour: ACCENT, bold: true };
const TERM: TextStyle = { size: 9, colour: QUIET };
const READING: TextStyle = { size: 9, colour: QUIET };
const NAME: TextStyle = { size: 21, colour: INK };
const NUMBER: TextStyle = { size: 13, colour: INK };
const STATEMENT: TextStyle = { size: 11, colour: INK };
const FACT: TextStyle = { size: 10, colour: INK };
const CELL: TextStyle = { size: 9, colour: INK };
const TOTAL: TextStyle = { size: 10.5, colour: INK, bold: true };
const ISSUER: TextStyle = { size: 14, colour: INK };
const TERM_WIDTH = 96;

type Say = ReturnType<typeof words>;

/** A term with its values beside it and a rule below; terms stand on the last line. */
function termed(type: Typesetter, term: string, values: readonly Strip[], below: number): Strip {
  const height = heightOf(values);
  const last = height - TERM.size * LEADING - 2;
  return {
    height: height + below,
    draw: (top) => [
      ...drawn(values, top),
      ...drawn(paragraph(type, term, TERM, SHEET.left, TERM_WIDTH), top - last),
      rule(SHEET.left, top - height - below, MEASURE, HAIRLINE),
    ],
  };
}

/** Who it is about. */
function holder(type: Typesetter, { name, registration }: CertificateData['person'], kana: string, say: Say): Strip[] {
  const left = SHEET.left + TERM_WIDTH;
  const width = MEASURE - TERM_WIDTH;
  const reading = kana === '' ? [] : paragraph(type, kanaText(kana, 'hiragana'), READING, left, width);
  return [
    termed(type, say('output.certificate.name'), [...reading, ...paragraph(type, name, NAME, left, width)], 5),
    space(9),
    termed(
      type,
      say('output.certificate.registration'),
      paragraph(type, say('output.registration', { number: registration }), NUMBER, left, width),
      5,
    ),
  ];
}

/** One fact of the seminar with its values. */
const fact = (type: Typesetter, term: string, values: readonly string[]): Strip[] => [
  ...beside(
    paragraph(type, term, TERM, SHEET.left, TERM_WIDTH),
    values.flatMap((value) => paragraph(type, value, FACT, SHEET.left + TERM_WIDTH, MEASURE - TERM_WIDTH)),
  ),
  space(3),
];

const cell = (words: string, style = CELL): PrintedCell => (words === '' ? [] : [{ text: words, style }]);

/** A row per credit; the session stands in the first of its rows, and its rows stay together. */
function sessionRows(dress: TableDress, { sessions }: CertificateData, plan: PaperOrder['seminar']['plan'], names: CreditWords, say: Say): Strip[] {
  return sessions.map((session) => {
    const planned = plan.sessions.find(({ id }) => id === session.id)!;
    const speaker =
      session.speaker === '' ? [] : [{ text: say('output.speaker', { speaker: session.speaker }), style: { ...CELL, size: 8, colour: QUIET } }];
    const what = [cell(sessionTime(planned, plan)), [...cell(session.title), ...speaker]];
    if (session.credits.length === 0) return tableRow(dress, [...what, cell(say('output.certificate.no-units'), { ...CELL, colour: QUIET })]);
    const rows = session.credits.map((credit, index) => {
      const cells = [
        ...(index === 0 ? what : [[], []]),
        cell(names.schemeAndCategory(credit), { ...CELL, size: 8 }),
        cell(names.codeInFull(credit)),
        cell(unitsText(credit.units)),
      ];
      return tableRow(dress, cells, index === session.credits.length - 1 ? 0 : what.length);
    });
    return joined(rows);
  });
}

function issuer(type: Typesetter, { language, now, seminar, settlement }: PaperOrder, say: Say): Strip[] {
  const note = say('output.certificate.corrected', { number: settlement.number });
  return [
    ...(settlement.number === 1 ? [] : [...paragraph(type, note, FINE, SHEET.left, MEASURE), space(4)]),
    ...paragraph(type, dayOfPaper(now.toISOString(), language), { ...FACT, size: 11 }, SHEET.left, MEASURE),
    space(4),
    ...paragraph(type, seminar.plan.organiser, ISSUER, SHEET.left, MEASURE, 'right'),
  ];
}

function draw(type: Typesetter, order: PaperOrder, participation: Participation, data: CertificateData): readonly (readonly Mark[])[] {
  const { seminar, schemes, language } = order;
  const { plan } = seminar;
  const say = words(language);
  const names = creditWords(schemes, language);
  const flow = new Flow(SHEET);
  flow.place([space(10), ...paragraph(type, say('output.certificate.title'), spread(TITLE, language), SHEET.left, MEASURE, 'center'), space(14)]);
  flow.place(holder(type, data.person, participation.kana, say));
  const statement = participation.totals.length > 0 ? say('output.certificate.with-units') : say('output.certificate.without-units');
  flow.place([space(18), ...paragraph(type, statement, STATEMENT, SHEET.left, MEASURE), space(14)]);
  flow.place(fact(type, say('output.certificate.seminar'), [plan.title]));
  flow.place(fact(type, say('output.head.when'), [spanText(plan, language)]));
  if (plan.venue !== '') flow.place(fact(type, say('output.head.venue'), [plan.venue]));
  const numbers = certifiedNumbers(plan, names, language);
  if (numbers.length > 0) flow.place(fact(type, say('output.head.certified-number'), numbers));
  flow.place([space(8)]);

  const dress: TableDress = {
    type,
    x: SHEET.left,
    rowHeight: 20,
    grid: false,
    columns: [
      { heading: say('output.column.when'), width: 74 },
      { heading: say('output.column.session'), width: 165 },
      { heading: say('output.column.scheme'), width: 112 },
      { heading: say('output.column.code'), width: 56 },
      { heading: say('output.column.units'), width: 40.28, align: 'right' },
    ],
  };
  flow.table([tableHead(dress)], sessionRows(dress, data, plan, names, say));
  const totals = participation.totals.map((total) =>
    say('output.unit-line', { scheme: names.schemeAndCategory(total), units: unitsText(total.units) }),
  );
  if (totals.length > 0)
    flow.place([
      space(6),
      ...beside(
        paragraph(type, say('output.certificate.total'), TERM, SHEET.left, TERM_WIDTH),
        totals.flatMap((total) => paragraph(type, total, TOTAL, SHEET.left + TERM_WIDTH, MEASURE - TERM_WIDTH - 5, 'right')),
      ),
    ]);
  const end = issuer(type, order, say);
  flow.place([space(Math.max(ISSUER_AIR, Math.floor(flow.left - heightOf(end)))), ...end]);
  const { pages } = flow;
  return pages.map((marks, index) => [
    ...surround(
      type,
      say('output.certificate.number', { number: data.number }),
      pages.length === 1 ? '' : say('output.page', { page: index + 1, pages: pages.length }),
    ),
    ...(index === pages.length - 1 ? signaturePlace(type, say('output.certificate.signature'), say('output.certificate.signature-note')) : []),
    ...marks,
  ]);
}

/**
 * 受講証明書 of one person, to be signed afterwards: its units are in it once for people and once for programs (`readCertificate`).
 * @param participation one that `isCertifiable`, of a settled seminar
 */
export function certificate(order: PaperOrder, participation: Participation): Promise<WrittenFile> {
  const { seminar, settlement, language, now } = order;
  const data = certificateDataOf(seminar, settlement, certifiable(participation), now);
  const say = words(language);
  return print(language, now, (type) => ({
    sheet: SHEET,
    title: [say('output.certificate.title'), seminar.plan.title, participation.name].join(' '),
    pages: draw(type, order, participation, data),
    attachments: [
      {
        name: CREDITS_FILE,
        type: 'application/json',
        description: say('output.certificate.attachment'),
        bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`, 'utf8'),
      },
    ],
  }));
}

/** Certificates of several people in one file, for printing: each begins on a page of its own, and there is nothing in it for programs. */
export function certificatesInOne(order: PaperOrder, participations: readonly Participation[]): Promise<WrittenFile> {
  const { seminar, settlement, language, now } = order;
  return print(language, now, (type) => ({
    sheet: SHEET,
    title: [words(language)('output.sheet.certificates'), seminar.plan.title].join(' '),
    pages: participations.flatMap((participation) =>
      draw(type, order, participation, certificateDataOf(seminar, settlement, certifiable(participation), now)),
    ),
  }));
}

function certifiable(participation: Participation): Participation & { readonly registration: string } {
  if (!isCertifiable(participation)) throw new TypeError('attendance that cannot be certified');
  return participation as Participation & { readonly registration: string };
}
