import type { LetterForm } from '../../api/schema/letters.ts';
import { safeName } from '../../documents/names.ts';
import { PAPER } from './paper-words.ts';

/** How the files of a letter are called: `診療情報提供書_牧野爛漫_2026-11-30.pdf`. */
export const fileName = ({ kind, patient, date }: LetterForm, ending: string): string =>
  safeName(`${PAPER.titles[kind]}_${patient.name.replace(/\s+/gu, '')}_${date}.${ending}`);
