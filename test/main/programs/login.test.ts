import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoginProgress } from '../../../main/api/schema/programs.ts';
import { openProgramDoor } from '../../../main/shell/programs/program-door.ts';
import { loadTestAuthority } from '../../../pki/test-authority/folder.ts';
import { verifyToken } from '../../../pki/web-eid/verify-token.ts';
import { acceptingOptions } from '../../support/authority.ts';
import { freePorts } from '../../support/free-ports.ts';
import type { TypedAnswer } from '../../support/pin-prompts.ts';
import { type Desk, desk, failureOf, insertAndRead, READER } from '../support/desk.ts';
import { send } from '../support/http.ts';

const SITE = 'https://portal.example';
const NONCE = randomBytes(32).toString('base64');

let program: Desk;
let port: number;
let token: string;

/** A paired web page that asks, and a person who types what was prepared. */
async function ready(...answers: readonly TypedAnswer[]) {
  await program?.[Symbol.asyncDispose]();
  program = await desk(answers, { openProgramDoor });
  token = '';
  port = await freePorts(1);
  await program.client.programs.set({ on: true, port });
  await insertAndRead(program);
  const { pairing } = program.application.programs;
  pairing.open();
  const { id } = await call('/v1/pairings', { name: 'Portal', permissions: ['login'] });
  pairing.allow(id, { sign: 'no', verify: 'no', card: 'no', login: 'ask' });
  token = (await call(`/v1/pairings/${id}/code`, { code: program.application.programs.view.pairing!.code })).token;
}
beforeEach(() => ready('1234'));
afterEach(() => program[Symbol.asyncDispose]());

async function call(path: string, body?: object) {
  const headers = { Origin: SITE, 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  return JSON.parse(
    (await send(`http://127.0.0.1:${port}${path}`, { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) })).body,
  );
}

const certificate = () => program.application.cards.view.readers[0]!.applications.find(({ kind }) => kind === 'authentication')!.certificate!.sha256;
const ask = async (): Promise<string> => (await call('/v1/requests/login', { challengeNonce: NONCE })).id;
const tries = () => program.application.cards.view.readers[0]!.applications.map(({ kind, pinTriesLeft }) => [kind, pinTriesLeft]);

async function logIn(id: string, sha256 = certificate()): Promise<LoginProgress> {
  let last: LoginProgress | null = null;
  for await (const progress of await program.client.programs.logIn({ id, reader: READER, certificate: sha256 })) last = progress;
  return last!;
}

describe('a login', () => {
  it('asks for the authentication PIN and gives a token for the origin that the browser sent', async () => {
    const id = await ask();
    expect(program.application.programs.view.requests).toMatchObject([{ kind: 'login', caller: { name: 'Portal', origin: SITE } }]);
    expect(await logIn(id)).toMatchObject({ state: 'done', failure: null });
    expect(program.person.requests).toMatchObject([{ application: 'authentication', holder: '見本　花子' }]);
    const { state, result } = await call(`/v1/requests/${id}`);
    expect([state, result.format, result.algorithm]).toEqual(['done', 'web-eid:1.0', 'RS256']);
    const authority = await loadTestAuthority(join(program.dataFolder, 'demonstration/authority'));
    const options = { ...acceptingOptions(authority, new Date()), chain: [authority.keys.authentication.certificate] };
    expect(await verifyToken(result, { origin: SITE, nonce: NONCE }, options)).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    expect(await verifyToken(result, { origin: 'https://bank.example', nonce: NONCE }, options)).toMatchObject({ conclusion: 'TOTAL-FAILED' });
    const [answered] = await program.client.audit.list({ before: null, limit: 1 });
    expect(answered).toMatchObject({ action: 'program.answered', facts: { kind: 'login', outcome: 'done', site: SITE } });
  });

  it('that is cancelled spends nothing and may be tried again', async () => {
    await ready(null, '1234');
    const id = await ask();
    expect(await logIn(id)).toMatchObject({ state: 'cancelled', failure: null });
    expect(tries()).toEqual([
      ['signature', 15],
      ['authentication', 15],
    ]);
    expect(await logIn(id)).toMatchObject({ state: 'done' });
  });

  it('counts a wrong PIN once, on the authentication application alone', async () => {
    await ready('9999', null);
    expect(await logIn(await ask())).toMatchObject({ state: 'cancelled' });
    await program.application.cards.refresh(READER);
    expect(tries()).toEqual([
      ['signature', 15],
      ['authentication', 14],
    ]);
  });

  it('with another certificate than was shown asks for no PIN that reaches the card', async () => {
    const id = await ask();
    expect(await logIn(id, 'AB'.repeat(32))).toMatchObject({ state: 'failed', failure: { code: 'CARD_SWAPPED' } });
    expect(program.person.requests).toEqual([]);
  });

  it('with a test card where none are accepted is refused before the PIN', async () => {
    const id = await ask();
    await program.client.application.change({ testMode: false });
    expect(await logIn(id)).toMatchObject({ state: 'failed', failure: { code: 'TEST_CARD_REFUSED' } });
    expect(program.person.requests).toEqual([]);
    expect(await program.client.programs.loginReadiness({ reader: READER })).toMatchObject({ failure: { code: 'TEST_CARD_REFUSED' } });
  });

  const permissions = { sign: 'no', verify: 'no', card: 'no', login: 'no' } as const;
  const callerId = () => program.application.programs.view.callers[0]!.id;
  const withdraw = (id: string) =>
    send(`http://127.0.0.1:${port}/v1/requests/${id}`, { method: 'DELETE', headers: { Origin: SITE, Authorization: `Bearer ${token}` } });
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['taken back', withdraw],
    ['of a program that is removed', () => program.client.programs.remove({ id: callerId() })],
    ['of a program that may not any more', () => program.client.programs.change({ id: callerId(), permissions })],
  ])('that is %s while the PIN is asked is over: nothing is signed, nothing is handed over', async (_, end) => {
    const id = await ask();
    let stopped = false;
    program.person.ask = async (_request, signal?: AbortSignal) => {
      await end(id);
      stopped = signal?.aborted === true;
      return { pin: new TextEncoder().encode('1234') };
    };
    expect(await logIn(id)).toMatchObject({ state: 'cancelled' });
    expect(stopped).toBe(true);
    expect(program.application.programs.view.requests).toEqual([]);
    expect((await program.client.audit.list({ before: null, limit: 20 })).some(({ facts }) => facts['outcome'] === 'done')).toBe(false);
  });

  it('that is answered is not answered again', async () => {
    const id = await ask();
    await logIn(id);
    expect(await failureOf(logIn(id))).toMatchObject({ code: 'PROGRAM_REQUEST_ENDED' });
  });

  it.each(['short', 'A'.repeat(43), 'A'.repeat(132), `${'A'.repeat(43)}*`])('with the nonce %j is refused', async (challengeNonce) => {
    expect(await call('/v1/requests/login', { challengeNonce })).toMatchObject({ error: { code: 'BODY_WRONG' } });
  });
});
