import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sha256 } from '../../../main/documents/sha256.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FILES = 18;
const KILLS = 4;
const child = join(import.meta.dirname, '../../support/watched-child.ts');

it('killed at random moments of taking and signing: each file is signed once, and lies in the folder as it was', { timeout: 180_000 }, async () => {
  const root = await temporaryFolder();
  const [inbox, data] = [join(root, 'inbox'), join(root, 'data')];
  await mkdir(inbox);
  const contents = Array.from({ length: FILES }, (_, index) => `letter ${index}`);
  for (const [index, content] of contents.entries()) await writeFile(join(inbox, `${index}.txt`), content);

  const start = () => {
    const program = spawn(process.execPath, [child, data, inbox], { stdio: ['ignore', 'pipe', 'inherit'] });
    return { program, ended: once(program, 'exit'), lines: createInterface(program.stdout)[Symbol.asyncIterator]() };
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { program, ended, lines } = start();
    await lines.next();
    await wait(Math.random() * 150);
    program.kill('SIGKILL');
    await ended;
  }
  expect(await start().ended).toEqual([0, null]);

  await using store = await openStore({ folder: data });
  const signed = await store.db.selectFrom('signed_document').select('source_sha256').execute();
  expect(signed.map(({ source_sha256 }) => source_sha256).sort()).toEqual(contents.map((content) => sha256(Buffer.from(content))).sort());
  const lying = await Promise.all((await readdir(inbox)).map((name) => readFile(join(inbox, name), 'utf8')));
  expect(lying.sort()).toEqual([...contents].sort());
});
