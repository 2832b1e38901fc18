import type { Participation } from '../../../api/schema/training.ts';
import { dayOfPaper } from '../../../print/dates.ts';
import { drawn, Flow, heightOf, type Strip, space } from '../../../print/flow.ts';
import { frame, HAIRLINE, INK, type Mark, QUIET, rule, type TextStyle, text, widthOf } from '../../../print/ink.ts';
import { beside, LEADING, paragraph } from '../../../print/lines.ts';
import { A4, measureOf, type Sheet } from '../../../print/sheet.ts';
import { type PrintedCell, type TableDress, tableHead, tableRow } from '../../../print/table.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { kanaText } from '../../../tables/kana.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import { words } from '../../../words/words.ts';
import { isCertifiable } from '../attendees.ts';
import { type CertificateData, CREDITS_FILE, certificateDataOf } from '../certificate-data.ts';
import { type CreditWords, creditWords } from '../credit-words.ts';
import { certifiedNumbers, sessionTime, spanText, unitsText } from '../seminar-words.ts';
import { ACCENT, spread } from './furniture.ts';
import type { PaperOrder } from './order.ts';
import { print } from './print.ts';

/** The text stands in a frame; below the frame is the place of the signature, where the stamp of a signed file comes to lie. */
const SHEET: Sheet = { ...A4, left: 74, right: 74, top: 70, bottom: 132 };
const MEASURE = measureOf(SHEET);
const FRAME = { side: 24, top: 28, bottom: 118, gap: 4 } as const;
const STAMP = { left: 330, bottom: 22, height: 84, right: 24 } as const;
/** What is left open above the issuer where there is room. */
const ISSUER_AIR = 14;

const FINE: TextStyle = { size: 7.5, colour: QUIET };
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

/** A row per credit; the session stands in the first of its rows. */
function sessionRows(dress: TableDress, { sessions }: CertificateData, plan: PaperOrder['seminar']['plan'], names: CreditWords, say: Say): Strip[] {
  return sessions.flatMap((session) => {
    const planned = plan.sessions.find(({ id }) => id === session.id)!;
    const speaker =
      session.speaker === '' ? [] : [{ text: say('output.speaker', { speaker: session.speaker }), style: { ...CELL, size: 8, colour: QUIET } }];
    const what = [cell(sessionTime(planned, plan)), [...cell(session.title), ...speaker]];
    if (session.credits.length === 0) return [tableRow(dress, [...what, cell(say('output.certificate.no-units'), { ...CELL, colour: QUIET })])];
    return session.credits.map((credit, index) => {
      const cells = [
        ...(index === 0 ? what : [[], []]),
        cell(names.schemeAndCategory(credit), { ...CELL, size: 8 }),
        cell(names.codeInFull(credit)),
        cell(unitsText(credit.units)),
      ];
      return tableRow(dress, cells, index === session.credits.length - 1 ? 0 : what.length);
    });
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

/** Frame, number of the certificate and number of the page. */
function surround(type: Typesetter, number: string, pageOf: string, say: Say): readonly Mark[] {
  const { side, top, bottom, gap } = FRAME;
  const outer = [side, bottom, SHEET.width - 2 * side, SHEET.height - top - bottom] as const;
  const inner = [side + gap, bottom + gap, outer[2] - 2 * gap, outer[3] - 2 * gap] as const;
  const label = type.line(say('output.certificate.number', { number }));
  return [
    frame(...outer, ACCENT, 1.5),
    frame(...inner, ACCENT, 0.4),
    text(label, SHEET.width - SHEET.right - widthOf(label, FINE), SHEET.height - 56, FINE),
    ...(pageOf === '' ? [] : [text(type.line(pageOf), side, STAMP.bottom + 3, FINE)]),
  ];
}

/** Where the signature comes to lie, and how it is verified. */
function signaturePlace(type: Typesetter, say: Say): readonly Mark[] {
  const top = STAMP.bottom + STAMP.height;
  const notes = paragraph(type, say('output.certificate.signature-note'), FINE, FRAME.side, STAMP.left - FRAME.side - 16);
  return [
    frame(STAMP.left, STAMP.bottom, SHEET.width - STAMP.right - STAMP.left, STAMP.height, HAIRLINE, 0.5, [2, 2]),
    text(type.line(say('output.certificate.signature')), STAMP.left + 6, top - 12, FINE),
    ...drawn(notes, top),
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
    ...surround(type, data.number, pages.length === 1 ? '' : say('output.page', { page: index + 1, pages: pages.length }), say),
    ...(index === pages.length - 1 ? signaturePlace(type, say) : []),
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
    attachment: {
      name: CREDITS_FILE,
      type: 'application/json',
      description: say('output.certificate.attachment'),
      bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`, 'utf8'),
    },
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
