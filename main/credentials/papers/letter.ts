import type { HolderFields } from '../../api/schema/credentials.ts';
import { printLetters } from './print-letters.ts';
import { templateOf, templates } from './template.ts';

/** The authority as it signs its letters. Empty where a setting is not made: then a line is left to write on, or nothing. */
export interface Sender {
  readonly name: string;
  readonly postalCode: string;
  readonly address: string;
  readonly phone: string;
}

/** What a letter says, as plain data: the same data give the same file. */
export interface LetterData {
  readonly template: string;
  /** Version of the template; the newest without. */
  readonly version?: string;
  /** Number of the document, as it stands at its foot. */
  readonly number: string;
  /** ISO day in Japan. */
  readonly day: string;
  readonly holder: HolderFields;
  readonly sender: Sender;
  /** By the names that the template declares (`facts`); others are not printed. A former name is printed nowhere. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** By the names that the template declares (`lists`): words, or ids that have words. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export interface LetterTemplate {
  readonly id: string;
  readonly version: string;
  /** ISO day of the version. */
  readonly date: string;
  readonly sheet: 'a4' | 'postcard' | 'label';
  readonly title: string;
}

/** The letters that can be printed, each in its newest version, by id. */
export const letterTemplates = (): readonly LetterTemplate[] =>
  templates()
    .filter((each, index, all) => all[index - 1]?.id !== each.id)
    .map(({ id, version, date, sheet, title }) => ({ id, version, date, sheet, title }));

/**
 * One letter as PDF, in Japanese; letters that the font lacks become 〓.
 * @throws AppError LETTER_UNKNOWN
 */
export const letterPdf = (data: LetterData): Promise<Uint8Array> => printLetters(templateOf(data.template, data.version).sheet, [data]);
