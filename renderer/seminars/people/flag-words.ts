import type { Participation } from '../../../main/api/schema/training.ts';
import { knownKey, type Translate } from '../../words/translate.ts';

/** Words of a verdict, a note or a flag of a fact; an id that has none stands for itself. */
export function flagWords(id: string, t: Translate): string {
  const key = knownKey(`training.flag.${id}`) ?? knownKey(`reception.verdict.${id}`) ?? knownKey(`reception.note.${id}`);
  return key ? t(key) : id;
}

/** What is to be looked at with a participant, one line each; other seminars at the same time by their titles. */
export const flagLines = ({ flags, elsewhere = [] }: Pick<Participation, 'flags' | 'elsewhere'>, t: Translate): readonly string[] =>
  flags.flatMap((flag) =>
    flag === 'elsewhere' && elsewhere.length > 0 ? elsewhere.map(({ title }) => t('training.elsewhere', { title })) : [flagWords(flag, t)],
  );
