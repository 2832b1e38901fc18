import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { RegisterEntry } from '../../../main/api/schema/document.ts';
import type { SigningOrder } from '../../../main/api/schema/signing.ts';
import { PkiError } from '../../../pki/errors.ts';
import type { ApplicationOptions } from '../../../main/application.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from '../support/desk.ts';

let program: Desk;
afterEach(() => program[Symbol.asyncDispose]());

const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

async function ready(options: Partial<ApplicationOptions> = {}) {
  program = await desk(['1234', '1234'], options);
  await insertAndRead(program);
}

const open = (name: string, text: string) => program.client.documents.open({ file: new File([text], name) });
const opened = async () => [await open('letter.xml', '<letter>text</letter>'), await open('letter.txt', 'text')];

async function sign(level: SigningOrder['level'], documents?: readonly { readonly id: string }[]) {
  const progress = await program.client.signing.sign({ ...order(documents ?? (await opened())), level });
  return (await progressOf(progress)).at(-1)!;
}

const answerOf = async ({ id, level }: RegisterEntry) => {
  const { conclusion, signatures } = await program.client.verification.signed({ id });
  const [signature] = signatures;
  return { conclusion, level: signature?.level, registered: level, stamps: signature?.timeStamps.map(({ kind, trusted }) => `${kind} ${trusted}`) };
};

const STAMPS: Readonly<Record<(typeof LEVELS)[number], readonly string[]>> = {
  B: [],
  T: ['signature true'],
  LT: ['signature true'],
  LTA: ['signature true', 'archive true'],
};

describe('levels of a signature', () => {
  it('are all on offer for the demonstration card, whose authority stamps', async () => {
    await ready();
    expect(await program.client.signing.levels({ reader: READER })).toEqual({ available: [...LEVELS], missing: null });
  });

  it.each(LEVELS)('%s is reached in one go', async (level) => {
    await ready();
    const { items } = await sign(level);
    const answers = await Promise.all(items.map(({ entry }) => answerOf(entry!)));
    expect(answers).toEqual(items.map(() => ({ conclusion: 'TOTAL-PASSED', level, registered: level, stamps: STAMPS[level] })));
    expect(items.map(({ entry }) => entry!.renewal !== null)).toEqual(items.map(() => level === 'LTA'));
  });
});

describe('a time-stamp service that does not answer', () => {
  it.each<[string, ApplicationOptions['timeStamper'], string]>([
    [
      'is named and stops the batch; no document is half signed',
      () => ({ digestAlgorithm: 'sha256', stamp: () => Promise.reject(new PkiError('NETWORK_REFUSED', { host: 'tsa.example' })) }),
      'NETWORK_REFUSED',
    ],
    [
      'because it has had enough is told, and the rest waits',
      () => ({ digestAlgorithm: 'sha256', stamp: () => Promise.reject(new PkiError('TIME_STAMP_REFUSED', { note: 'closed' })) }),
      'TIME_STAMP_REFUSED',
    ],
  ])('%s', async (_what, timeStamper, code) => {
    await ready({ timeStamper });
    const { items } = await sign('T');
    expect(items.map(({ state, failure }) => [state, failure?.code])).toEqual([
      ['failed', code],
      ...items.slice(1).map(() => ['not-reached', undefined]),
    ]);
    expect(await program.client.documents.register()).toEqual([]);
    expect(await program.client.signing.batches()).toMatchObject([{ done: 0, waiting: items.length, stoppedBy: { code } }]);
  });
});

describe('evidence that is missing', () => {
  it('is told beforehand, and no PIN is asked for a level that cannot be reached', async () => {
    let now = new Date();
    await ready({ now: () => now });
    now = new Date(now.getTime() + 10 * 86_400_000);
    expect(await program.client.signing.levels({ reader: READER })).toMatchObject({
      available: ['B', 'T'],
      missing: { code: 'EVIDENCE_INCOMPLETE' },
    });
    const progress = await program.client.signing.sign(order(await opened(), { level: 'LT', acceptUnknownRevocation: true }));
    expect((await progressOf(progress)).at(-1)).toMatchObject({ state: 'failed', failure: { code: 'EVIDENCE_INCOMPLETE' } });
    expect(program.person.requests).toEqual([]);
  });

  it('of a time-stamp service is told beforehand', async () => {
    program = await desk([], { timeStamper: () => null });
    await insertAndRead(program);
    expect(await program.client.signing.levels({ reader: READER })).toMatchObject({ available: ['B'], missing: { code: 'LEVEL_NOT_AVAILABLE' } });
    expect(await sign('T')).toMatchObject({ state: 'failed', failure: { code: 'LEVEL_NOT_AVAILABLE' } });
    expect(program.person.requests).toEqual([]);
  });
});

describe('a signed file', () => {
  it('is raised and renewed into new files; the old ones stay as they were', async () => {
    await ready();
    const documents = await opened();
    const { items } = await sign('B', documents);
    const before = items[0]!.entry!;
    const bytes = await readFile(before.outputPath);
    let last = before;
    const names: string[] = [];
    for (const level of ['T', 'LT', 'LTA', 'LTA'] as const) {
      const entry = await program.client.signing.extend({ id: last.id, level });
      expect(entry).toMatchObject({ level, extendedFrom: last.id, signerName: before.signerName, test: true });
      expect(await answerOf(entry)).toMatchObject({ conclusion: 'TOTAL-PASSED', level });
      names.push(entry.outputName);
      last = entry;
    }
    expect(names).toEqual(['letter-signed-T.xml', 'letter-signed-LT.xml', 'letter-signed-LTA.xml', 'letter-signed-LTA (2).xml']);
    expect(await readFile(before.outputPath)).toEqual(bytes);
    expect((await program.client.audit.list({ before: null, limit: 50 })).filter(({ action }) => action === 'document.extended')).toHaveLength(4);
  });

  it('with a detached signature is raised while its document is at hand', async () => {
    await ready();
    const [, text] = await opened();
    const { items } = await sign('B', [text!]);
    const entry = await program.client.signing.extend({ id: items[0]!.entry!.id, level: 'LTA' });
    expect(await answerOf(entry)).toMatchObject({ conclusion: 'TOTAL-PASSED', level: 'LTA' });
    expect(entry.outputName).toBe('letter.txt-LTA.p7s');
  });

  it('that was changed on the disk is not raised', async () => {
    await ready();
    const { items } = await sign('B');
    const { id, outputPath } = items[0]!.entry!;
    await writeFile(outputPath, (await readFile(outputPath, 'utf8')).replace('text', 'best'));
    expect(await failureOf(program.client.signing.extend({ id, level: 'T' }))).toMatchObject({ code: 'SIGNED_FILE_CHANGED' });
  });
});
