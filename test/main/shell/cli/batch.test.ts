import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import type { Fault } from '../../../../card/virtual/fault.ts';
import { loadVirtualCardImage, openVirtualCard, saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { verifyAudit } from '../../../../main/audit/verify.ts';
import { openRegister } from '../../../../main/documents/register.ts';
import { openBatches } from '../../../../main/signing/batch/batches.ts';
import { openStore } from '../../../../main/store/store.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { hpki, startHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { FACE } from '../../../support/virtual-cards.ts';
import { type Desk, desk, insertAndRead, order, progressOf, READER } from '../../support/desk.ts';

const DOCUMENTS = 1000;
const KILLS = 10;
/** A kill comes up to 100 ms late; with fewer left the batch may be through by then, and there is nothing to kill. */
const AT_LEAST_LEFT = 100;

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

/** Runs a command until so many files are out, and at random a little more, and kills it; whatever it was doing. */
async function killedAt(args: readonly string[], files: number, late = 100): Promise<void> {
  const child = startHpki(args);
  child.stdin!.on('error', () => {}).end('1234\n');
  const gone = once(child, 'close');
  while (child.exitCode === null && (await delivered()).length < files) await setTimeout(5);
  await setTimeout(Math.random() * late);
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

const waits = async () => (await hpki(['batch', 'list', '--data', at('data')])).json.batches.length > 0;

/** Every document has one signature, which is out under its plain name, and nothing waits. */
async function expectOneEach(count: number): Promise<void> {
  const plain = names(count).map((name) => `${name}.p7s`);
  expect((await delivered()).sort()).toEqual(plain.sort());
  const { entries, batches, intact } = await accounted();
  expect([entries.length, new Set(entries.map(({ sourceSha256 }) => sourceSha256)).size, batches, intact]).toEqual([count, count, [], true]);
  expect((await readdir(at('data/signed'))).sort()).toEqual((await delivered()).sort());
  for (const { outputName, outputPath } of entries) expect(await readFile(at(`out/${outputName}`))).toEqual(await readFile(outputPath));
}

it(`a batch of ${DOCUMENTS} documents, killed ${KILLS} times at random, ends complete with exactly one signature for each`, {
  timeout: 400_000,
}, async () => {
  await write(DOCUMENTS);
  const moments = Array.from({ length: KILLS }, () => Math.floor(Math.random() * (DOCUMENTS - AT_LEAST_LEFT))).sort((one, other) => one - other);
  for (const files of moments) {
    const left = await waits();
    if (!left && (await delivered()).length === DOCUMENTS) break;
    // A program that was killed before it kept the batch has signed nothing, and is begun again.
    await killedAt(left ? goOn() : begin(DOCUMENTS), files);
  }
  if (await waits()) {
    const { exit, json } = await hpki(goOn(), '1234\n');
    expect([exit, json.failed, json.batch], `killed at ${moments.join()}`).toEqual([0, [], null]);
  }
  await expectOneEach(DOCUMENTS);
  expect((await loadVirtualCardImage(at('card'))).applications.map(({ tries }) => tries)).toEqual([15, 15]);
});

it.each([6, 7, 8])('a batch of 8 that is killed when %i files are out loses none of them, and makes none twice', async (files) => {
  await write(8);
  await killedAt(begin(8), files, 0);
  if (await waits()) expect((await hpki(goOn(), '1234\n')).exit).toBe(0);
  await expectOneEach(8);
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

  /** Without a terminal, and without a PIN on standard input. */
  const bringOut = (...more: string[]) => hpki(['batch', 'resume', '-o', at('out'), '--data', at('data'), ...more]);
  const list = async () => (await hpki(['batch', 'list', '--data', at('data')])).json.batches;
  const pathOf = (index: number) => at(`out/letter-${index}.txt.p7s`);

  const demonstrationCard = () => at('data/demonstration/card');
  /** Puts the demonstration card on its reader, and it goes wrong as told. */
  async function put({ application: { virtualReaders }, client }: Desk, faults: readonly Fault[]): Promise<void> {
    virtualReaders.remove(READER);
    virtualReaders.insert(READER, await openVirtualCard(demonstrationCard(), { faults }));
    for await (const { readers } of await client.cards.watch()) if (readers[0]!.state === 'hpki') break;
  }

  /**
   * A batch of three that was cut off, of which so many were signed and none was noted as brought out.
   * @param more what is done before the program ends
   */
  async function cutOff(signed: number, more: (signing: Desk, entries: readonly string[]) => Promise<unknown> = async () => {}): Promise<void> {
    await using signing = await desk(['1234', '1234'], { dataFolder: at('data') });
    await insertAndRead(signing);
    await put(signing, [{ command: '002a9e9a', after: signed, effect: { kind: 'removal' } }]);
    const { jobs } = signing.application;
    const documents = await Promise.all(names(3).map((name) => signing.client.documents.open({ file: new File([name], name) })));
    const { items } = (await progressOf(await jobs.sign(order(documents), undefined, 'closed'))).at(-1)!;
    await more(
      signing,
      items.flatMap(({ entry }) => entry?.id ?? []),
    );
  }

  it('that was cut off when all was signed and not all brought out needs neither card, terminal nor PIN, and tells what it brings', async () => {
    await cutOff(3);
    await writeFile(pathOf(0), await readFile(at('data/signed/letter-0.txt.p7s')));
    expect(await list()).toMatchObject([{ done: 3, waiting: 0 }]);
    const { exit, json } = await bringOut();
    expect([exit, json.signed, json.undelivered, json.failed, json.batch]).toEqual([0, [], [], [], null]);
    expect(json.delivered.map(({ file, output }: Record<string, string>) => [file, output])).toEqual(
      names(3).map((name, index) => [name, pathOf(index)]),
    );
    expect((await delivered()).sort()).toEqual(names(3).map((name) => `${name}.p7s`));
    expect((await accounted()).batches).toEqual([]);
  });

  it('of which some waits asks where the PIN comes from before anything is brought out', async () => {
    await cutOff(2);
    expect(await bringOut()).toMatchObject({ exit: 2, json: { error: { code: 'USAGE_WRONG' } } });
    expect(await delivered()).toEqual([]);
  });

  it('tells what it has brought out also where there is no card to go on with', async () => {
    await cutOff(2);
    const { exit, json } = await bringOut('--pin-stdin', '--reader', 'none');
    expect([exit, json.delivered.length, json.error.code, json.batch]).toEqual([3, 2, expect.any(String), (await list())[0].id]);
  });

  it('does not bring out again what was taken away from where it was brought', async () => {
    await cutOff(3, async ({ application }, entries) => {
      for (const [index, entry] of entries.slice(0, 2).entries()) await application.batches.delivered(entry, pathOf(index));
    });
    const { json } = await bringOut();
    expect([json.delivered.map(({ output }: { output: string }) => output), await delivered()]).toEqual([[pathOf(2)], ['letter-2.txt.p7s']]);
  });

  it('notes each file as brought out as soon as it is', async () => {
    await write(3);
    await killedAt(begin(3), 2, 0);
    if (!(await waits())) return;
    await using signing = await desk([], { dataFolder: at('data') });
    const [batch] = await signing.application.batches.list();
    expect((await signing.application.batches.items(batch!.id))[0]).toMatchObject({ delivered: pathOf(0) });
  });

  it('that the screens have signed to its end is brought out', async () => {
    await cutOff(2, async (signing) => {
      const [batch] = await signing.client.signing.batches();
      await put(signing, []);
      const going = { batch: batch!.id, reader: READER, certificate: null, acceptUnknownRevocation: false };
      await progressOf(await signing.client.signing.resume(going));
    });
    expect(await list()).toMatchObject([{ done: 3, waiting: 0 }]);
    const { exit, json } = await bringOut();
    expect([exit, json.delivered.length, json.batch, await list()]).toEqual([0, 3, null, []]);
  });

  it('of which a signed file is missing goes on with the rest, tells it, and is through once it is back', async () => {
    await cutOff(2);
    const [kept, aside] = [at('data/signed/letter-0.txt.p7s'), at('aside')];
    await rename(kept, aside);
    const goOnWith = ['batch', 'resume', '-o', at('out'), '--data', at('data'), '--virtual', demonstrationCard(), '--pin-stdin'];
    const resumed = await hpki(goOnWith, '1234\n');
    expect([resumed.exit, resumed.json.error.code, resumed.json.delivered.length, resumed.json.signed.length]).toEqual([1, 'SIGNED_FILE_GONE', 1, 1]);
    expect(resumed.json.undelivered).toMatchObject([{ file: 'letter-0.txt', path: kept, failure: { code: 'SIGNED_FILE_GONE' } }]);
    expect(await list()).toMatchObject([{ id: resumed.json.batch, waiting: 0 }]);
    await rename(aside, kept);
    expect([(await bringOut()).exit, (await delivered()).sort(), await list()]).toEqual([0, names(3).map((name) => `${name}.p7s`), []]);
  });

  it('of which a signed document was deleted tells it, and is through', async () => {
    await cutOff(3, async ({ client }, [entry]) => {
      const selection = { ids: [entry!] };
      const { digest } = await client.library.removal({ selection });
      await client.library.remove({ selection, confirmed: digest });
    });
    const { exit, json, diagnostics } = await bringOut();
    expect([exit, json.error.code, json.delivered.length, json.batch]).toEqual([1, 'SIGNED_FILE_GONE', 2, null]);
    expect(json.undelivered).toMatchObject([{ file: 'letter-0.txt', path: '' }]);
    expect(diagnostics).toContain('letter-0.txt');
    expect(await list()).toEqual([]);
  });

  it('goes on only into a folder', async () => {
    expect(await hpki(['batch', 'resume', '-o', at('nowhere'), ...card()])).toMatchObject({ exit: 2, json: { error: { code: 'USAGE_WRONG' } } });
  });
});
