import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { nonce, objectIn, printedCard } from '../../../support/authority-desk.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openFlow } from '../../support/credential-flow.ts';

const SCRIPT = join(import.meta.dirname, '../../support/hand-over-killed.ts');
const NOW = '2026-11-30T03:00:00Z';

interface Found {
  readonly sha256: string;
  readonly states: readonly string[];
  readonly events: number;
  readonly letters: number;
  readonly papers: number;
  readonly intact: boolean;
}
interface Run {
  readonly found: Found;
  /** `null`: it was killed before it could tell. */
  readonly statements: number | null;
  readonly signal: string | null;
}

let folder: string;
let card: string;
let order: string;
beforeAll(async () => {
  await using flow = await openFlow();
  const { holder } = await flow.withCard();
  const { application, page } = await flow.apply({ procedure: 'renewal', holder });
  order = objectIn(await flow.approve(application, page), 'order').id;
  await flow.bringToDesk(order);
  folder = flow.folder;
  card = join(folder, 'card.json');
  await writeFile(card, JSON.stringify(await printedCard(flow.desk.application, '検証　太郎')));
});

const run = (data: string, asked: string, at: number): Promise<Run> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT, data, card, order, asked, String(at), NOW], (error, stdout, stderr) => {
      const [found, done] = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Found & { statements?: number });
      const signal = error?.signal ?? null;
      if (!found || (error && signal !== 'SIGKILL')) reject(new Error(`${stdout}${stderr}`));
      else resolve({ found, statements: done?.statements ?? null, signal });
    });
  });

const BEFORE = ['A approved', 'C active', 'C at-desk', 'O notified', 'T active', 'T active', 'T requested', 'T requested'];
const AFTER = ['A done', 'C superseded', 'C active', 'O handed-over', 'T active', 'T active', 'T active', 'T active'];

it('a desk that is killed at every statement of a hand-over has done nothing or all of it, and asked again does it once', {
  timeout: 900_000,
}, async () => {
  const asked = nonce();
  const copy = await temporaryFolder();
  await cp(folder, copy, { recursive: true });
  const { statements, found: first } = await run(copy, asked, 0);
  expect(first.states).toEqual(BEFORE);
  expect(statements).toBeGreaterThan(20);

  const before = Array.from({ length: statements! }, (_none, index) => index + 1);
  // The last one is carried out, and the transaction not ended.
  for (const at of [...before, -statements!]) {
    expect([at, await run(folder, asked, at)]).toEqual([at, { found: first, statements: null, signal: 'SIGKILL' }]);
  }
  // All is done, and nobody was told.
  expect(await run(folder, asked, statements! + 1)).toEqual({ found: first, statements, signal: 'SIGKILL' });
  const again = await run(folder, asked, 0);
  expect(again.found).toMatchObject({ states: AFTER, letters: first.letters + 1, papers: first.papers + 2, intact: true });
  expect((await run(folder, asked, 0)).found).toEqual(again.found);
});
