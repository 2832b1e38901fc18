import type { Needle } from './haystack.ts';
import { foldKana } from './kana.ts';
import { AFTER_N, looseLetter, looseReading } from './loose-reading.ts';
import { romajiReading } from './romaji.ts';
import { writtenKey } from './written-name.ts';

/** One thing typed, as it is looked for in each key of a name; `null` where it cannot stand there. */
export interface Term {
  readonly reading: Needle | null;
  readonly loose: Needle | null;
  readonly written: Needle | null;
}

/** What somebody typed. */
export interface Query {
  /** First digits of a registration number; then nothing else is meant. */
  readonly digits: string | null;
  /** All of it as one name. */
  readonly whole: Term;
  /** Its parts, where it has some: family and given name in any order, kanji with kana behind them. */
  readonly parts: readonly Term[];
}

const DIGITS = /^第?0*([1-9]\d*)号?$/;
const NOT_IN_NUMBERS = /[\s\p{Pd}−]/gu;

/** Long vowels as dictionaries write them: Ōno, Satô. */
const LONG_VOWEL = /([aiueo])[\u0304\u0302]/g;
const LATIN_RUNS = /[a-z'-]+|[^a-z'-]+/g;
const NOT_IN_READINGS = /[\s・.,=]/g;
const ONLY_KANA = /^[\u30a1-\u30faー]*$/;

/** ヴ alone stands for a whole row until the next letter tells which. */
const V = /[ヴゔ]$/;
const V_ROW = 'バビブベボ';

const BETWEEN_PARTS = /[\s・]+|(?<=\p{Script=Han})(?=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}])/u;
const MOST_PARTS = 4;

const asTyped = (text: string): string =>
  foldKana(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(LONG_VOWEL, '$1-')
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'");

/** The reading of kana and romaji, mixed as an input method leaves them; `null` when other letters are among them. */
function readingOf(text: string): Needle | null {
  let kana = '';
  let next = '';
  for (const [run] of asTyped(text).replace(NOT_IN_READINGS, '').matchAll(LATIN_RUNS)) {
    const reading = ONLY_KANA.test(run) ? { kana: run, next: '' } : romajiReading(run);
    if (!reading || next !== '') return null;
    kana += reading.kana;
    next = reading.next;
  }
  if (kana === '' && next === '') return null;
  return V.test(text.normalize('NFC')) ? { text: kana.slice(0, -1), next: V_ROW } : { text: kana, next };
}

/** Behind a ン anything may have been joined to it. */
function looseOf({ text, next }: Needle): Needle {
  const loose = looseReading(text);
  if (loose.endsWith('ン')) return { text: loose.slice(0, -1), next: AFTER_N };
  return { text: loose, next: [...next].map(looseLetter).join('') };
}

function term(text: string): Term {
  const reading = readingOf(text);
  const written = writtenKey(text);
  return { reading, loose: reading && looseOf(reading), written: written === '' ? null : { text: written, next: '' } };
}

/** Any text is a query; one that says nothing finds nobody. */
export function readQuery(text: string): Query {
  const [, digits = null] = DIGITS.exec(text.normalize('NFKC').replace(NOT_IN_NUMBERS, '')) ?? [];
  const parts = text.split(BETWEEN_PARTS).filter((part) => writtenKey(part) !== '');
  return { digits, whole: term(text), parts: parts.length > 1 && parts.length <= MOST_PARTS ? parts.map(term) : [] };
}
