import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_CREDITS, SEMINAR_STATES } from '../../../main/api/schema/training.ts';
import { SCHEMES } from '../../../main/training/rules/tables.ts';
import texts from '../../../resources/locales/ja/training.json' with { type: 'json' };

/** Ids that the sources give findings. */
function findingIds(): string[] {
  const folder = join(import.meta.dirname, '../../../main/training/rules/findings');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return [...new Set(sources.flatMap((source) => [...source.matchAll(/finding\(\s*\[\s*'([\w-]+)'/g)].map(([, id]) => id!)))];
}

describe('words of training', () => {
  it.each([
    ['finding', findingIds()],
    ['unset', [...new Set(SCHEMES.flatMap(({ unset }) => unset.map(({ id }) => id)))]],
    ['no-credit', [...NO_CREDITS]],
    ['state', [...SEMINAR_STATES]],
    ['flag', ['deleted', 'elsewhere', 'room-unknown']],
  ] as const)('every %s has words, and no other', (key, ids) => {
    expect(Object.keys(texts[key]).sort()).toEqual([...ids].sort());
  });
});
