import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { loadVirtualCardImage, saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../../main/audit/verify.ts';
import { openRegister } from '../../../../main/documents/register.ts';
import { openBatches } from '../../../../main/signing/batch/batches.ts';
import { openStore } from '../../../../main/store/store.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { hpki, startHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { FACE } from '../../../support/virtual-cards.ts';

const DOCUMENTS = 1000;
const KILLS = 10;

let folder: string;
const at = (name: string) => join(folder, name);
const names = (count: number) => Array.from({ length: count }, (_, index) => `letter-${index}.txt`);
const card = () => ['--virtual', at('card'), '--data', at('data'), '--pin-stdin'];
const begin = (count: number) => ['sign', ...names(count).map(at), '-o', at('out'), '--format', 'cades', ...card()];
const goOn = () => ['batch', 'resume', '-o', at('out'), ...card()];
const delivered = async () => (await readdir(at('out'))).filter((name) => !name.startsWith('.'));

beforeEach(async () => {
  folder = await temporaryFolder();
  const now = new Date();
  const pair = await (await createTestAuthority({ now })).issueCertificates({ ...FACE, withKanji: false }, now);
  await saveVirtualCardImage(at('card'), createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, pin: '1234', ...pair }));
  await mkdir(at('out'));
});
const write = (count: number) => Promise.all(names(count).map((name) => writeFile(at(name), `the text of ${name}`)));

/** Runs a command until so many files are out, and a little more, and kills it; whatever it was doing. */
async function killedAt(args: readonly string[], files: number): Promise<void> {
  const child = startHpki(args);
  child.stdin!.on('error', () => {}).end('1234\n');
  const gone = once(child, 'close');
  while (child.exitCode === null && (await delivered()).length < files) await setTimeout(5);
  await setTimeout(Math.random() * 100);
  child.kill('SIGKILL');
  await gone;
}

/** What the store holds when everything is over. */
async function accounted() {
  await using store = await openStore({ folder: at('data') });
  const audit = auditLog(store);
  const entries = await (await openRegister(store, audit)).list();
  const batches = await (await openBatches(store)).list();
  return { entries, batches, intact: (await verifyAudit(store)).intact };
}

it(`a batch of ${DOCUMENTS} documents, killed ${KILLS} times at random, ends complete with exactly one signature for each`, {
  timeout: 400_000,
}, async () => {
  await write(DOCUMENTS);
  const moments = Array.from({ length: KILLS }, () => Math.floor(Math.random() * (DOCUMENTS - 1))).sort((one, other) => one - other);
  for (const files of moments) {
    // A program that was killed before it kept the batch has signed nothing, and is begun again.
    const kept = (await hpki(['batch', 'list', '--data', at('data')])).json.batches.length > 0;
    await killedAt(kept ? goOn() : begin(DOCUMENTS), files);
  }
  const { exit, json } = await hpki(goOn(), '1234\n');
  expect([exit, json.failed, json.batch], `killed at ${moments.join()}`).toEqual([0, [], null]);
  expect((await delivered()).sort()).toEqual(
    names(DOCUMENTS)
      .map((name) => `${name}.p7s`)
      .sort(),
  );
  const { entries, batches, intact } = await accounted();
  expect([entries.length, new Set(entries.map(({ sourceSha256 }) => sourceSha256)).size, batches, intact]).toEqual([DOCUMENTS, DOCUMENTS, [], true]);
  expect((await readdir(at('data/signed'))).sort()).toEqual((await delivered()).sort());
  for (const { outputName, outputPath } of entries) expect(await readFile(at(`out/${outputName}`))).toEqual(await readFile(outputPath));
  expect((await loadVirtualCardImage(at('card'))).applications.map(({ tries }) => tries)).toEqual([15, 15]);
});

describe('a batch on the command line', () => {
  it('that stopped at a wrong PIN is listed, goes on, and is gone', async () => {
    await write(3);
    const stopped = await hpki(begin(3), '9999\n');
    expect([stopped.exit, stopped.json.error.code, stopped.json.signed]).toEqual([1, 'PIN_WRONG', []]);
    const { json } = await hpki(['batch', 'list', '--data', at('data')]);
    expect(json.batches).toMatchObject([{ id: stopped.json.batch, total: 3, waiting: 3, stoppedBy: { code: 'PIN_WRONG' } }]);
    expect((await hpki(goOn(), '1234\n')).json.signed).toHaveLength(3);
    expect((await hpki(goOn(), '1234\n')).json.error.code).toBe('SIGNING_BATCH_UNKNOWN');
  });

  it('that is closed names what is not signed', async () => {
    await write(2);
    const { json } = await hpki(begin(2), '9999\n');
    const closed = await hpki(['batch', 'close', json.batch, '--data', at('data')]);
    expect([closed.exit, closed.json.unsigned]).toEqual([0, names(2)]);
    expect((await hpki(['batch', 'close', json.batch, '--data', at('data')])).exit).toBe(2);
  });

  it('goes on only into a folder', async () => {
    expect(await hpki(['batch', 'resume', '-o', at('nowhere'), ...card()])).toMatchObject({ exit: 2, json: { error: { code: 'USAGE_WRONG' } } });
  });
});
