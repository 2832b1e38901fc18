import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const card = () => ['--virtual', at('card'), '--data', at('data')];
beforeAll(async () => {
  folder = await temporaryFolder();
  await hpki(['test-authority', 'init', at('ca')]);
  const face = ['--name-kanji', '検証太郎', '--name-romaji', 'Kensho Taro', '--registration', '000000'];
  await hpki(['virtual-card', 'new', at('card'), '--authority', at('ca'), ...face]);
});

describe('hpki qualification check', () => {
  it.each<[string, readonly string[], string, number, string, string]>([
    ['the right PIN', ['--trust', '@ca', '--pin-stdin'], '1234\n', 0, 'positive', 'proved'],
    ['no PIN', ['--trust', '@ca'], '', 4, 'indeterminate', 'not-asked'],
    ['a root that was not given', ['--pin-stdin'], '1234\n', 4, 'indeterminate', 'proved'],
    ['a wrong PIN', ['--trust', '@ca', '--pin-stdin'], '0000\n', 4, 'indeterminate', 'not-proved'],
  ])('%s', async (_case, options, input, status, answer, possession) => {
    const given = options.map((option) => (option === '@ca' ? at('ca') : option));
    const { exit, json } = await hpki(['qualification', 'check', ...card(), ...given], input);
    expect([exit, json.answer, json.possession.state]).toEqual([status, answer, possession]);
  });

  it('writes the record', async () => {
    const { exit, json } = await hpki(['qualification', 'check', ...card(), '--trust', at('ca'), '--by', 'Office', '--output', at('record.pdf')]);
    expect([exit, json.output]).toEqual([4, at('record.pdf')]);
    expect((await readFile(at('record.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('no card: the environment', async () => {
    expect((await hpki(['qualification', 'check', '--reader', 'none', '--data', at('data')])).exit).toBe(3);
  });
});

it('hpki card fit: every point, without a PIN', async () => {
  const { exit, json } = await hpki(['card', 'fit', ...card()]);
  expect([exit, json.verdict, json.points.map(({ verdict }: { verdict: string }) => verdict)]).toEqual([0, 'good', Array(8).fill('good')]);
});
