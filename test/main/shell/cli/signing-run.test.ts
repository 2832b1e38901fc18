import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../../card/virtual/fault.ts';
import { openVirtualCard } from '../../../../card/virtual/folder.ts';
import type { RegisterEntry } from '../../../../main/api/schema/document.ts';
import { AppError } from '../../../../main/errors.ts';
import { sha256 } from '../../../../main/documents/sha256.ts';
import type { Deliver } from '../../../../main/shell/cli/delivery.ts';
import { followJob, outcomeOfRun, settleBatch } from '../../../../main/shell/cli/signing-run.ts';
import { type Desk, desk, insertAndRead, order, READER } from '../../support/desk.ts';

let program: Desk;
afterEach(() => program[Symbol.asyncDispose]());

const TOTAL = 30;
/** Begins like a PDF and is none: it is taken in and cannot be signed. */
const BROKEN = 'broken.pdf';
const { signal } = new AbortController();

/** A program with the card on its reader that goes wrong as told. */
async function open(...faults: readonly Fault[]): Promise<void> {
  program = await desk(['1234', '1234']);
  await insertAndRead(program);
  const { virtualReaders } = program.application;
  virtualReaders.remove(READER);
  virtualReaders.insert(READER, await openVirtualCard(join(program.dataFolder, 'demonstration/card'), { faults }));
  for await (const { readers } of await program.client.cards.watch()) if (readers[0]!.state === 'hpki') break;
}

const take = (names: readonly string[]) =>
  Promise.all(
    names.map((name) => program.client.documents.open({ file: new File([`${name === BROKEN ? '%PDF-1.7 ' : ''}the text of ${name}`], name) })),
  );
const letters = Array.from({ length: TOTAL }, (_, index) => `${index}.txt`);

/** Whether a file can be brought out, by how many were tried before. */
type Fails = (before: number) => boolean | Promise<boolean>;
function delivery(fails: Fails): Deliver {
  let tried = 0;
  return async ({ outputName }) => {
    if (await fails(tried++)) throw new AppError('FILE_UNWRITABLE', { path: 'away' });
    return `out/${outputName}`;
  };
}
const overFirst = async () => {
  while (program.application.jobs.running !== null) await setTimeout(5);
};

async function outcome(run: Awaited<ReturnType<typeof followJob>>) {
  const lines: string[] = [];
  const kept = await settleBatch(program.application, run);
  const told = outcomeOfRun(run, kept, { language: 'en', signal, say: (line) => lines.push(line) });
  // biome-ignore lint/suspicious/noExplicitAny: whatever document the command prints
  return { ...told, json: told.json as any, lines };
}
const sign = async (names: readonly string[], fails: Fails) => {
  const documents = await take(names);
  return outcome(await followJob((stop) => program.application.jobs.sign(order(documents), stop, 'closed'), signal, delivery(fails)));
};
const entries = () => program.application.register.list();
const batches = () => program.application.batches.list();

/** Everything is told once, and what is told as signed is in the register, once. */
async function accounted({ json }: Awaited<ReturnType<typeof outcome>>, total: number): Promise<void> {
  const kept = (await batches()).find(({ id }) => id === json.batch);
  const signed = await entries();
  expect(json.signed.length + json.undelivered.length).toBe(signed.length);
  expect(signed.length + (kept?.waiting ?? 0) + (kept?.failed ?? 0)).toBe(total);
  expect(new Set(signed.map(({ sourceSha256 }: RegisterEntry) => sourceSha256)).size).toBe(signed.length);
  for (const { entry, path } of json.undelivered)
    expect(sha256(await readFile(path))).toBe((await program.application.register.find(entry)).outputSha256);
}

const AFTER_TWO: Fault = { command: '002a9e9a', after: 2, effect: { kind: 'removal' } };

describe('a signed file that cannot be brought out', () => {
  it.each<[string, readonly Fault[], number, Fails]>([
    ['the first, while the job goes on', [], 0, (before) => before === 0],
    ['one in the middle', [], 3, (before) => before === 3],
    ['the first, when a card taken away has ended the job', [AFTER_TWO], 0, (before) => overFirst().then(() => before === 0)],
  ])('stops the job, and its batch waits: %s', async (_which, faults, delivered, fails) => {
    await open(...faults);
    const first = await sign(letters, fails);
    expect([first.exit, first.json.error.code, first.json.signed.length]).toEqual([3, 'FILE_UNWRITABLE', delivered]);
    expect(await batches()).toMatchObject([{ id: first.json.batch }]);
    expect(first.json.undelivered.length).toBeGreaterThan(0);
    await accounted(first, TOTAL);
    for (const { file } of first.json.undelivered)
      expect(
        first.lines.filter((line) => line.startsWith(`${file} is signed`) && line.includes(`hpki batch resume ${first.json.batch} -o DIR`)),
      ).toHaveLength(1);
    expect(first.lines.some((line) => line.includes('left.'))).toBe(true);
  });

  it.each<[string, Fails, number]>([
    ['the first, when all are signed', (before) => overFirst().then(() => before === 0), 0],
    ['the last', (before) => before === 2, 2],
  ])('keeps its batch though all of it is signed: %s', async (_which, fails, delivered) => {
    await open();
    const told = await sign(['0.txt', '1.txt', '2.txt'], fails);
    expect([told.json.error.code, told.json.signed.length, told.json.undelivered.length]).toEqual(['FILE_UNWRITABLE', delivered, 3 - delivered]);
    expect(await batches()).toMatchObject([{ id: told.json.batch, done: 3, waiting: 0 }]);
    await accounted(told, 3);
    expect(told.lines.filter((line) => line.includes(`hpki batch resume ${told.json.batch} -o DIR`))).toHaveLength(3 - delivered);
  });

  it('is told of a single document too', async () => {
    await open();
    const told = await sign(['0.txt'], () => true);
    expect([told.json.error.code, told.json.undelivered.map(({ file }: { file: string }) => file), told.json.batch]).toEqual([
      'FILE_UNWRITABLE',
      ['0.txt'],
      null,
    ]);
    await accounted(told, 1);
    expect(told.lines.filter((line) => line.includes('hpki documents export --search NAME -o DIR'))).toHaveLength(1);
  });

  it('keeps its batch though nothing else of it waits, until the file is out', async () => {
    await open();
    const told = await sign([BROKEN, '0.txt'], () => true);
    expect(await batches()).toMatchObject([{ id: told.json.batch, done: 1, failed: 1, waiting: 0 }]);
    await accounted(told, 2);
    expect(told.lines.some((line) => line.includes('left.'))).toBe(false);
    const again = (stop: AbortSignal) =>
      program.application.jobs.resume({ batch: told.json.batch, reader: READER, certificate: null, acceptUnknownRevocation: false }, stop, 'closed');
    expect(
      (
        await outcome(
          await followJob(
            again,
            signal,
            delivery(() => false),
          ),
        )
      ).json.batch,
    ).toBeNull();
    expect([await batches(), program.person.requests.length]).toEqual([[], 1]);
  });
});

it('a batch that a card taken away has stopped waits with all that is signed brought out', async () => {
  await open(AFTER_TWO);
  const told = await sign(letters, () => false);
  expect([told.json.error.code, told.json.signed.length, told.json.undelivered]).toEqual(['CARD_REMOVED', 2, []]);
  expect(await batches()).toMatchObject([{ id: told.json.batch, done: 2, failed: 0, waiting: TOTAL - 2 }]);
  await accounted(told, TOTAL);
});

it('a batch of which a document failed and nothing waits goes, once all is out', async () => {
  await open();
  const told = await sign([BROKEN, '0.txt'], () => false);
  expect([told.exit, told.json.signed.length, told.json.failed.map(({ name }: { name: string }) => name), told.json.batch]).toEqual([
    1,
    1,
    [BROKEN],
    null,
  ]);
  expect(await batches()).toEqual([]);
});
