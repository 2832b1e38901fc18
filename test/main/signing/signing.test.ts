import { writeFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../card/virtual/fault.ts';
import { openVirtualCard } from '../../../card/virtual/folder.ts';
import type { SigningProgress } from '../../../main/api/schema/signing.ts';
import type { TypedAnswer } from '../../support/pin-prompts.ts';
import { buildPdf, ONE_PAGE } from '../../support/pdf.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from '../support/desk.ts';

let program: Desk;
afterEach(() => program[Symbol.asyncDispose]());

/** A program with the demonstration card, misbehaving as told, and letters to sign. */
async function ready(answers: readonly TypedAnswer[], letters = 1, faults: readonly Fault[] = [], askAgain = true) {
  program = await desk(answers, { askAgain });
  await insertAndRead(program);
  const { application, client, dataFolder } = program;
  if (faults.length > 0) {
    application.virtualReaders.remove(READER);
    application.virtualReaders.insert(READER, await openVirtualCard(join(dataFolder, 'demonstration/card'), { faults }));
    for await (const { readers } of await client.cards.watch()) if (readers[0]!.state === 'hpki') break;
  }
  const open = (_: unknown, index: number) => client.documents.open({ file: new File([`letter ${index}`], `${index}.txt`) });
  return Promise.all(Array.from({ length: letters }, open));
}

const run = async (documents: readonly { readonly id: string }[]) => (await progressOf(await program.client.signing.sign(order(documents)))).at(-1)!;
const summary = ({ state, failure, items }: Awaited<ReturnType<typeof run>>) => ({
  state,
  code: failure?.code ?? null,
  items: items.map((item) => item.state),
});
const signedFiles = async () => (await readdir(join(program.dataFolder, 'signed'))).sort();
const recorded = async () =>
  (await program.client.audit.list({ before: null, limit: 50 }))
    .filter(({ action }) => /^(pin|signing|document)\./.test(action))
    .map(({ action, facts }) => (facts['code'] ? `${action} ${facts['code']}` : action))
    .reverse();

const PSO = '002a9e9a';

describe('the PIN', () => {
  it.each<[string, TypedAnswer[], boolean, object, string[]]>([
    ['wrong once, then right', ['9999', '1234'], true, { state: 'done', code: null, items: ['done'] }, ['pin.refused PIN_WRONG', 'document.signed']],
    ['malformed, then right: the card was not asked', ['12', '1234'], true, { state: 'done', code: null, items: ['done'] }, ['document.signed']],
    ['cancelled', [null], true, { state: 'cancelled', code: null, items: ['not-reached'] }, ['signing.cancelled PIN_CANCELLED']],
    [
      'wrong, then cancelled',
      ['9999', null],
      true,
      { state: 'cancelled', code: null, items: ['not-reached'] },
      ['pin.refused PIN_WRONG', 'signing.cancelled PIN_CANCELLED'],
    ],
    [
      'wrong where nobody can be asked again',
      ['9999'],
      false,
      { state: 'failed', code: 'PIN_WRONG', items: ['failed'] },
      ['pin.refused PIN_WRONG', 'signing.failed PIN_WRONG'],
    ],
  ])('%s', async (_what, answers, askAgain, expected, log) => {
    const documents = await ready(answers, 1, [], askAgain);
    expect(summary(await run(documents))).toEqual(expected);
    expect(await recorded()).toEqual(log);
    expect(program.person.wiped).toBe(true);
  });

  it('is shown with the tries that are left, and the card strip follows', async () => {
    const documents = await ready(['9999', null]);
    const all = await progressOf(await program.client.signing.sign(order(documents)));
    expect(program.person.requests.map(({ triesLeft, reason }) => [triesLeft, reason])).toEqual([
      [15, 'first'],
      [14, 'wrong'],
    ]);
    expect(all.at(-1)).toMatchObject({ triesLeft: 14 });
    for await (const { readers } of await program.client.cards.watch()) if (readers[0]!.applications[0]!.pinTriesLeft === 14) break;
  });
});

describe('the card', () => {
  it('taken away in the middle ends the batch with the named error; what was signed before stays', async () => {
    const documents = await ready(['1234'], 3, [{ command: PSO, after: 1, effect: { kind: 'removal' } }]);
    expect(summary(await run(documents))).toEqual({ state: 'failed', code: 'CARD_REMOVED', items: ['done', 'failed', 'not-reached'] });
    expect(await signedFiles()).toEqual(['0.txt.p7s']);
    expect(await recorded()).toEqual(['document.signed', 'signing.failed CARD_REMOVED']);
    expect(await program.client.audit.verify()).toMatchObject({ intact: true });
  });

  it('that gives a wrong signature leaves no file', async () => {
    const documents = await ready(['1234'], 1, [{ command: PSO, effect: { kind: 'answer', answer: `${'00'.repeat(256)}9000` } }]);
    expect(summary(await run(documents))).toEqual({ state: 'failed', code: 'SIGNATURE_MISMATCH', items: ['failed'] });
    expect(await signedFiles()).toEqual([]);
  });

  it('swapped while the PIN was typed never gets that PIN', async () => {
    const documents = await ready(['9999']);
    const other = await openVirtualCard(join(program.dataFolder, 'demonstration/card'));
    program.person.whileTyping = () => {
      program.application.virtualReaders.remove(READER);
      program.application.virtualReaders.insert(READER, other);
    };
    expect(summary(await run(documents))).toEqual({ state: 'failed', code: 'CARD_SWAPPED', items: ['failed'] });
    expect(other.image.applications.map(({ tries }) => tries)).toEqual([15, 15]);
    expect(await signedFiles()).toEqual([]);
  });
});

describe('a document that cannot be signed', () => {
  it('fails alone; the others are signed', async () => {
    const [letter] = await ready(['1234']);
    const broken = await program.client.documents.open({ file: new File(['%PDF-1.7\nnothing'], 'broken.pdf') });
    const last = await run([broken, letter!]);
    expect(last.items.map(({ name, state, failure }) => [name, state, failure?.code ?? null])).toEqual([
      ['broken.pdf', 'failed', broken.failure!.code],
      ['0.txt', 'done', null],
    ]);
    expect(last.state).toBe('done');
  });

  it.each([
    ['letter.txt', Buffer.from('letter')],
    ['letter.pdf', buildPdf(ONE_PAGE)],
  ])('whose file is no longer what was shown is not signed, and no PIN asked (%s)', async (name, bytes) => {
    await ready(['1234'], 0);
    const document = await program.client.documents.open({ file: new File([new Uint8Array(bytes)], name) });
    const path = program.application.intake.find(document.id).path;
    await writeFile(path, Buffer.concat([bytes, Buffer.from('\n')]));
    const last = await run([document]);
    expect(summary(last)).toEqual({ state: 'failed', code: 'FILE_UNREADABLE', items: ['failed'] });
    expect(program.person.requests).toEqual([]);
    expect(await signedFiles()).toEqual([]);
  });

  it('whose file is changed while the PIN is typed never comes out as another', async () => {
    await ready(['1234'], 0);
    const bytes = buildPdf(ONE_PAGE);
    const document = await program.client.documents.open({ file: new File([new Uint8Array(bytes)], 'letter.pdf') });
    program.person.whileTyping = () => writeFileSync(program.application.intake.find(document.id).path, new Uint8Array(bytes.length).fill(0x20));
    const entry = (await run([document])).items[0]!.entry;
    const signed = entry && (await program.application.register.read(entry.id)).bytes;
    expect(signed === null || Buffer.from(signed).subarray(0, bytes.length).equals(bytes)).toBe(true);
  });

  it('with records that no form shows is signed only after it was looked at', async () => {
    await ready(['1234'], 0);
    const { client } = program;
    const text = await (await client.documents.content({ id: (await client.demonstration.samples())[1]!.id })).text();
    const document = await client.documents.open({ file: new File([`${text}\n999,unknown`], 'p.csv') });
    expect(document.failure).toBeNull();
    expect(summary(await run([document]))).toEqual({ state: 'failed', code: 'DOCUMENT_NOT_VIEWED', items: ['failed'] });
    expect((await client.documents.prescription({ id: document.id })).unknownRecords).toEqual(['999,unknown']);
    expect(summary(await run([document]))).toMatchObject({ state: 'done' });
  });
});

describe('one job at a time', () => {
  it('refuses a second one and can be cancelled while the PIN is asked', async () => {
    const documents = await ready([]);
    const asked = Promise.withResolvers<void>();
    program.person.ask = (_request, signal?: AbortSignal) =>
      new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
        asked.resolve();
      });
    const stream = await program.client.signing.sign(order(documents));
    await asked.promise;
    expect(await failureOf(program.client.signing.sign(order(documents)))).toMatchObject({ code: 'JOB_ALREADY_RUNNING' });
    const first = (await stream.next()).value as SigningProgress;
    await program.client.signing.cancel({ job: first.job });
    expect(summary((await progressOf(stream)).at(-1)!)).toEqual({ state: 'cancelled', code: null, items: ['not-reached'] });
    expect(await recorded()).toEqual(['signing.cancelled OPERATION_ABORTED']);
  });

  it('is cancelled when nobody follows it any more', async () => {
    const documents = await ready(['1234'], 5);
    for await (const { counts } of await program.client.signing.sign(order(documents))) if (counts.done > 0) break;
    await expect.poll(recorded).toEqual(expect.arrayContaining(['signing.cancelled OPERATION_ABORTED']));
    expect((await signedFiles()).length).toBeLessThan(5);
  });
});
