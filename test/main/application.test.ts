import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardsView } from '../../main/api/schema/card.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from './support/desk.ts';

let program: Desk;
beforeEach(async () => {
  program = await desk(['1234']);
});
afterEach(() => program[Symbol.asyncDispose]());

const actions = async () => (await program.client.audit.list({ before: null, limit: 100 })).map(({ action }) => action).reverse();

describe('first start', () => {
  it('tells what it is and where it keeps things, and makes a demonstration card when asked', async () => {
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder: await temporaryFolder() });
    expect(await program.client.application.info()).toEqual({
      version: '0.1.0',
      signedFolder: join(program.dataFolder, 'signed'),
      shell: 'browser',
      dataFolder: program.dataFolder,
      secretStore: 'file',
      firstStart: true,
      demonstrationCard: 'none',
    });
    expect(await program.client.application.settings()).toMatchObject({ language: 'ja', testMode: false });
    expect(await program.client.demonstration.insert()).toMatchObject({ demonstrationCard: 'in-reader' });
  });

  it('shows no reader, and each change at once to everybody who watches', async () => {
    const [a, b] = await Promise.all([program.client.cards.watch(), program.client.cards.watch()]);
    const next = async (iterator: typeof a) => ((await iterator.next()).value as CardsView).readers.map(({ state }) => state);
    expect([await next(a), await next(b)]).toEqual([[], []]);
    await insertAndRead(program);
    expect([await next(a), await next(b)]).toEqual([['hpki'], ['hpki']]);
    await a.return?.();
    await program.client.demonstration.remove();
    expect(await next(b)).toEqual(['empty']);
    await b.return?.();
  });
});

describe('the demonstration card', () => {
  it('turns test mode on, is read without a PIN, and can be taken out and put back', async () => {
    await insertAndRead(program);
    const [reader] = program.application.cards.view.readers;
    expect(reader).toMatchObject({ name: READER, state: 'hpki', busy: false, failure: null });
    expect(
      reader!.applications.map(({ kind, pinTriesLeft, certificate }) => [kind, pinTriesLeft, certificate?.nameKanji, certificate?.test]),
    ).toEqual([
      ['signature', 15, '見本　花子', true],
      ['authentication', 15, '見本　花子', true],
    ]);
    expect(await program.client.application.settings()).toMatchObject({ testMode: true });
    expect(await program.client.demonstration.remove()).toMatchObject({ demonstrationCard: 'out-of-reader' });
    expect(await program.client.demonstration.insert()).toMatchObject({ demonstrationCard: 'in-reader' });
    expect(await actions()).toEqual([
      'store.created',
      'settings.changed',
      'demonstration.inserted',
      'card.read',
      'demonstration.removed',
      'demonstration.inserted',
    ]);
  });

  it('is found again after a restart, out of its reader', async () => {
    await insertAndRead(program);
    const { sha256 } = program.application.cards.view.readers[0]!.applications[0]!.certificate!;
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder: program.dataFolder });
    expect(await program.client.application.info()).toMatchObject({ firstStart: false, demonstrationCard: 'out-of-reader' });
    await insertAndRead(program);
    expect(program.application.cards.view.readers[0]!.applications[0]!.certificate!.sha256).toBe(sha256);
  });
});

describe('signing', () => {
  it('signs both samples with one PIN, enters them, and verifies them', async () => {
    await insertAndRead(program);
    const samples = await program.client.demonstration.samples();
    expect(samples.map(({ name, kind, signableAs, cautions, failure }) => ({ name, kind, signableAs, cautions, failure }))).toEqual([
      { name: '見本-診療情報提供書.pdf', kind: 'pdf', signableAs: ['pades', 'cades'], cautions: [], failure: null },
      { name: '見本-処方箋.csv', kind: 'prescription-csv', signableAs: ['eps', 'cades'], cautions: [], failure: null },
    ]);
    expect(await program.client.signing.readiness({ reader: READER })).toMatchObject({
      triesLeft: 15,
      revocation: { status: 'good' },
      failure: null,
    });

    const progress = await progressOf(await program.client.signing.sign(order(samples)));
    const last = progress.at(-1)!;
    expect({ state: last.state, items: last.items.map(({ state }) => state), failure: last.failure }).toEqual({
      state: 'done',
      items: ['done', 'done'],
      failure: null,
    });
    expect(program.person.requests.map(({ application, holder, uses, triesLeft }) => ({ application, holder, uses, triesLeft }))).toEqual([
      { application: 'signature', holder: '見本　花子', uses: 2, triesLeft: 15 },
    ]);
    expect(program.person.wiped).toBe(true);

    const register = await program.client.documents.register();
    expect(register.map(({ outputName, signerName, test }) => ({ outputName, signerName, test }))).toEqual(
      expect.arrayContaining([
        { outputName: '見本-診療情報提供書-signed.pdf', signerName: '見本　花子', test: true },
        { outputName: '見本-処方箋-signed.xml', signerName: '見本　花子', test: true },
      ]),
    );
    for (const entry of register) {
      expect((await stat(entry.outputPath)).mode & 0o077).toBe(0);
      expect(await program.client.verification.signed({ id: entry.id })).toMatchObject({ conclusion: 'TOTAL-PASSED', testCardsAccepted: true });
    }
    expect(await actions()).toEqual(expect.arrayContaining(['card.read', 'card.opened', 'document.signed', 'signature.verified']));
    expect(await program.client.audit.verify()).toMatchObject({ intact: true });
  });

  it('signs a document of any kind beside it, and verifies it with its content', async () => {
    await insertAndRead(program);
    const letter = await program.client.documents.open({ file: new File(['紹介状'], 'letter.txt') });
    const [last] = (await progressOf(await program.client.signing.sign(order([letter])))).slice(-1);
    const { entry } = last!.items[0]!;
    expect(entry).toMatchObject({ outputName: 'letter.txt.p7s', format: 'cades' });
    expect(await program.client.verification.signed({ id: entry!.id })).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    const signature = await program.client.documents.signed({ id: entry!.id });
    const verify = (file: File, content?: File) => program.client.verification.verify(content ? { file, content } : { file });
    expect(await verify(signature, new File(['紹介状'], 'letter.txt'))).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    expect(await verify(new File(['紹介状'], 'letter.txt'), signature)).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    expect(await verify(signature, new File(['紹介伏'], 'letter.txt'))).toMatchObject({ conclusion: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' });
    expect(await verify(signature)).toMatchObject({ conclusion: 'INDETERMINATE' });
  });

  it('accepts what the demonstration card signed in test mode only', async () => {
    await insertAndRead(program);
    const [pdf] = await program.client.demonstration.samples();
    const [last] = (await progressOf(await program.client.signing.sign(order([pdf!])))).slice(-1);
    await program.client.application.change({ testMode: false });
    expect(await program.client.verification.signed({ id: last!.items[0]!.entry!.id })).toMatchObject({
      conclusion: 'INDETERMINATE',
      testCardsAccepted: false,
    });
    expect(await program.client.signing.readiness({ reader: READER })).toMatchObject({ failure: { code: 'TEST_CARD_REFUSED' } });
  });

  it('never replaces a file', async () => {
    await program[Symbol.asyncDispose]();
    program = await desk(['1234', '1234'], { dataFolder: program.dataFolder });
    await insertAndRead(program);
    const letter = await program.client.documents.open({ file: new File(['x'], 'a.txt') });
    for (let count = 0; count < 2; count += 1) await progressOf(await program.client.signing.sign(order([letter])));
    expect((await readdir(join(program.dataFolder, 'signed'))).sort()).toEqual(['a.txt (2).p7s', 'a.txt.p7s'].sort());
  });
});

describe('what stops a signature before any PIN is asked', () => {
  it.each([
    ['a reader without a card', { reader: 'Nowhere' }, 'READER_NOT_FOUND'],
    ['an unknown document', { documents: ['none'] }, 'DOCUMENT_UNKNOWN'],
    ['a format the document does not have', { format: 'pades' }, 'DOCUMENT_TYPE_UNKNOWN'],
  ])('%s', async (_what, change, code) => {
    await insertAndRead(program);
    const letter = await program.client.documents.open({ file: new File(['x'], 'a.txt') });
    const last = (await progressOf(await program.client.signing.sign(order([letter], change)))).at(-1)!;
    expect({ state: last.state, code: last.failure?.code }).toEqual({ state: 'failed', code });
    expect(program.person.requests).toEqual([]);
    expect(await actions()).toContain('signing.failed');
  });

  it('a test card out of test mode', async () => {
    await insertAndRead(program);
    await program.client.application.change({ testMode: false });
    const letter = await program.client.documents.open({ file: new File(['x'], 'a.txt') });
    const last = (await progressOf(await program.client.signing.sign(order([letter])))).at(-1)!;
    expect(last).toMatchObject({ state: 'failed', failure: { code: 'TEST_CARD_REFUSED' }, items: [{ state: 'not-reached' }] });
    expect(program.person.requests).toEqual([]);
  });

  it('revocation that is not known and not accepted; accepted, it signs', async () => {
    await insertAndRead(program);
    await program[Symbol.asyncDispose]();
    // Eight days on, the lists of the demonstration are made anew at the start; a clock that runs on while it is open outlives them.
    let days = 0;
    program = await desk(['1234'], { dataFolder: program.dataFolder, now: () => new Date(Date.now() + days * 86_400_000) });
    await insertAndRead(program);
    days = 8;
    const letter = await program.client.documents.open({ file: new File(['x'], 'a.txt') });
    expect(await program.client.signing.readiness({ reader: READER })).toMatchObject({ revocation: { status: 'unknown' }, failure: null });
    const refused = (await progressOf(await program.client.signing.sign(order([letter])))).at(-1)!;
    expect(refused).toMatchObject({ state: 'failed', failure: { code: 'REVOCATION_UNKNOWN_UNCONFIRMED' } });
    expect(program.person.requests).toEqual([]);
    const accepted = (await progressOf(await program.client.signing.sign(order([letter], { acceptUnknownRevocation: true })))).at(-1)!;
    expect(accepted.state).toBe('done');
  });
});

describe('failures through every door', () => {
  it.each<[string, (client: Desk['client']) => Promise<unknown>, string]>([
    ['an unknown document', (client) => client.documents.content({ id: 'x' }), 'DOCUMENT_UNKNOWN'],
    ['an unknown job', (client) => client.signing.cancel({ job: 'x' }), 'JOB_UNKNOWN'],
    ['a call the contract forbids', (client) => client.audit.list({ before: null, limit: 0 }), 'USAGE_WRONG'],
    ['a file that is no signature', (client) => client.verification.verify({ file: new File(['x'], 'x') }), 'DOCUMENT_UNREADABLE'],
    ['an unsigned prescription file', (client) => client.verification.verify({ file: new File(['SJ1\n1,1'], 'x') }), 'DOCUMENT_TYPE_UNKNOWN'],
  ])('%s', async (_what, call, code) => {
    expect(await failureOf(call(program.client))).toMatchObject({ code });
  });
});

it('answers two screens that ask for one card at once, one after the other', async () => {
  program = await desk();
  await insertAndRead(program);
  const { application } = program;
  const [one, other, ready] = await Promise.all([application.fitness(READER), application.fitness(READER), application.readiness(READER)]);
  expect([one.verdict, other.verdict, ready.failure]).toEqual(['good', 'good', null]);
});
