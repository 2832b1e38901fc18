import type { TextKey } from '../words/catalogue.ts';
import type { PersonDraft } from './person-fields.tsx';
import { readTyped } from './typed.ts';

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー\s]+$/u;

/** Whether a name is as lists write it, and not only in the Roman letters of a certificate. */
export const isJapanese = (name: string): boolean => JAPANESE.test(name);

interface Newcomer extends Pick<PersonDraft, 'name' | 'kana'> {
  /** The number that nobody has, and the same as typed once more. */
  readonly registration: string;
  readonly again: string;
}

const sameNumber = ({ registration, again }: Newcomer): boolean => {
  const typed = readTyped(again);
  return typed.kind === 'number' && typed.registration === registration;
};

/** What must be there before a card is given to a number that nobody has, in the order of the fields: it may be a number that was typed wrong. */
const NEEDED: readonly (readonly [TextKey, (newcomer: Newcomer) => boolean])[] = [
  ['reception.bind.needs-again', ({ again }) => again.trim() !== ''],
  ['reception.bind.again-differs', sameNumber],
  ['reception.bind.needs-name', ({ name }) => isJapanese(name)],
  ['reception.bind.needs-kana', ({ kana }) => KANA.test(kana.normalize('NFKC').trim())],
];

/** The first thing that is missing; `null` when all is there. */
export const newcomerLacks = (newcomer: Newcomer): TextKey | null => NEEDED.find(([, holds]) => !holds(newcomer))?.[0] ?? null;
