import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { PDFDocument } from '@cantoo/pdf-lib';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { ProgramPermissions } from '../../../main/api/schema/programs.ts';
import { LIMITS } from '../../../main/programs/limits.ts';
import { requestState } from '../../../main/programs/api/wire.ts';
import { openProgramDoor } from '../../../main/shell/programs/program-door.ts';
import { samplePdfBytes } from '../../renderer/double/sample-pdf.ts';
import { freePorts } from '../../support/free-ports.ts';
import type { TypedAnswer } from '../../support/pin-prompts.ts';
import { ProgramCaller } from '../../support/program-caller.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from '../support/desk.ts';

let program: Desk;
let caller: ProgramCaller;
beforeEach(async () => {
  program = await desk(['1234'], { openProgramDoor });
  const port = await freePorts(1);
  await program.client.programs.set({ on: true, port });
  caller = new ProgramCaller(port);
});
afterEach(async () => {
  vi.useRealTimers();
  await program[Symbol.asyncDispose]();
});

const content = (text: string) => Buffer.from(text).toString('base64');
const NOT_VIEWED = expect.arrayContaining([
  expect.objectContaining({ state: 'failed', failure: expect.objectContaining({ code: 'DOCUMENT_NOT_VIEWED' }) }),
]);
const LETTER = { name: 'letter.txt', content: content('Dear colleague') };
const facts = async (action: string) =>
  (await program.client.audit.list({ before: null, limit: 100 })).filter((entry) => entry.action === action).map((entry) => entry.facts);
const present = () => program.application.programs;

async function restart(answers: readonly TypedAnswer[]) {
  await program[Symbol.asyncDispose]();
  program = await desk(answers, { openProgramDoor, dataFolder: program.dataFolder });
}

async function largePdf(bytes: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await samplePdfBytes());
  pdf.context.register(pdf.context.stream(randomBytes(bytes)));
  return pdf.save();
}

/** Asks for a path over a connection of its own, and reads no more than how the answer begins. */
async function startReading(path: string) {
  const socket = connect(present().view.settings.port, '127.0.0.1');
  const host = new URL(caller.origin).host;
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${caller.token}\r\n\r\n`);
  socket.on('error', () => {});
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  return { socket, status: Number(first.toString('latin1').split(' ')[1]) };
}

/** Opens the document of a request as the signing screen does. */
async function open(id: string) {
  const { document } = await program.client.programs.accept({ id });
  await program.client.documents.seen({ id: document.id });
  return document;
}

async function sign(id: string) {
  const document = await open(id);
  return (await progressOf(await program.client.signing.sign(order([document])))).at(-1)!;
}

describe('the door', () => {
  it('is closed until somebody turns it on, and again when it is turned off', async () => {
    await program.client.programs.set({ on: false, port: present().view.settings.port });
    expect(present().view.door).toBe('closed');
    await expect(caller.call('GET', '/openapi.json')).rejects.toThrow();
    expect((await facts('program.door')).map(({ on }) => on)).toEqual([false, true]);
  });

  it('says by name that its port is taken, and everything else works', async () => {
    const other = await desk([], { openProgramDoor });
    const view = await other.client.programs.set({ on: true, port: present().view.settings.port });
    expect(view).toMatchObject({ door: 'failed', failure: { code: 'PROGRAM_PORT_TAKEN', detail: { note: 'EADDRINUSE' } } });
    await other[Symbol.asyncDispose]();
  });

  it('is open again after a restart, with the programs that were paired', async () => {
    await caller.pair(present());
    await program[Symbol.asyncDispose]();
    program = await desk([], { openProgramDoor, dataFolder: program.dataFolder });
    expect((await caller.call('GET', '/v1/self')).body).toMatchObject({ name: 'Record system', origin: null });
  });
});

describe('pairing', () => {
  const ask = (name = 'Record system') => caller.call('POST', '/v1/pairings', { name, permissions: ['sign'] });

  it('asks nobody while it is not open', async () => {
    expect(await ask()).toMatchObject({ status: 403, body: { error: { code: 'PAIRING_CLOSED' } } });
    expect(present().view.pairing).toBeNull();
  });

  it('shows who asks, then the code; the code makes a token, once', async () => {
    await program.client.programs.openPairing();
    const { body, status } = await ask();
    expect([status, present().view.pairing]).toMatchObject([
      201,
      { name: 'Record system', origin: null, wanted: ['sign'], state: 'asked', code: null },
    ]);
    expect(await caller.call('POST', `/v1/pairings/${body.id}/code`, { code: '000000' })).toMatchObject({
      status: 409,
      body: { error: { code: 'PAIRING_UNDECIDED' } },
    });
    await program.client.programs.allow({ id: body.id, permissions: { sign: 'ask', verify: 'no', card: 'no', login: 'no' } });
    expect((await caller.call('GET', `/v1/pairings/${body.id}`)).body).toEqual({ state: 'allowed' });
    const code = present().view.pairing!.code;
    const done = await caller.call('POST', `/v1/pairings/${body.id}/code`, { code });
    expect(done).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^[\w-]{43}$/) } });
    expect(present().view).toMatchObject({ pairing: null, pairingUntil: null, callers: [{ name: 'Record system', usedAt: null }] });
    expect((await caller.call('POST', `/v1/pairings/${body.id}/code`, { code })).status).toBe(404);
    expect(await facts('program.paired')).toMatchObject([{ program: 'Record system', sign: 'ask', verify: 'no' }]);
    const rows = await program.application.store.db.selectFrom('program_caller').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(done.body.token);
  });

  it('takes one program at a time', async () => {
    await program.client.programs.openPairing();
    await ask();
    expect(await ask('Another')).toMatchObject({ status: 409, body: { error: { code: 'PAIRING_BUSY' } } });
  });

  it('ends after three wrong codes', async () => {
    await program.client.programs.openPairing();
    const { id } = (await ask()).body;
    present().pairing.allow(id, { sign: 'ask', verify: 'no', card: 'no', login: 'no' });
    const right = present().view.pairing!.code!;
    const wrong = right === '000000' ? '000001' : '000000';
    for (let count = 0; count < LIMITS.codeTries; count += 1)
      expect((await caller.call('POST', `/v1/pairings/${id}/code`, { code: wrong })).status).toBe(403);
    expect((await caller.call('POST', `/v1/pairings/${id}/code`, { code: right })).status).toBe(404);
    expect(await facts('program.pairing-refused')).toMatchObject([{ refusal: 'code-wrong' }]);
  });

  it('that a person refuses is over', async () => {
    await program.client.programs.openPairing();
    const { id } = (await ask()).body;
    await program.client.programs.refuse({ id });
    expect((await caller.call('GET', `/v1/pairings/${id}`)).status).toBe(404);
    expect(await failureOf(program.client.programs.allow({ id, permissions: { sign: 'ask', verify: 'no', card: 'no', login: 'no' } }))).toMatchObject(
      { code: 'PAIRING_ENDED' },
    );
  });

  it.each(['', 'x'.repeat(61), 'two\nlines', 'turned\u202e', 'zero\u200bwidth'])('refuses the name %j', async (name) => {
    await program.client.programs.openPairing();
    expect((await ask(name)).status).toBe(400);
  });
});

describe('a signature', () => {
  beforeEach(async () => {
    await insertAndRead(program);
    await caller.pair(present());
  });

  it('is asked for, looked at, signed with the PIN, and fetched; the caller never learns more', async () => {
    const asked = await caller.ask('sign', LETTER);
    expect(asked).toMatchObject({ status: 202, body: { address: `hpki:request?id=${asked.body.id}` } });
    expect(present().view.requests).toMatchObject([
      { kind: 'sign', state: 'waiting', caller: { name: 'Record system' }, document: { name: 'letter.txt', size: 14 }, opened: null },
    ]);
    expect((await caller.state(asked.body.id)).body).toMatchObject({ state: 'waiting' });
    const waiting = caller.state(asked.body.id, 20);
    expect(await sign(asked.body.id)).toMatchObject({ state: 'done' });
    const { body } = await waiting;
    expect(requestState.parse(body)).toMatchObject({ state: 'done', result: { name: 'letter.txt.p7s', format: 'cades', level: 'B', test: true } });
    expect(program.person.requests).toMatchObject([{ application: 'signature', triesLeft: 15 }]);
    const file = new File([Buffer.from(body.result.content, 'base64')], 'letter.txt.p7s');
    expect(await program.client.verification.verify({ file, content: new File(['Dear colleague'], 'letter.txt') })).toMatchObject({
      conclusion: 'TOTAL-PASSED',
    });
    expect(present().view.requests).toEqual([]);
    expect((await facts('program.answered'))[0]).toMatchObject({ kind: 'sign', outcome: 'done', program: 'Record system' });
  });

  it('is fetched again after a restart, by the caller that asked and by no other', async () => {
    const { id } = (await caller.ask('sign', LETTER)).body;
    await sign(id);
    const other = new ProgramCaller(present().view.settings.port);
    await other.pair(present(), 'Other');
    await program[Symbol.asyncDispose]();
    program = await desk([], { openProgramDoor, dataFolder: program.dataFolder });
    expect((await caller.state(id)).body).toMatchObject({ state: 'done', result: { format: 'cades' } });
    expect((await other.state(id)).body).toMatchObject({ error: { code: 'REQUEST_UNKNOWN' } });
  });

  it('is entered together with the answer to its request, or not at all', async () => {
    const { id } = (await caller.ask('sign', LETTER)).body;
    await sql`ALTER TABLE program_signature RENAME TO elsewhere`.execute(program.application.store.db);
    expect(await sign(id)).toMatchObject({ state: 'failed' });
    expect(await program.client.documents.register()).toEqual([]);
    await sql`ALTER TABLE elsewhere RENAME TO program_signature`.execute(program.application.store.db);
    expect((await caller.state(id)).body).toMatchObject({ state: 'accepted' });
  });

  it('of a batch that goes on after a restart is handed over, and waits until then', async () => {
    await restart([null]);
    await insertAndRead(program);
    const ids = [(await caller.ask('sign', LETTER)).body.id, (await caller.ask('sign', { ...LETTER, name: 'second.txt' })).body.id];
    const documents = [];
    for (const id of ids) documents.push(await open(id));
    await progressOf(await program.client.signing.sign(order(documents)));
    await restart(['1234']);
    await insertAndRead(program);
    for (const id of ids) expect(requestState.parse((await caller.state(id)).body)).toMatchObject({ state: 'accepted' });
    const [waiting] = await program.client.signing.batches();
    await progressOf(await program.client.signing.resume({ batch: waiting!.id, reader: READER, acceptUnknownRevocation: false, certificate: null }));
    for (const id of ids) expect((await caller.state(id)).body).toMatchObject({ state: 'done', result: { format: 'cades' } });
  });

  it('that is declined, or whose document is closed, is told as declined and signs nothing', async () => {
    const [first, second] = [(await caller.ask('sign', LETTER)).body.id, (await caller.ask('sign', LETTER)).body.id];
    await program.client.programs.decline({ id: first });
    const { document } = await program.client.programs.accept({ id: second });
    await program.client.documents.discard({ id: document.id });
    for (const id of [first, second]) expect((await caller.state(id)).body).toEqual({ id, kind: 'sign', state: 'declined' });
    expect(await failureOf(program.client.programs.accept({ id: first }))).toMatchObject({ code: 'PROGRAM_REQUEST_ENDED' });
    expect(await program.client.documents.register()).toEqual([]);
  });

  it('that expires is told as expired; its document is gone unless it is open, and what is signed late is handed over all the same', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const [unseen, open] = [(await caller.ask('sign', { ...LETTER, expiresIn: 10 })).body.id, (await caller.ask('sign', LETTER)).body.id];
    const { document } = await program.client.programs.accept({ id: open });
    vi.advanceTimersByTime(11_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect((await caller.state(unseen)).body).toMatchObject({ state: 'expired' }));
    expect((await caller.state(open)).body).toMatchObject({ state: 'accepted' });
    await present().answers.idle();
    expect(program.application.intake.describe(document.id)).not.toBeNull();
    expect(await failureOf(program.client.programs.accept({ id: unseen }))).toMatchObject({ code: 'PROGRAM_REQUEST_ENDED' });
  });

  it('that the caller takes back is not handed over', async () => {
    const { id } = (await caller.ask('sign', LETTER)).body;
    const document = await open(id);
    expect((await caller.call('DELETE', `/v1/requests/${id}`)).status).toBe(204);
    await progressOf(await program.client.signing.sign(order([document])));
    expect((await caller.state(id)).body).toMatchObject({ state: 'withdrawn' });
  });

  it.each([
    ['whose time is over', 'expired', 'done'],
    ['that was taken back', 'withdrawn', 'withdrawn'],
  ] as const)('%s is shown as such as long as its document is open', async (_, state, answered) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { id } = (await caller.ask('sign', LETTER)).body;
    const document = await open(id);
    if (state === 'expired') vi.advanceTimersByTime(LIMITS.accepted + 1000);
    else await caller.call('DELETE', `/v1/requests/${id}`);
    vi.advanceTimersByTime(2 * LIMITS.answer);
    vi.useRealTimers();
    expect(present().view.requests).toMatchObject([{ id, state, opened: document.id }]);
    await progressOf(await program.client.signing.sign(order([document])));
    expect((await caller.state(id)).body).toMatchObject({ state: answered });
    expect(present().view.requests).toEqual([]);
  });

  it('that is being signed can be neither taken back nor declined nor closed', async () => {
    const { id } = (await caller.ask('sign', LETTER)).body;
    const document = await open(id);
    const meanwhile: unknown[] = [];
    const ask = program.person.ask.bind(program.person);
    program.person.ask = async (request) => {
      meanwhile.push((await caller.call('DELETE', `/v1/requests/${id}`)).body.error.code);
      meanwhile.push((await failureOf(program.client.programs.decline({ id }))).code);
      meanwhile.push((await failureOf(program.client.documents.discard({ id: document.id }))).code);
      meanwhile.push((await caller.state(id)).body.state);
      return ask(request);
    };
    await progressOf(await program.client.signing.sign(order([document])));
    expect(meanwhile).toEqual(['REQUEST_BEING_SIGNED', 'PROGRAM_REQUEST_ENDED', 'JOB_ALREADY_RUNNING', 'working']);
    expect((await caller.state(id)).body).toMatchObject({ state: 'done' });
  });

  it('that was not signed, since no PIN came, waits again and can be taken back', async () => {
    await restart([null]);
    await insertAndRead(program);
    const { id } = (await caller.ask('sign', LETTER)).body;
    await sign(id);
    expect((await caller.state(id)).body).toMatchObject({ state: 'accepted' });
    expect((await caller.call('DELETE', `/v1/requests/${id}`)).status).toBe(204);
  });

  it('has the format that was wished for its own document; others on the desk have theirs', async () => {
    const pdf = Buffer.from(await samplePdfBytes());
    const { id } = (await caller.ask('sign', { name: 'a.pdf', content: pdf.toString('base64'), format: 'cades' })).body;
    const document = await open(id);
    const own = await program.client.documents.open({ file: new File([pdf], 'own.pdf') });
    expect(present().view.requests).toMatchObject([{ format: 'cades' }]);
    expect([document, own].map(({ signableAs }) => signableAs)).toEqual([
      ['cades', 'pades'],
      ['pades', 'cades'],
    ]);
    const { items } = (await progressOf(await program.client.signing.sign(order([document, own])))).at(-1)!;
    expect(items.map(({ entry }) => entry?.format)).toEqual(['cades', 'pades']);
  });

  it('a document that cannot be signed is refused at once, with the reason', async () => {
    expect(await caller.ask('sign', { name: 'x.pdf', content: content('%PDF-1.7\nnothing') })).toMatchObject({
      status: 422,
      body: { error: { code: 'DOCUMENT_REFUSED', failure: { code: expect.stringMatching(/^PDF_/) } } },
    });
    expect(await caller.ask('sign', { ...LETTER, format: 'pades' })).toMatchObject({ status: 422 });
    expect(present().view.requests).toEqual([]);
  });

  it('waits for no more than four of one caller', async () => {
    for (let count = 0; count < LIMITS.requestsOfOne; count += 1) expect((await caller.ask('sign', LETTER)).status).toBe(202);
    expect(await caller.ask('sign', LETTER)).toMatchObject({ status: 409, body: { error: { code: 'TOO_MANY_REQUESTS_OPEN' } } });
  });

  it('the same rules as for any document hold: records that no form shows must be looked at', async () => {
    const csv = await (await program.client.documents.content({ id: (await program.client.demonstration.samples())[1]!.id })).text();
    const { id } = (await caller.ask('sign', { name: 'p.csv', content: content(`${csv}\n999,unknown`) })).body;
    const { document } = await program.client.programs.accept({ id });
    expect(await progressOf(await program.client.signing.sign(order([document])))).toMatchObject(NOT_VIEWED);
    expect((await caller.state(id)).body).toMatchObject({ state: 'accepted' });
  });

  it('whatever it is, it is signed only once a screen has shown it; no PIN is asked before', async () => {
    const pdf = Buffer.from(await samplePdfBytes()).toString('base64');
    for (const document of [LETTER, { name: 'a.pdf', content: pdf }, { name: 'b.p7s', content: content('0') }]) {
      const { id } = (await caller.ask('sign', document)).body;
      const accepted = (await program.client.programs.accept({ id })).document;
      expect(accepted.mustBeSeen).toBe(true);
      expect(await progressOf(await program.client.signing.sign(order([accepted])))).toMatchObject(NOT_VIEWED);
      const own = await program.client.documents.open({ file: new File(['own'], 'own.txt') });
      expect(await failureOf(program.client.signing.sign(order([own, accepted])))).toMatchObject({ code: 'DOCUMENT_NOT_VIEWED' });
    }
    expect(program.person.requests).toEqual([]);
  });

  describe('whose batch stopped', () => {
    const SECOND = { ...LETTER, name: 'second.txt' };
    let ids: string[];
    let documents: OpenedDocument[];
    const stateOf = async (id: string) => {
      const { body } = await caller.state(id);
      return body.state ?? body.error.code;
    };
    const states = () => Promise.all(ids.map(stateOf));
    const stop = async () => {
      await progressOf(await program.client.signing.sign(order(documents)));
      return (await program.client.signing.batches())[0]!.id;
    };
    beforeEach(async () => {
      await restart([null, '1234', '1234']);
      await insertAndRead(program);
      ids = [(await caller.ask('sign', LETTER)).body.id, (await caller.ask('sign', SECOND)).body.id];
      documents = await Promise.all(ids.map(open));
    });

    it('waits in it once the screen has let go, and is declined when a person closes the batch', async () => {
      const batch = await stop();
      for (const { id } of documents) await program.client.documents.discard({ id });
      expect([await states(), present().view.requests.map(({ opened }) => opened)]).toEqual([
        ['accepted', 'accepted'],
        [null, null],
      ]);
      expect(await failureOf(program.client.programs.accept({ id: ids[0]! }))).toMatchObject({ code: 'DOCUMENT_IN_BATCH' });
      await program.client.signing.closeBatch({ batch });
      expect([await states(), present().view.requests]).toEqual([['declined', 'declined'], []]);
    });

    it('stays accepted while its document is open, whatever becomes of the batch', async () => {
      await program.client.signing.closeBatch({ batch: await stop() });
      expect(await states()).toEqual(['accepted', 'accepted']);
      await sign(ids[0]!);
      expect(await states()).toEqual(['done', 'accepted']);
    });

    it('is signed when the batch goes on', async () => {
      const batch = await stop();
      for (const { id } of documents) await program.client.documents.discard({ id });
      await progressOf(await program.client.signing.resume({ batch, reader: READER, acceptUnknownRevocation: false, certificate: null }));
      expect(await states()).toEqual(['done', 'done']);
    });

    it('is told as accepted after a restart only where the batch will sign it', async () => {
      const batch = await stop();
      const { db } = program.application.store;
      await db
        .updateTable('signing_batch_item')
        .set({ failure: '{"code":"DOCUMENT_TYPE_UNKNOWN","detail":{}}' })
        .where('batch', '=', batch)
        .execute();
      await restart([]);
      expect(await states()).toEqual(['REQUEST_UNKNOWN', 'REQUEST_UNKNOWN']);
    });
  });

  it('an answer that nobody reads takes up no more than a share, and its connection is cut; others get theirs', async () => {
    const { id } = (await caller.ask('sign', { name: 'large.pdf', content: Buffer.from(await largePdf(16_000_000)).toString('base64') })).body;
    expect(await sign(id)).toMatchObject({ state: 'done' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const unread = await Promise.all(Array.from({ length: 40 }, () => startReading(`/v1/requests/${id}`)));
    const given = unread.filter(({ status }) => status === 200);
    expect([given.length, unread.length - given.length]).toEqual([4, 36]);
    expect((await caller.state(id)).body).toMatchObject({ error: { code: 'ANSWERS_UNREAD' } });
    const other = new ProgramCaller(present().view.settings.port);
    await other.pair(present(), 'Other');
    expect((await other.ask('verify', LETTER)).status).toBe(202);
    vi.advanceTimersByTime(LIMITS.sending + 1);
    vi.useRealTimers();
    expect((await caller.state(id)).body).toMatchObject({ state: 'done' });
    const ends = given.map(({ socket }) => once(socket.resume(), 'close'));
    await Promise.all(ends);
    for (const { socket } of unread) socket.destroy();
  });

  it('a program that was removed is declined, and its token is worth nothing', async () => {
    const { id } = (await caller.ask('sign', LETTER)).body;
    await program.client.programs.remove({ id: present().view.callers[0]!.id });
    expect(await caller.state(id)).toMatchObject({ status: 401, body: { error: { code: 'TOKEN_WRONG' } } });
    expect(present().view).toMatchObject({ callers: [], requests: [] });
  });
});

describe('the proof that the desk answers', () => {
  const nonce = 'N'.repeat(43);
  const prove = (id: string, given = nonce) => caller.call('POST', '/v1/proofs', { caller: id, nonce: given });
  const expected = (token: string, port: number) =>
    createHmac('sha256', createHash('sha256').update(token).digest()).update(`${nonce}:${port}`).digest('base64');

  it('needs no token, and is of this token, nonce and port', async () => {
    const id = await caller.pair(present());
    const { token } = caller;
    caller.token = '';
    const { port } = present().view.settings;
    expect(await prove(id)).toMatchObject({ status: 200, body: { proof: expected(token, port) } });
    expect((await prove(id)).body.proof).not.toBe(expected(token, port + 1));
    expect((await prove(id, 'M'.repeat(43))).body.proof).not.toBe(expected(token, port));
  });

  it('is given however often others call with a token that is worth nothing, or ask about a caller that is not; so is a pairing', async () => {
    const id = await caller.pair(present());
    const stale = new ProgramCaller(present().view.settings.port);
    stale.token = 'A'.repeat(43);
    const codes = [];
    for (let count = 0; count < 40; count += 1) codes.push((await stale.call('GET', '/v1/self')).body.error.code);
    expect(codes.at(-1)).toBe('TOO_MANY_CALLS');
    caller.token = '';
    expect((await prove(id)).status).toBe(200);
    for (let count = 0; count < 70; count += 1) codes.push((await prove(randomUUID())).body.error.code);
    expect(codes.at(-1)).toBe('TOO_MANY_CALLS');
    expect((await prove(id)).status).toBe(200);
    await stale.pair(present(), 'Another');
    for (let count = 0; count < 70; count += 1) codes.push((await prove(id)).status);
    expect(codes.at(-1)).toBe(429);
  });

  it('is given for no other caller, nor with a short nonce', async () => {
    const id = await caller.pair(present());
    expect((await prove(randomUUID())).body.error.code).toBe('CALLER_UNKNOWN');
    expect((await prove(id, 'short')).body.error.code).toBe('BODY_WRONG');
  });
});

describe('a permission that is taken away', () => {
  const NONE: ProgramPermissions = { sign: 'no', verify: 'no', card: 'no', login: 'no' };

  it('ends what it was for, whose state is told no more, and nothing else', async () => {
    const id = await caller.pair(present());
    const [card, verify] = [(await caller.ask('card', {})).body.id, (await caller.ask('verify', LETTER)).body.id];
    await program.client.programs.change({ id, permissions: { ...NONE, verify: 'ask' } });
    expect(await caller.state(card)).toMatchObject({ status: 403, body: { error: { code: 'PERMISSION_MISSING', permission: 'card' } } });
    expect((await caller.state(verify)).body).toMatchObject({ state: 'waiting' });
    expect(present().view.requests.map((request) => request.id)).toEqual([verify]);
  });

  it('brings no program back that is removed at the same time', async () => {
    const id = await caller.pair(present());
    await Promise.allSettled([present().callers.change(id, NONE), present().callers.remove(id)]);
    expect(present().view.callers).toEqual([]);
    expect((await caller.call('GET', '/v1/self')).status).toBe(401);
  });
});

describe('a verification and the card', () => {
  beforeEach(() => insertAndRead(program));

  it('are answered when a person says so, with the JSON of the command line and the facts of the certificates alone', async () => {
    await caller.pair(present());
    const [verify, card] = [
      (await caller.ask('verify', { name: 'a.pdf', content: content('%PDF-1.7 x') })).body.id,
      (await caller.ask('card', {})).body.id,
    ];
    await program.client.programs.verify({ id: verify });
    await program.client.programs.showCard({ id: card, reader: READER });
    expect((await caller.state(verify)).body).toMatchObject({ state: 'failed', failure: { code: 'PDF_BROKEN' } });
    const { body } = await caller.state(card);
    expect(requestState.parse(body)).toMatchObject({ state: 'done', result: { applications: [{ kind: 'signature' }, { kind: 'authentication' }] } });
    expect(JSON.stringify(body)).not.toMatch(/pinTries|atr/i);
  });

  it('are answered at once where a person set so, and a signature never is', async () => {
    await caller.pair(present(), 'Record system', { sign: 'ask', verify: 'always', card: 'always', login: 'no' });
    const signed = await signedLetter();
    const verify = await caller.ask('verify', { name: 'letter.p7s', content: signed, detached: LETTER });
    expect((await caller.state(verify.body.id, 20)).body).toMatchObject({
      state: 'done',
      result: { format: 'cades', conclusion: 'TOTAL-PASSED', signatures: [{ intact: true }] },
    });
    expect((await caller.state((await caller.ask('card', {})).body.id, 20)).body).toMatchObject({ state: 'done' });
    await caller.ask('sign', LETTER);
    expect(present().view.requests).toMatchObject([{ kind: 'sign', state: 'waiting' }]);
  });

  it('are of the caller: what it sends is never kept in the library of the person', async () => {
    await program.client.application.change({ keepVerified: true });
    await caller.pair(present());
    const { id } = (await caller.ask('verify', { name: 'letter.p7s', content: await signedLetter(), detached: LETTER })).body;
    await program.client.programs.verify({ id });
    expect((await caller.state(id)).body).toMatchObject({ state: 'done' });
    expect((await program.client.library.page({ filters: { origin: 'received' } })).documents).toEqual([]);
  });

  async function signedLetter(): Promise<string> {
    const document = await program.client.documents.open({ file: new File(['Dear colleague'], 'letter.txt') });
    const last = (await progressOf(await program.client.signing.sign(order([document])))).at(-1)!;
    const file = await program.client.documents.signed({ id: last.items[0]!.entry!.id });
    return Buffer.from(await file.arrayBuffer()).toString('base64');
  }

  it('show a name that is only a name', async () => {
    await caller.pair(present());
    await caller.ask('verify', { ...LETTER, name: '../x\u202egnp.exe' });
    expect(present().view.requests[0]!.document!.name).not.toMatch(/[/\u202e]/);
  });

  it('that nobody has allowed are refused', async () => {
    await caller.pair(present(), 'Record system', { sign: 'ask', verify: 'no', card: 'no', login: 'no' });
    for (const [kind, body] of [
      ['card', {}],
      ['verify', LETTER],
    ] as const)
      expect(await caller.ask(kind, body)).toMatchObject({ status: 403, body: { error: { code: 'PERMISSION_MISSING' } } });
  });
});

it('an hpki: address marks the request that it names, and no other text does anything', async () => {
  await caller.pair(present());
  const { address, id } = (await caller.ask('card', {})).body;
  expect([present().point('hpki:sign?file=/etc/passwd'), present().view.pointed]).toEqual([false, null]);
  expect([present().point(address), present().view.pointed]).toEqual([true, id]);
});
