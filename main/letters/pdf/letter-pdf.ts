import packageFile from '../../../package.json' with { type: 'json' };
import { stampFont } from '../../../pki/pades/stamp/font.ts';
import type { LetterAttachment, LetterForm } from '../../api/schema/letters.ts';
import type { Attachment } from '../../print/attachment.ts';
import { space } from '../../print/flow.ts';
import { getaCase } from '../../print/geta.ts';
import type { Mark } from '../../print/ink.ts';
import { paragraph } from '../../print/lines.ts';
import { pdfFile } from '../../print/pdf-file.ts';
import { type Typesetter, typesetter } from '../../print/typeset.ts';
import { AppError } from '../../errors.ts';
import { PAPER } from '../form/paper-words.ts';
import { Boxes } from './boxes.ts';
import { freeText } from './free-text.ts';
import { furniture } from './furniture.ts';
import { day, head, patientRows } from './head.ts';
import { BODY, LABEL, MEASURE, NOTE, SHEET, TERM } from './sheet.ts';

export interface LetterPaper {
  readonly form: LetterForm;
  /** In their order; they become files within the PDF. */
  readonly attachments: readonly (LetterAttachment & { readonly bytes: Uint8Array })[];
  readonly identifier: string | null;
  /** ISO time that counts as that of its making. */
  readonly at: string;
}

const PADDING = 6;

/** Names of files as the paper lists them. */
const attachmentLines = (attachments: LetterPaper['attachments']): string =>
  attachments.map(({ name, type, size }) => `${name}（${type}、${size.toLocaleString('en')} バイト）`).join('\n');

const answered = ({ answers }: LetterForm): string =>
  answers === null ? '' : [day(answers.date), answers.institution, answers.doctor, answers.identifier].filter((part) => part !== '').join('　');

/** The pages without what every page has: with the heights of the form, or close together where that saves a page. */
function compose(type: Typesetter, letter: LetterPaper): readonly (readonly Mark[])[] {
  const wide = pagesOf(type, letter, 1);
  if (wide.length === 1) return wide;
  const close = pagesOf(type, letter, 0);
  return close.length < wide.length ? close : wide;
}

/** @param least part of the heights of the form that its parts have at least, from 0 to 1 */
function pagesOf(type: Typesetter, { form, attachments }: LetterPaper, least: number): readonly (readonly Mark[])[] {
  const boxes = new Boxes();
  boxes.strips([...head(type, form)]);
  boxes.strips([...patientRows(type, form)]);
  const place = (label: string, words: string, height: number) =>
    boxes.box({
      label: (continued) => paragraph(type, continued ? `${label}${PAPER.continued}` : label, TERM, SHEET.left + PADDING, LABEL - 2 * PADDING),
      lines: freeText(type, words, BODY, SHEET.left + LABEL + PADDING, MEASURE - LABEL - 2 * PADDING),
      height: height * least,
    });
  if (form.answers) place(PAPER.answers, answered(form), 0);
  for (const { field, label, height } of PAPER.texts) place(label, form[field], height);
  if (attachments.length > 0) place(PAPER.attachments, attachmentLines(attachments), 0);
  boxes.strips([space(4), ...PAPER.notes.flatMap((note) => paragraph(type, note, NOTE, SHEET.left, MEASURE))]);
  return boxes.pages;
}

const embedded = ({ name, type, addedAt, bytes }: LetterPaper['attachments'][number]): Attachment => ({
  name,
  type,
  description: name,
  bytes,
  modified: addedAt,
  relationship: 'Supplement',
});

/**
 * The letter as the paper that people know: PDF/A-2b, with attachments PDF/A-3b (ISO 19005-2 and -3). Equal letters are equal files.
 * @throws AppError REFERRAL_LETTERS_MISSING where the font lacks a letter: nothing is signed that nobody can read
 */
export async function letterPdf(letter: LetterPaper): Promise<Uint8Array> {
  const { bytes, missing } = await lookAt(letter);
  if (missing.length > 0) throw new AppError('REFERRAL_LETTERS_MISSING', { letters: missing.join(' ') });
  return bytes;
}

/** As `letterPdf`, to look at while it is written: 〓 stands for letters that the font lacks, which are named. */
export async function lookAt(letter: LetterPaper): Promise<{ readonly bytes: Uint8Array; readonly missing: readonly string[] }> {
  const geta = getaCase();
  const type = typesetter(await stampFont(), geta.substitute);
  const pages = compose(type, letter);
  const marks = pages.map((page, index) => [...furniture(type, letter.form, letter.identifier, { page: index + 1, pages: pages.length }), ...page]);
  const { form, attachments, at } = letter;
  const bytes = pdfFile({
    sheet: SHEET,
    pages: marks,
    type,
    attachments: attachments.map(embedded),
    imprint: {
      title: `${PAPER.titles[form.kind]} ${form.patient.name}`,
      language: 'ja',
      producer: `HPKI Desk ${packageFile.version}`,
      at,
      author: form.sender.doctor,
      archive: attachments.length > 0 ? 3 : 2,
    },
  });
  return { bytes, missing: geta.letters() };
}
