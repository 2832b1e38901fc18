import { knownKey, type Translate } from '../../words/translate.ts';

/** Words of a verdict, a note or a flag of a fact; an id that has none stands for itself. */
export function flagWords(id: string, t: Translate): string {
  const key = knownKey(`training.flag.${id}`) ?? knownKey(`reception.verdict.${id}`) ?? knownKey(`reception.note.${id}`);
  return key ? t(key) : id;
}
