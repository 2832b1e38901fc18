import type { LetterForm, LetterParty } from '../../api/schema/letters.ts';
import { dayOfPaper } from '../../print/dates.ts';
import { drawn, heightOf, joined, space, type Strip } from '../../print/flow.ts';
import { frame, INK, stroke } from '../../print/ink.ts';
import { paragraph } from '../../print/lines.ts';
import type { Typesetter } from '../../print/typeset.ts';
import { ageOn } from '../form/age.ts';
import { PAPER } from '../form/paper-words.ts';
import { BODY, LABEL, MEASURE, SHEET, SMALL, STRONG, TERM, TITLE } from './sheet.ts';

const WIDE = '\u3000';
/** Part of the width that the sender takes, from the right. */
const SENDER_WIDTH = MEASURE * 0.6;
/** Columns of the patient: label, value, label, value. */
const SHORT_LABEL = 56;
const SHORT_VALUE = 108;
const PADDING = 5;

const spaced = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(WIDE);

/** `心臓血管外` becomes `心臓血管外科`, as the word is printed on the form; what ends in it or is none of it stays. */
export const departmentWords = (department: string): string =>
  department === '' || /[科部室センター局院所]$/.test(department) ? department : `${department}${PAPER.head.department}`;

export const day = (iso: string): string => (iso === '' ? '' : dayOfPaper(iso, 'ja'));
const postal = (code: string): string => (code === '' ? '' : `〒${code}`);

export const bornWords = ({ patient, date }: LetterForm): string =>
  patient.birthDate === '' ? '' : `${day(patient.birthDate)}${date === '' ? '' : PAPER.age.replace('{age}', String(ageOn(patient.birthDate, date)))}`;

function addressee(type: Typesetter, { institution, department, doctor }: LetterParty): Strip[] {
  const line = spaced(PAPER.head.doctor, departmentWords(department), doctor, PAPER.head.dear);
  return [
    ...paragraph(type, PAPER.head.addressee, SMALL, SHEET.left, MEASURE),
    ...paragraph(type, institution, STRONG, SHEET.left, MEASURE),
    ...paragraph(type, line, STRONG, SHEET.left, MEASURE),
  ];
}

function sender(type: Typesetter, party: LetterParty): Strip[] {
  const x = SHEET.left + MEASURE - SENDER_WIDTH;
  const lines = (words: string, style = BODY) => (words === '' ? [] : paragraph(type, words, style, x, SENDER_WIDTH));
  return [
    ...lines(PAPER.head.sender, SMALL),
    ...lines(spaced(postal(party.postalCode), party.address)),
    ...lines(party.institution, STRONG),
    ...lines(party.department),
    ...lines(spaced(PAPER.head.telephone, party.telephone)),
    ...lines(spaced(PAPER.head.author, party.doctor, PAPER.head.seal)),
  ];
}

/** Title, day, to whom and from whom. */
export function head(type: Typesetter, form: LetterForm): readonly Strip[] {
  return [
    joined([
      ...paragraph(type, PAPER.titles[form.kind], TITLE, SHEET.left, MEASURE, 'center'),
      space(6),
      ...paragraph(type, day(form.date), BODY, SHEET.left, MEASURE, 'right'),
      ...addressee(type, form.addressee),
      space(6),
      ...sender(type, form.sender),
      space(10),
    ]),
  ];
}

/** One row of the patient: two labels with their values between lines. */
function row(type: Typesetter, cells: readonly [string, string, string, string]): Strip {
  const widths = [LABEL, MEASURE - LABEL - SHORT_LABEL - SHORT_VALUE, SHORT_LABEL, SHORT_VALUE];
  const edges = widths.map((_, index) => SHEET.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const set = cells.map((words, index) =>
    paragraph(type, words, index % 2 === 0 ? TERM : BODY, edges[index]! + PADDING, widths[index]! - 2 * PADDING),
  );
  const height = Math.max(...set.map(heightOf)) + 2 * PADDING;
  return {
    height,
    draw: (top) => [
      frame(SHEET.left, top - height, MEASURE, height, INK, 0.6),
      ...edges.slice(1).map((edge) => stroke([edge, top], [edge, top - height], INK, 0.6)),
      ...set.flatMap((strips) => drawn(strips, top - (height - heightOf(strips)) / 2)),
    ],
  };
}

/** Whom the letter is about. */
export function patientRows(type: Typesetter, form: LetterForm): readonly Strip[] {
  const { patient } = form;
  const words = PAPER.patient;
  const named = spaced(patient.name, patient.kana === '' ? '' : `（${patient.kana}）`);
  const numbered = patient.number === '' ? named : spaced(named, `${words.number} ${patient.number}`);
  return [
    row(type, [words.name, numbered, words.sex, PAPER.sexes[patient.sex]]),
    row(type, [words.address, spaced(postal(patient.postalCode), patient.address), words.telephone, patient.telephone]),
    row(type, [words.birthDate, bornWords(form), words.occupation, patient.occupation]),
  ];
}
