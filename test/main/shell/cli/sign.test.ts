import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { loadVirtualCardImage, saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import type { VirtualCardImage } from '../../../../card/virtual/image.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../../main/audit/verify.ts';
import { openRegister } from '../../../../main/documents/register.ts';
import { openStore } from '../../../../main/store/store.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { hpki, startHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const FACE = { nameKanji: '検証太郎', nameRomaji: 'Kensho Taro', registration: '000000', role: 'Medical Doctor' };
const LETTERS = 100;

let image: VirtualCardImage;
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const now = new Date();
  const pair = await (await createTestAuthority({ now })).issueCertificates({ ...FACE, withKanji: false }, now);
  image = createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, pin: '1234', ...pair });
});
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(at('out'));
  await writeFile(at('a.txt'), 'a');
  await writeFile(at('b.txt'), 'b');
});

/** A card with so many tries left. */
async function card(tries = 15): Promise<void> {
  const applications = image.applications.map((application) => ({ ...application, tries }));
  await saveVirtualCardImage(at('card'), { ...image, applications });
}
const triesLeft = async () => (await loadVirtualCardImage(at('card'))).applications.find(({ kind }) => kind === 'signature')!.tries;

const options = () => ['--format', 'cades', '--virtual', at('card'), '--data', at('data'), '--pin-stdin'];
const sign = (files: readonly string[], out: string, input: string, ...more: string[]) =>
  hpki(['sign', ...files.map(at), '-o', at(out), ...options(), ...more], input);

describe('tries that are few', () => {
  it.each<[number, string[], string, number, string | undefined, number]>([
    [3, [], '1234\n', 0, undefined, 15],
    [2, [], '1234\n', 1, 'PIN_CONFIRMATION_NEEDED', 2],
    [2, ['--confirm-tries', '3'], '1234\n', 1, 'PIN_CONFIRMATION_NEEDED', 2],
    [2, ['--confirm-tries', 'unknown'], '1234\n', 1, 'PIN_CONFIRMATION_NEEDED', 2],
    [2, ['--confirm-tries', '2'], '1234\n', 0, undefined, 15],
    [1, ['--confirm-tries', '1'], '9999\n', 1, 'PIN_LOCKED', 0],
    [15, [], '9999\n1234\n', 1, 'PIN_WRONG', 14],
    [15, [], '9\r9\r9\r9\r', 1, 'PIN_MALFORMED', 15],
    [15, [], '', 1, 'PIN_CANCELLED', 15],
  ])('%i left, with %j and %j: exit status %i, %s, then %i left', async (tries, more, input, exit, code, after) => {
    await card(tries);
    const answer = await sign(['a.txt'], 'out/a.p7s', input, ...more);
    expect([answer.exit, answer.json.error?.code, await triesLeft(), await readdir(at('out'))]).toEqual([exit, code, after, code ? [] : ['a.p7s']]);
  });
});

describe('where the signed files go', () => {
  it('into a folder under free names; nothing there is replaced', async () => {
    await card();
    await writeFile(at('out/a.txt.p7s'), 'mine');
    const { exit, json } = await sign(['a.txt', 'b.txt'], 'out', '1234\n');
    expect([exit, json.signed.map(({ output }: { output: string }) => output)]).toEqual([0, [at('out/a.txt (2).p7s'), at('out/b.txt.p7s')]]);
    expect(await readdir(at('out'))).toEqual(['a.txt (2).p7s', 'a.txt.p7s', 'b.txt.p7s']);
    expect(await readFile(at('out/a.txt.p7s'), 'utf8')).toBe('mine');
  });

  it('once each, however often a file is named', async () => {
    await card();
    await symlink(at('a.txt'), at('same.txt'));
    const { exit, json, diagnostics } = await sign(['a.txt', 'b.txt', './a.txt', 'out/../a.txt', 'same.txt'], 'out', '1234\n');
    expect([exit, json.signed.map(({ file }: { file: string }) => file)]).toEqual([0, [at('a.txt'), at('b.txt')]]);
    expect((await readdir(at('out'))).sort()).toEqual(['a.txt.p7s', 'b.txt.p7s']);
    expect(diagnostics.match(/is the same file as/g)).toHaveLength(3);
  });

  it('nowhere when one of several has no folder: nothing is asked and nothing signed', async () => {
    await card();
    expect(await sign(['a.txt', 'b.txt'], 'x', '9999\n')).toMatchObject({ exit: 2, json: { error: { code: 'USAGE_WRONG' } } });
    expect(await triesLeft()).toBe(15);
  });
});

/** Resolves when the names in a folder are as wished. */
async function until(place: string, wished: (names: readonly string[]) => boolean): Promise<void> {
  for await (const _change of watch(place)) if (wished(await readdir(place))) return;
}

/** Starts to sign many letters and waits until some are there. */
async function inTheMiddle(): Promise<ChildProcess> {
  await card();
  const names = Array.from({ length: LETTERS }, (_, index) => `${index}.txt`);
  await Promise.all(names.map((name) => writeFile(at(name), name)));
  const child = startHpki(['sign', ...names.map(at), '-o', at('out'), ...options(), '--json']);
  child.stdin!.write('1234\n');
  await until(at('out'), (names) => names.length >= 3);
  return child;
}

describe('a batch that is broken off', () => {
  it('by a signal ends as aborted, and says what was signed', async () => {
    const child = await inTheMiddle();
    let output = '';
    child.stdout!.on('data', (text) => {
      output += String(text);
    });
    child.kill('SIGTERM');
    await once(child, 'close');
    const { error, signed } = JSON.parse(output);
    expect([child.exitCode, error.code, signed.length]).toEqual([3, 'OPERATION_ABORTED', (await readdir(at('out'))).length]);
    expect(signed.length).toBeLessThan(LETTERS);
  });

  it('by a kill leaves whole files, and a register and an audit log that agree with them', async () => {
    const child = await inTheMiddle();
    child.kill('SIGKILL');
    await once(child, 'close');
    await using store = await openStore({ folder: at('data') });
    const audit = auditLog(store);
    const register = await openRegister(store, audit);
    const entries = await register.list();
    const recorded = (await audit.list(null, 500)).filter(({ action }) => action === 'document.signed');
    expect((await verifyAudit(store)).intact).toBe(true);
    expect(entries.map(({ id }) => id).sort()).toEqual(recorded.map(({ facts }) => facts['entry']).sort());
    expect(entries.map(({ outputName }) => outputName).sort()).toEqual((await readdir(at('data/signed'))).sort());
    await Promise.all(entries.map(({ id }) => register.read(id)));
    const out = (await readdir(at('out'))).filter((name) => !name.startsWith('.'));
    for (const name of out) expect(await readFile(at(`out/${name}`))).toEqual(await readFile(at(`data/signed/${name}`)));
  });
});

it('gives up at once when it is stopped while the PIN is asked', async () => {
  await card();
  await mkdir(at('data'));
  const child = startHpki(['sign', at('a.txt'), '-o', at('out'), ...options(), '--json']);
  let output = '';
  child.stdout!.on('data', (text) => {
    output += String(text);
  });
  const ended = once(child, 'close');
  await until(at('data'), (names) => names.includes('intake'));
  child.kill('SIGTERM');
  await ended;
  expect([child.exitCode, JSON.parse(output).error.code]).toEqual([3, 'OPERATION_ABORTED']);
});
