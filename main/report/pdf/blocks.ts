import type { CheckView, ReportRow, ReportView, SignatureView } from '../../api/schema/report.ts';
import { drawn, heightOf, type Strip } from '../../print/flow.ts';
import { box, HAIRLINE, INK, type Mark, QUIET, rule, type TextStyle, text, WHITE } from '../../print/ink.ts';
import { beside, paragraph } from '../../print/lines.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { MEASURE, SHEET } from './sheet.ts';
import { badge, type Tone, TONES } from './tones.ts';

const TERM_WIDTH = 122;
const GAP = 10;
const STATUS_WIDTH = 86;

const BODY: TextStyle = { size: 9.5, colour: INK };
const SMALL: TextStyle = { size: 8, colour: QUIET };
const TERM: TextStyle = { size: 9, colour: QUIET };

/** Lines of a paragraph at a place in the column. */
function lines(type: Typesetter, words: string, style: TextStyle, left = 0, width = MEASURE - left): Strip[] {
  return paragraph(type, words, style, SHEET.left + left, width);
}

const padded = (strips: readonly Strip[], above: number, below: number, mark: (top: number) => readonly Mark[] = () => []): Strip[] => [
  { height: above, draw: mark },
  ...strips,
  { height: below, draw: () => [] },
];

/** A fact: its term, its values one under the other, and what they are worth. */
export function rowStrips(type: Typesetter, { term, values, note, code }: ReportRow): Strip[] {
  const left = TERM_WIDTH + GAP;
  const style = code ? { ...BODY, size: 8.2 } : BODY;
  const said = values.flatMap((value) => lines(type, values.length > 1 ? `• ${value}` : value, style, left));
  const noted = note === null ? [] : lines(type, note, SMALL, left);
  return padded(beside(lines(type, term, TERM, 0, TERM_WIDTH), [...said, ...noted]), 3, 3, (top) => [rule(SHEET.left, top, MEASURE, HAIRLINE)]);
}

/** A fact among the evidence of a check. */
function evidenceStrips(type: Typesetter, { term, values }: ReportRow, left: number): Strip[] {
  const width = 112;
  return beside(
    lines(type, term, SMALL, left, width),
    values.flatMap((value) => lines(type, value, { ...SMALL, colour: INK }, left + width + GAP)),
  );
}

/** A named check: its state in shape, word and colour, the sentence, and the evidence. */
export function checkStrips(type: Typesetter, { status, word, heading, sentence, evidence, detail, indication }: CheckView): Strip[] {
  const left = STATUS_WIDTH + GAP;
  const tone = TONES[status];
  const state = lines(type, word, { size: 8.5, colour: tone.ink, bold: true }, 13, STATUS_WIDTH - 13);
  const found = [detail, indication].filter(Boolean).join('  ');
  const said = [
    ...lines(type, heading, { ...BODY, bold: true }, left),
    ...lines(type, sentence, BODY, left),
    ...evidence.flatMap((row) => evidenceStrips(type, row, left)),
    ...(found ? lines(type, found, { size: 7.5, colour: QUIET }, left) : []),
  ];
  return padded(beside(state, said), 4, 4, (top) => [rule(SHEET.left, top, MEASURE, HAIRLINE), ...badge(status, SHEET.left + 4, top - 11, 3.6)]);
}

/** A heading with what is below it in a few words. */
export function headingStrips(type: Typesetter, title: string, size: number, note = ''): Strip[] {
  const noted = note === '' ? [] : lines(type, note, SMALL);
  return padded([...lines(type, title, { size, colour: INK, bold: true }), ...noted], size, 3);
}

/** The answer of one signature among others. */
export function ownAnswerStrips(
  type: Typesetter,
  { face, word, because, indication }: Pick<SignatureView, 'face' | 'word' | 'because' | 'indication'>,
): Strip[] {
  const { ink } = TONES[face];
  const said = [
    ...lines(type, word, { size: 11, colour: ink, bold: true }, 18),
    ...lines(type, because, BODY, 18),
    ...lines(type, indication, SMALL, 18),
  ];
  return padded(said, 0, 5, (top) => badge(face, SHEET.left + 6, top - 8.5, 5.5));
}

/** A word in a frame. */
function stampStrip(type: Typesetter, word: string, left: number): Strip {
  const size = 9.5;
  const line = type.line(word);
  const width = (line.width * size) / 1000 + 14;
  return {
    height: size * 2.3,
    draw: (top) => [
      box(SHEET.left + left, top - size * 2.1, width, size * 1.7, INK),
      text(line, SHEET.left + left + 7, top - size * 1.58, { size, colour: WHITE, bold: true }),
    ],
  };
}

/** The answer: shape, word and colour, then the reason; never cut. */
export function answerStrip(
  type: Typesetter,
  {
    face,
    word,
    because,
    indication,
    warnings,
    test,
    testMark,
  }: Pick<ReportView, 'face' | 'word' | 'because' | 'indication' | 'warnings' | 'test' | 'testMark'>,
): Strip {
  const tone: Tone = TONES[face];
  const left = 58;
  const width = MEASURE - left - 14;
  const inside = [
    ...lines(type, word, { size: 22, colour: tone.ink, bold: true }, left, width),
    ...lines(type, because, { size: 11, colour: INK }, left, width),
    ...(test ? [stampStrip(type, testMark, left)] : []),
    ...warnings.flatMap((warning) => lines(type, warning, { size: 9.5, colour: INK, bold: true }, left, width)),
    ...lines(type, indication, SMALL, left, width),
  ];
  const height = heightOf(inside) + 22;
  return {
    height,
    draw: (top) => [
      box(SHEET.left, top - height, MEASURE, height, tone.tint),
      box(SHEET.left, top - height, 4, height, tone.ink),
      ...badge(face, SHEET.left + 32, top - 30, 14),
      ...drawn(inside, top - 10),
    ],
  };
}
