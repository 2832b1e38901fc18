import type { ExportOrder, Participation, SeminarPlan, Submission } from '../../api/schema/training.ts';
import { safeName } from '../../documents/names.ts';
import { type Language, words } from '../../words/words.ts';
import { firstDay } from './seminar-words.ts';

/** Longest title within a name, in letters, so that day, mark and number are never cut off. */
const LONGEST_TITLE = 36;

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const titleOf = ({ title }: SeminarPlan): string => [...plain(title)].slice(0, LONGEST_TITLE).join('');

/** `20261120`. */
const dayOf = (plan: SeminarPlan): string => firstDay(plan).replaceAll('-', '');

/** Name of a file that goes out, safe on every system: what it is, the seminar, its day, and what is to be known of it. */
export function fileName(what: ExportOrder['what'], plan: SeminarPlan, mark: string | null, ending: string, language: Language): string {
  const say = words(language);
  const parts = { what: say(`output.sheet.${what}`), title: titleOf(plan), day: dayOf(plan), ending };
  return safeName(mark === null ? say('output.file.plain', parts) : say('output.file.marked', { ...parts, mark }));
}

/** Name of the certificate of one person; the registration number, as two people may have one name. */
export const certificateName = (
  plan: SeminarPlan,
  { registration, name }: Pick<Participation, 'registration' | 'name'>,
  language: Language,
): string =>
  safeName(
    words(language)('output.file.certificate', {
      title: titleOf(plan),
      day: dayOf(plan),
      registration: registration ?? '',
      name: plain(name),
    }),
  );

/** Name of a file with which attendance is reported. */
export const submissionName = (plan: SeminarPlan, mode: Submission['mode'], language: Language): string => {
  const say = words(language);
  return safeName(say('output.file.submission', { mode: say(`output.mode.${mode}`), title: titleOf(plan), day: dayOf(plan) }));
};
