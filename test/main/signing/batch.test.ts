import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../card/virtual/fault.ts';
import { createVirtualCardImage } from '../../../card/virtual/create.ts';
import { openVirtualCard } from '../../../card/virtual/folder.ts';
import { VirtualCard } from '../../../card/virtual/virtual-card.ts';
import type { SigningBatch, SigningProgress } from '../../../main/api/schema/signing.ts';
import type { ApplicationOptions } from '../../../main/application.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import type { TypedAnswer } from '../../support/pin-prompts.ts';
import { FACE } from '../../support/virtual-cards.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from '../support/desk.ts';

let program: Desk;
afterEach(() => program[Symbol.asyncDispose]());

const PSO = '002a9e9a';
const LETTERS = 6;

async function open(answers: readonly TypedAnswer[], options: Partial<ApplicationOptions> = {}): Promise<void> {
  program = await desk(answers, options);
  await insertAndRead(program);
}
const letters = (count = LETTERS) =>
  Promise.all(Array.from({ length: count }, (_, index) => program.client.documents.open({ file: new File([`letter ${index}`], `${index}.txt`) })));

/** Puts the card on its reader that goes wrong as told. */
async function faulty(...faults: readonly Fault[]): Promise<void> {
  await inserted(await openVirtualCard(join(program.dataFolder, 'demonstration/card'), { faults }));
}

async function inserted(card: VirtualCard): Promise<void> {
  const { application, client } = program;
  application.virtualReaders.remove(READER);
  application.virtualReaders.insert(READER, card);
  for await (const { readers } of await client.cards.watch()) if (readers[0]!.state === 'hpki') break;
}
const removedAfter = (signatures: number): Fault => ({ command: PSO, after: signatures, effect: { kind: 'removal' } });

const last = async (stream: Promise<AsyncIterable<SigningProgress>>) => (await progressOf(await stream)).at(-1)!;
const sign = (documents: readonly { readonly id: string }[]) => last(program.client.signing.sign(order(documents)));
const resume = async (batch?: string, acceptUnknownRevocation = false) =>
  last(program.client.signing.resume({ batch: batch ?? (await only()).id, reader: READER, certificate: null, acceptUnknownRevocation }));
const only = async (): Promise<SigningBatch> => {
  const batches = await program.client.signing.batches();
  expect(batches).toHaveLength(1);
  return batches[0]!;
};
const told = ({ state, failure, counts }: SigningProgress) => ({ state, code: failure?.code ?? null, ...counts });
const signedNames = async () => (await readdir(join(program.dataFolder, 'signed'))).sort();
const everyLetter = Array.from({ length: LETTERS }, (_, index) => `${index}.txt.p7s`);
const restart = async (answers: readonly TypedAnswer[], options: Partial<ApplicationOptions> = {}) => {
  await program[Symbol.asyncDispose]();
  await open(answers, { dataFolder: program.dataFolder, ...options });
};

describe('a batch that is signed to its end', () => {
  it('takes one PIN, tells for how long it is held, and leaves nothing behind', async () => {
    await open(['1234']);
    const reports = await progressOf(await program.client.signing.sign(order(await letters())));
    expect(told(reports.at(-1)!)).toEqual({ state: 'done', code: null, total: LETTERS, done: LETTERS, failed: 0, signedBefore: 0 });
    expect(reports.some(({ pinHeld }) => pinHeld !== null)).toBe(true);
    expect(reports.at(-1)!.pinHeld).toBeNull();
    expect(program.person.requests.map(({ uses }) => uses)).toEqual([LETTERS]);
    expect(program.person.wiped).toBe(true);
    expect(await program.client.signing.batches()).toEqual([]);
    expect(await readdir(join(program.dataFolder, 'batches'))).toEqual([]);
  });

  it('of one document is no batch', async () => {
    await open([null]);
    expect(await sign(await letters(1))).toMatchObject({ state: 'cancelled', batch: null });
    expect(await program.client.signing.batches()).toEqual([]);
  });
});

describe('a batch whose files somebody brings elsewhere', () => {
  it('stays when the screens sign the last of it, until it is closed', async () => {
    await open([null, '1234']);
    await last(program.application.jobs.sign(order(await letters()), undefined, 'closed'));
    expect(await only()).toMatchObject({ waiting: LETTERS, until: 'closed' });
    expect(told(await resume())).toMatchObject({ state: 'done', done: LETTERS });
    const { id } = await only();
    expect(await only()).toMatchObject({ done: LETTERS, waiting: 0, until: 'closed' });
    await program.client.signing.closeBatch({ batch: id });
    expect(await program.client.signing.batches()).toEqual([]);
  });

  it('is one of the screens from when somebody does so', async () => {
    await open([null, null, '1234']);
    await sign(await letters());
    const { id, until } = await only();
    const going = { batch: id, reader: READER, certificate: null, acceptUnknownRevocation: false };
    await last(program.application.jobs.resume(going, undefined, 'closed'));
    await resume();
    expect([until, await only()]).toMatchObject(['signed', { done: LETTERS, waiting: 0, until: 'closed' }]);
  });

  it('keeps, sealed, where each was brought', async () => {
    await open(['1234']);
    await last(program.application.jobs.sign(order(await letters(2)), undefined, 'closed'));
    const { id: batch } = await only();
    const { batches, store } = program.application;
    const [one, other] = await batches.items(batch);
    expect([one!.delivered, other!.delivered]).toEqual([null, null]);
    await batches.delivered(one!.entry!, '/home/somebody/0.txt.p7s');
    expect((await batches.items(batch)).map(({ delivered }) => delivered)).toEqual(['/home/somebody/0.txt.p7s', null]);
    const rows = await store.db.selectFrom('signing_batch_item').select('delivered').execute();
    expect(rows.some(({ delivered }) => delivered && Buffer.from(delivered).includes('somebody'))).toBe(false);
  });

  it('knows nothing of an entry that is in no batch', async () => {
    await open(['1234']);
    const { items } = await last(program.application.jobs.sign(order(await letters(1)), undefined, 'closed'));
    await expect(program.application.batches.delivered(items[0]!.entry!.id, '/out')).resolves.toBeUndefined();
  });
});

describe('what cuts a batch off', () => {
  const slept = (): Partial<ApplicationOptions> & { sleep(): void } => {
    let ahead = 0;
    const sleep = () => {
      ahead = 10 * 60_000;
    };
    return { now: () => new Date(Date.now() + ahead), sleep };
  };

  it.each<[string, TypedAnswer[], Fault[], number, string | null]>([
    ['a card taken away', ['1234'], [removedAfter(2)], 2, 'CARD_REMOVED'],
    ['the first wrong PIN, though a person could be asked again', ['9999', '1234'], [], 0, 'PIN_WRONG'],
    ['a person who gives no PIN', [null], [], 0, 'PIN_CANCELLED'],
    [
      'a card that gives a wrong signature',
      ['1234'],
      [{ command: PSO, effect: { kind: 'answer', answer: `${'00'.repeat(256)}9000` } }],
      0,
      'SIGNATURE_MISMATCH',
    ],
  ])('%s: what is signed stays, and the rest goes on with the PIN typed again', async (_what, answers, faults, done, code) => {
    await open([...answers]);
    if (faults.length > 0) await faulty(...faults);
    expect((await sign(await letters())).counts.done).toBe(done);
    expect(await only()).toMatchObject({ total: LETTERS, done, failed: 0, waiting: LETTERS - done, stoppedBy: { code } });
    await restart(['1234']);
    expect(told(await resume())).toEqual({ state: 'done', code: null, total: LETTERS - done, done: LETTERS - done, failed: 0, signedBefore: done });
    expect(program.person.requests.map(({ reason, uses }) => [reason, uses])).toEqual([['first', LETTERS - done]]);
    expect(await signedNames()).toEqual(everyLetter);
    expect(await program.client.signing.batches()).toEqual([]);
    expect(await program.client.audit.verify()).toMatchObject({ intact: true });
  });

  it('sleep: the PIN is wiped before another signature is made', async () => {
    const clock = slept();
    await open(['1234'], { now: clock.now! });
    const documents = await letters(30);
    let end: SigningProgress | null = null;
    for await (const report of await program.client.signing.sign(order(documents))) {
      if (report.counts.done === 1) clock.sleep();
      end = report;
    }
    expect(end).toMatchObject({ state: 'failed', failure: { code: 'PIN_HOLD_ENDED' } });
    expect(end!.counts.done).toBeLessThan(30);
    expect(program.person.wiped).toBe(true);
    expect((await only()).stoppedBy).toMatchObject({ code: 'PIN_HOLD_ENDED' });
  });

  it('sleep between the PIN and its first signature: it is not presented', async () => {
    const clock = slept();
    await open(['1234'], { now: clock.now! });
    await faulty({ command: '00B0', times: 'always', effect: { kind: 'delay', milliseconds: 20 } });
    const documents = await letters(3);
    const ask = program.person.ask.bind(program.person);
    program.person.ask = async (request) => {
      const answer = await ask(request);
      // The lid is closed when the dialogue is gone and the card is not reached yet.
      setImmediate(clock.sleep);
      return answer;
    };
    expect(told(await sign(documents))).toMatchObject({ state: 'failed', code: 'PIN_HOLD_ENDED', done: 0 });
    expect(program.person.wiped).toBe(true);
    expect(await signedNames()).toEqual([]);
  });

  it('a person: told as that', async () => {
    await open(['1234']);
    const documents = await letters(30);
    for await (const { job, counts } of await program.client.signing.sign(order(documents)))
      if (counts.done === 1) await program.client.signing.cancel({ job }).catch(() => {});
    expect((await only()).stoppedBy).toMatchObject({ code: 'OPERATION_ABORTED' });
    expect(program.person.wiped).toBe(true);
  });
});

describe('a wrong PIN', () => {
  const triesAfter = async (code: string, before: () => Promise<void> = async () => {}) => {
    await open(['9999', '9999']);
    await sign(await letters());
    await before();
    expect(told(await resume())).toMatchObject({ state: 'failed', code, done: 0 });
    return (await openVirtualCard(join(program.dataFolder, 'demonstration/card'))).image.applications.map(({ tries }) => tries);
  };

  it('typed again when the batch goes on is not sent again', async () => {
    expect(await triesAfter('PIN_REFUSED_BEFORE')).toEqual([14, 15]);
  });

  it('is sent to a card that was put there anew', async () => {
    expect(await triesAfter('PIN_WRONG', () => faulty())).toEqual([13, 15]);
  });
});

async function otherCard(): Promise<VirtualCard> {
  const now = new Date();
  const pair = await (await createTestAuthority({ now })).issueCertificates({ ...FACE, withKanji: false }, now);
  return new VirtualCard(createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, pin: '1234', ...pair }));
}

describe('the certificate that was shown', () => {
  const shown = async () => (await program.client.signing.readiness({ reader: READER })).certificate!.sha256;

  it('signs', async () => {
    await open(['1234']);
    const signed = await last(program.client.signing.sign(order(await letters(2), { certificate: await shown() })));
    expect(told(signed)).toMatchObject({ state: 'done', done: 2 });
  });

  it.each([1, 2])('and no other: with another card nothing of %i is signed, no PIN asked, and a batch waits for the one shown', async (count) => {
    await open(['1234']);
    const certificate = await shown();
    await inserted(await otherCard());
    const signing = { certificate, acceptUnknownRevocation: true };
    expect(told(await last(program.client.signing.sign(order(await letters(count), signing))))).toMatchObject({
      state: 'failed',
      code: 'CARD_SWAPPED',
    });
    if (count > 1) expect(told(await resume(undefined, true))).toMatchObject({ state: 'failed', code: 'BATCH_OTHER_CERTIFICATE' });
    expect(program.person.requests).toEqual([]);
  });
});

describe('going on', () => {
  const interrupted = async () => {
    await open(['1234', '1234']);
    await faulty(removedAfter(2));
    const documents = await letters();
    await sign(documents);
    return { documents, batch: (await only()).id };
  };

  it('is refused with another card than that of the beginning, before any PIN', async () => {
    const { batch } = await interrupted();
    const asked = program.person.requests.length;
    await inserted(await otherCard());
    expect(told(await resume(batch, true))).toMatchObject({ state: 'failed', code: 'BATCH_OTHER_CERTIFICATE', done: 0 });
    expect(program.person.requests).toHaveLength(asked);
  });

  it('a document that was altered since has failed, and the others are signed', async () => {
    const { batch, documents } = await interrupted();
    await writeFile(join(program.dataFolder, 'batches', batch, documents[3]!.id), 'other');
    await rm(join(program.dataFolder, 'batches', batch, documents[4]!.id));
    await restart(['1234']);
    expect(told(await resume())).toMatchObject({ state: 'done', total: LETTERS - 4, done: LETTERS - 4 });
    expect(await only()).toMatchObject({ done: LETTERS - 2, failed: 2, waiting: 0 });
    const items = await program.client.signing.batchItems({ batch });
    expect(items.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'failed', 'failed', 'done']);
    await program.client.signing.closeBatch({ batch });
    expect(await readdir(join(program.dataFolder, 'batches'))).toEqual([]);
    expect(await signedNames()).toHaveLength(LETTERS - 2);
  });

  it('waits, and asks for no PIN, while a document cannot be read, and is signed to its end afterwards', async () => {
    const { batch, documents } = await interrupted();
    const path = join(program.dataFolder, 'batches', batch, documents[3]!.id);
    const bytes = await readFile(path);
    await rm(path);
    await mkdir(path);
    await restart(['1234']);
    expect(await failureOf(resume())).toMatchObject({ code: 'FILE_UNREADABLE' });
    expect([program.person.requests, (await only()).failed]).toEqual([[], 0]);
    await rmdir(path);
    await writeFile(path, bytes);
    expect(told(await resume())).toMatchObject({ state: 'done', done: LETTERS - 2 });
    expect(await signedNames()).toEqual(everyLetter);
  });

  it('none of its documents is signed beside it', async () => {
    const { documents } = await interrupted();
    expect(await failureOf(program.client.signing.sign(order(documents.slice(2, 4))))).toMatchObject({ code: 'DOCUMENT_IN_BATCH' });
    expect(await failureOf(program.client.signing.sign(order(documents.slice(2, 3))))).toMatchObject({ code: 'DOCUMENT_IN_BATCH' });
  });

  it('not with one that is unknown or closed', async () => {
    const { batch } = await interrupted();
    await program.client.signing.closeBatch({ batch });
    const going = { batch, reader: READER, certificate: null, acceptUnknownRevocation: false };
    expect(await failureOf(program.client.signing.resume(going))).toMatchObject({ code: 'SIGNING_BATCH_UNKNOWN' });
    expect(await failureOf(program.client.signing.closeBatch({ batch }))).toMatchObject({ code: 'SIGNING_BATCH_UNKNOWN' });
    const log = await program.client.audit.list({ before: null, limit: 50 });
    expect(log.find(({ action }) => action === 'signing.batch-closed')?.facts).toMatchObject({ left: LETTERS - 2 });
  });
});

it('names of documents are kept sealed', async () => {
  await open([null]);
  const document = await program.client.documents.open({ file: new File(['x'], '山田花子.txt') });
  await sign([document, ...(await letters(1))]);
  const rows = await program.application.store.db.selectFrom('signing_batch_item').selectAll().execute();
  expect(rows.every(({ sealed }) => !Buffer.from(sealed).includes('山田花子'))).toBe(true);
  expect((await program.client.signing.batchItems({ batch: (await only()).id })).map(({ name }) => name)).toEqual(['山田花子.txt', '0.txt']);
});
