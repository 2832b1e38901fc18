import type { LocalRules, Scheme } from '../../api/schema/training.ts';
import { isSet, NOTHING_SET } from './local-rules.ts';
import { type CodeTable, SCHEMES, type Words } from './tables.ts';

type Code = Scheme['categories'][number]['codes'][number];
type Category = Pick<Scheme['categories'][number], 'codes' | 'codesKnown'>;

function numbered({ first, last, label }: Extract<CodeTable, { kind: 'numbers' }>): Code[] {
  const named = (number: number): Words => ({ ja: `${label.ja} ${number}`, en: `${label.en} ${number}` });
  return Array.from({ length: last - first + 1 }, (_nothing, index) => ({ code: String(first + index), name: named(first + index) }));
}

function codesOf(codes: CodeTable | null): Category {
  if (!codes) return { codes: [], codesKnown: false };
  if (codes.kind === 'numbers') return { codes: numbered(codes), codesKnown: false };
  return { codes: codes.codes.map(({ code, name }) => ({ code, name })), codesKnown: true };
}

/** Codes as the association has entered them; their names are what it wrote, in whatever language. */
const entered = (codes: LocalRules['cmeCodes']): Category => ({
  codes: codes.map(({ code, name }) => ({ code, name: { ja: name, en: name } })),
  codesKnown: true,
});

const CME = 'cme';

/** Every scheme with its categories and codes, and the rules that are neither on record nor set by the association. */
export const schemes = (local: LocalRules = NOTHING_SET): Scheme[] =>
  SCHEMES.map(({ id, name, step, categories, unset }) => ({
    id,
    name,
    step: step.units,
    categories: categories.map((category) => ({
      id: category.id,
      name: category.name,
      ...(id === CME && isSet(local, 'cmeCodes') ? entered(local.cmeCodes) : codesOf(category.codes)),
    })),
    unset: unset.filter(({ setting }) => setting === null || !isSet(local, setting)).map((row) => row.id),
  }));
