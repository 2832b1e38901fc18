import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../main/store/store.ts';
import { describeWith } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { send } from '../support/http.ts';

const program = join(import.meta.dirname, '../../../main/shell/start.mjs');

function start(runtime: readonly string[], ...options: string[]): ChildProcess {
  return spawn(process.execPath, [...runtime, program, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '' },
  });
}

async function ended(child: ChildProcess) {
  const text = { out: '', err: '' };
  child.stdout!.on('data', (chunk: Buffer) => (text.out += chunk));
  child.stderr!.on('data', (chunk: Buffer) => (text.err += chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
}

describe('npm start', () => {
  it('prints an address that opens the program once, and ends in good order when told to', async () => {
    const folder = await temporaryFolder();
    const child = start([], '--browser', '--no-window', '--data', folder);
    const end = ended(child);
    const early = end.then((result) => Promise.reject(new Error(`ended early: ${JSON.stringify(result)}`)));
    early.catch(() => {});
    const [address] = (await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), early])) as [string];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43}$/);
    const twice = async () => [(await send(address)).status, (await send(address)).status];
    expect(await Promise.race([twice().catch(() => early), early])).toEqual([200, 403]);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0 });
    await (await openStore({ folder }))[Symbol.asyncDispose]();
  });

  describeWith(['mkfifo'], 'a folder that owes an answer which may never come', () => {
    it('is not waited for when the program ends', async () => {
      const folder = await temporaryFolder();
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const asking = `data:text/javascript,import { readFile } from 'node:fs/promises'; readFile(${JSON.stringify(pipe)});`;
      const child = start(['--import', asking], '--browser', '--no-window', '--data', join(folder, 'data'));
      const end = ended(child);
      await once(createInterface({ input: child.stdout! }), 'line');
      child.kill('SIGTERM');
      const late = setTimeout(10_000, null, { ref: false }).then(() => child.kill('SIGKILL'));
      expect(await Promise.race([end, late])).toMatchObject({ code: 0 });
    });
  });

  it('says that another process has the data folder', async () => {
    const folder = await temporaryFolder();
    await using _store = await openStore({ folder });
    const { code, out, err } = await ended(start([], '--browser', '--no-window', '--data', folder));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('DATA_FOLDER_LOCKED');
  });

  it.each([
    ['a port that is none', ['--port', 'x'], 2, 'USAGE_WRONG'],
    ['an option it does not know', ['--nothing'], 2, 'USAGE_WRONG'],
  ])('refuses %s', async (_what, options, status, code) => {
    const result = await ended(start([], ...options));
    expect(result.code).toBe(status);
    expect(result.err).toContain(code);
  });

  it('says under an old Node that it is too old, before it loads anything', async () => {
    const older = "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.0'}})";
    const { code, out, err } = await ended(start(['--import', older], '--help'));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('RUNTIME_TOO_OLD, Node 20.20.0');
  });

  it('tells how it is used', async () => {
    const { code, out } = await ended(start([], '--help'));
    expect(code).toBe(0);
    expect(out).toContain('--no-window');
  });

  it('says that the data folder cannot be made', async () => {
    const { code, err } = await ended(start([], '--browser', '--no-window', '--data', '/dev/null/desk'));
    expect(code).toBe(3);
    expect(err).toContain('FILE_UNWRITABLE');
  });
});
