import { registrationText } from '../../tables/formats.ts';
import { hasWords, words } from '../../words/words.ts';
import { dayInBoth, monthInBoth, timeInBoth } from './days.ts';
import type { LetterData } from './letter.ts';
import type { FactKind, Template } from './template.ts';

/** What a letter knows, in words, by the names of placeholders. */
export interface Values {
  readonly texts: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const yen = (amount: string): string => `${Number(amount).toLocaleString('ja-JP')}円`;

const PLAIN: Readonly<Record<Extract<FactKind, string>, (value: string) => string>> = {
  text: (value) => value,
  day: dayInBoth,
  time: timeInBoth,
  month: monthInBoth,
  yen,
  'yen-or-free': (amount) => (Number(amount) === 0 ? '無料' : yen(amount)),
  percent: (rate) => `${rate}%`,
};

/** A value by its kind; what has no words stays as it is. */
function written(kind: FactKind, value: string): string {
  if (typeof kind === 'string') return PLAIN[kind](value);
  if ('choice' in kind) return Object.hasOwn(kind.choice, value) ? kind.choice[value]! : value;
  const key = `${kind.words}.${value}`;
  return hasWords('ja', key) ? words('ja')(key) : value;
}

/** Digits of a postal code as they are read; empty when there are not seven. @example postalText('1138621') // '〒113-8621' */
export function postalText(code: string): string {
  const digits = postalDigits(code);
  return digits === '' ? '' : `〒${digits.slice(0, 3)}-${digits.slice(3)}`;
}

/** The seven digits of a postal code; empty when there are not seven. */
export function postalDigits(code: string): string {
  const digits = code.normalize('NFKC').replace(/\D/g, '');
  return digits.length === 7 ? digits : '';
}

function common({ number, day, holder, sender }: LetterData): [string, string][] {
  const { name, kana, registration, memberId, birthDate, address, phone, email, workplace, postalCode } = holder;
  return [
    ['number', number],
    ['day', dayInBoth(day)],
    ['name', name],
    ['kana', kana],
    ['registration', registration === '' ? '' : registrationText(registration, 'ordinal')],
    ['memberId', memberId],
    ['birthDate', dayInBoth(birthDate)],
    ['postalCode', postalText(postalCode)],
    ['address', address],
    ['phone', phone],
    ['email', email],
    ['workplace', workplace],
    ['sender', sender.name],
    ['senderAddress', sender.address],
    ['senderPhone', sender.phone],
  ];
}

/** Everything a letter can say, in Japanese; what is empty is not known. */
export function valuesOf(template: Template, data: LetterData): Values {
  const facts = Object.entries(template.facts).map(([name, kind]): [string, string] => {
    const value = data.facts[name] ?? '';
    return [name, value === '' ? '' : written(kind, String(value))];
  });
  const texts = [...common(data), ...facts].map(([name, text]) => [name, text.trim()] as const).filter(([, text]) => text !== '');
  const lists = Object.entries(template.lists).map(([name, kind]) => [name, (data.lists[name] ?? []).map((item) => written(kind, item))] as const);
  return { texts: new Map(texts), lists: new Map(lists) };
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** Names of the placeholders in a text. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

/** The text with its placeholders filled; `null` where one of them is not known. */
export function filled(text: string, { texts }: Pick<Values, 'texts'>): string | null {
  if (!placeholdersIn(text).every((name) => texts.has(name))) return null;
  return text.replace(PLACEHOLDER, (_, name: string) => texts.get(name)!);
}
