import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { CARD_ERROR_CODES } from '../../card/errors.ts';
import { AUDIT_ACTIONS } from '../../main/audit/actions.ts';
import { APP_ERROR_CODES } from '../../main/errors.ts';
import { PKI_ERROR_CODES } from '../../pki/errors.ts';
import { PDF_CAUTIONS } from '../../pki/pdf/cautions.ts';
import { CHECK_IDS } from '../../pki/report.ts';
import { PAGE_ERROR_CODES } from '../../renderer/client/failure.ts';

const root = join(import.meta.dirname, '../..');
const LANGUAGES = ['ja', 'en'] as const;
type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value] as [string, string]] : flat(value, `${path}.${key}`),
  );

/** All texts of a language, by area and path. */
function textsOf(language: string): Map<string, string> {
  const folder = join(root, 'resources/locales', language);
  const files = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  return new Map(files.flatMap((area) => flat(JSON.parse(readFileSync(join(folder, `${area}.json`), 'utf8')) as Tree, area)));
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** Names of the placeholders in a message, also those within plural and select. */
function placeholders(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    const named = 'value' in part && typeof part.value === 'string' && part.type !== 0 ? [part.value] : [];
    const options = 'options' in part ? Object.values(part.options).flatMap((option) => placeholders(option.value)) : [];
    return [...named, ...options];
  });
}
const placeholdersOf = (text: string, language: string) =>
  [...new Set(placeholders(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()))].sort();

/** Keys that sources name in full: `t('…')`, `say('…')`, `words(language)('…')`. */
function keysIn(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const call = /\b(?:t|say|text|words\(\w+\))\(\s*'([a-z]+(?:\.[\w-]+)+)'/g;
  return files.flatMap((name) => [...readFileSync(join(root, folder, name), 'utf8').matchAll(call)].map(([, key = '']) => key));
}

const texts = { ja: textsOf('ja'), en: textsOf('en') };

describe('words of the program', () => {
  it('both languages have the same texts', () => {
    expect([...texts.en.keys()].sort()).toEqual([...texts.ja.keys()].sort());
  });

  it.each(LANGUAGES)('no text in %s is empty', (language) => {
    expect([...texts[language]].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('both languages name the same placeholders, and every text can be read as a message', () => {
    const different = [...texts.ja].flatMap(([key, text]) => {
      const pair = { key, ja: placeholdersOf(text, 'ja'), en: placeholdersOf(texts.en.get(key) ?? '', 'en') };
      return pair.ja.join() === pair.en.join() ? [] : [pair];
    });
    expect(different).toEqual([]);
  });

  it('every error code says what it is, what happened, and what to do', () => {
    const wanted = [...CARD_ERROR_CODES, ...PKI_ERROR_CODES, ...APP_ERROR_CODES, ...PAGE_ERROR_CODES].flatMap((code) =>
      ['heading', 'happened', 'todo'].map((part) => `errors.${code}.${part}`),
    );
    expect(wanted.filter((key) => !texts.ja.has(key))).toEqual([]);
  });

  it('every check has a heading and a sentence for each status', () => {
    const wanted = CHECK_IDS.flatMap((id) => ['heading', 'passed', 'failed', 'indeterminate'].map((part) => `checks.${id}.${part}`));
    expect(wanted.filter((key) => !texts.ja.has(key))).toEqual([]);
  });

  it.each([
    ['audited action', AUDIT_ACTIONS, 'audit.actions'],
    ['caution', PDF_CAUTIONS, 'sign.caution'],
  ])('every %s has words', (_name, ids, place) => {
    expect(ids.map((id) => `${place}.${id}`).filter((key) => !texts.ja.has(key))).toEqual([]);
  });

  it('every key that a source names exists', () => {
    const named = [...keysIn('renderer'), ...keysIn('main')];
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !texts.ja.has(key))).toEqual([]);
  });

  it('English texts hold no Japanese but names that people meet in print', () => {
    const allowed = new Set(['settings.languages.ja', 'components.type-sample', 'cli.pin-prompt']);
    expect([...texts.en].filter(([key, text]) => !allowed.has(key) && /[\u3040-\u30ff\u4e00-\u9fff]/.test(text))).toEqual([]);
  });
});
