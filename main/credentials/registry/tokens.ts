import { createHmac, createSecretKey } from 'node:crypto';
import type { HolderFields } from '../../api/schema/credentials.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import { readingKey } from '../../membership/search/kana.ts';
import { AFTER_N, looseReading } from '../../membership/search/loose-reading.ts';
import { writtenKey } from '../../membership/search/written-name.ts';
import { deriveKey } from '../../store/sealing.ts';

/** Kinds of what somebody is found by; the number is the first byte of a token, so that tokens of one kind lie together. */
const KINDS = {
  registration: 1,
  memberId: 2,
  nameAndBirth: 3,
  kanaAndBirth: 4,
  phone: 5,
  serial: 6,
  reading: 7,
  given: 8,
  written: 9,
  plainReading: 10,
} as const;
/** One of the kinds of tokens. */
export type TokenKind = keyof typeof KINDS;

/** Those by which two holders are told to be one. */
export const IDENTITY_KINDS = ['registration', 'memberId', 'nameAndBirth', 'kanaAndBirth'] as const satisfies readonly TokenKind[];

const BYTES = 8;
/** Beginnings that are indexed. A single letter would tell too much about how names are spread, and find too many. */
export const SHORTEST = 2;
const LONGEST = { reading: 6, given: 4, written: 4 } as const;

/** Makes the tokens of persons, of numbers, and of what is typed. */
export interface SearchTokens {
  /** Everything by which somebody is found. */
  of(fields: HolderFields): readonly Uint8Array[];
  identity(fields: HolderFields): readonly { readonly kind: (typeof IDENTITY_KINDS)[number]; readonly token: Uint8Array }[];
  serial(serial: string): Uint8Array;
  /** Of a registration number as `registrationNumber` gives it. */
  registration(registration: string): Uint8Array;
  /** Tokens of which any finds what a person typed; empty where it is too short for any. */
  typed(text: string): readonly Uint8Array[];
}

/** A number of a card or certificate as it is compared: widths, spaces and hyphens are written in different ways. */
export const serialKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}−]/gu, '')
    .toUpperCase();
const SERIAL = /^[!-~]{4,}$/;

const digits = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '');
const birth = (day: string, name: string): string => (day && name ? `${day} ${name}` : '');

/** A reading without what people write in different ways; shorter beginnings of it are beginnings of what is typed. */
const reading = (kana: string): string => looseReading(readingKey(kana));
/** What follows the first space of a reading. */
export const givenName = (kana: string): string => kana.trim().split(/\s+/u).slice(1).join('');

/** A text with kanji is a written name, whatever kana are among them (井ノ上). */
const KANJI = /\p{Script=Han}/u;
/** The kana of what was typed as a reading, folded; empty for a written name. */
export const typedReading = (text: string): string => (KANJI.test(text) ? '' : readingKey(text));

/** What a loose reading may have become where it goes on: a ン at its end joins what follows. */
export const goingOn = (loose: string): readonly string[] =>
  loose.endsWith('ン') ? [...AFTER_N].map((letter) => loose.slice(0, -1) + letter) : [loose];

function beginnings(key: string, longest: number): readonly string[] {
  const letters = [...key];
  return Array.from({ length: Math.max(0, Math.min(longest, letters.length) - SHORTEST + 1) }, (_none, index) =>
    letters.slice(0, SHORTEST + index).join(''),
  );
}

/** Keyed hashes (HMAC-SHA-256, 64 bits) of numbers and of beginnings of names. Without the master key they tell nobody's name. */
export function searchTokens(master: Uint8Array): SearchTokens {
  // A key object is taken in a third of the time of bytes, which counts when a whole country comes.
  const key = createSecretKey(deriveKey(master, 'credential search'));
  const token = (kind: TokenKind, value: string): Uint8Array =>
    Buffer.concat([Uint8Array.of(KINDS[kind]), createHmac('sha256', key).update(`${kind}\0${value}`).digest().subarray(0, BYTES)]);

  const identity = ({ registration, memberId, name, kana, birthDate }: HolderFields) => {
    const values = {
      registration: registrationNumber(registration) ?? '',
      memberId: digits(memberId),
      nameAndBirth: birth(birthDate, writtenKey(name)),
      kanaAndBirth: birth(birthDate, reading(kana)),
    };
    return IDENTITY_KINDS.filter((kind) => values[kind] !== '').map((kind) => ({ kind, token: token(kind, values[kind]) }));
  };

  return {
    identity,
    serial: (serial) => token('serial', serialKey(serial)),
    registration: (registration) => token('registration', registration),
    of(fields) {
      const begun = [
        ...beginnings(reading(fields.kana), LONGEST.reading).map((text) => token('reading', text)),
        ...[fields.kana, givenName(fields.kana)].flatMap((kana) => beginnings(readingKey(kana), SHORTEST).map((text) => token('plainReading', text))),
        ...beginnings(reading(givenName(fields.kana)), LONGEST.given).map((text) => token('given', text)),
        ...[fields.name, fields.formerName].flatMap((name) => beginnings(writtenKey(name), LONGEST.written).map((text) => token('written', text))),
      ];
      const phone = digits(fields.phone);
      return [...identity(fields).map((each) => each.token), ...(phone ? [token('phone', phone)] : []), ...begun];
    },
    typed(text) {
      const number = registrationNumber(text);
      const plain = digits(text);
      const plainKana = typedReading(text);
      const kana = looseReading(plainKana);
      const written = writtenKey(text);
      const begin = (value: string, longest: number) => [...value].slice(0, longest).join('');
      const cut = (kind: 'reading' | 'given' | 'written', value: string) =>
        [...value].length < SHORTEST ? [] : [...new Set(goingOn(value).map((each) => begin(each, LONGEST[kind])))].map((each) => token(kind, each));
      return [
        ...(number ? [token('registration', number)] : []),
        ...(plain.length >= 8 ? [token('memberId', plain), token('phone', plain)] : []),
        ...(SERIAL.test(serialKey(text)) ? [token('serial', serialKey(text))] : []),
        // おお and おおう are short once folded, since long vowels are often left out.
        ...(kana.length < SHORTEST && plainKana.length >= SHORTEST ? [token('plainReading', begin(plainKana, SHORTEST))] : []),
        ...(kana === '' ? cut('written', written) : [...cut('reading', kana), ...cut('given', kana), ...cut('written', written)]),
      ];
    },
  };
}

/** First and last token of a kind, for walking over all of it. */
export const rangeOf = (kind: TokenKind): readonly [Uint8Array, Uint8Array] => [Uint8Array.of(KINDS[kind]), Uint8Array.of(KINDS[kind] + 1)];
