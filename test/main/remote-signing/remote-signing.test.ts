import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RemoteVisit } from '../../../main/api/schema/remote.ts';
import type { SigningProgress } from '../../../main/api/schema/signing.ts';
import type { ApplicationOptions } from '../../../main/application.ts';
import { networkClient } from '../../../main/network/client.ts';
import type { IssuedCertificate } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { DOCTOR } from '../../support/authority.ts';
import { loopbackOnly } from '../../support/loopback-only.ts';
import type { TypedAnswer } from '../../support/pin-prompts.ts';
import {
  REMOTE_CLIENT,
  REMOTE_PIN,
  type RemoteFault,
  type RemoteService,
  type RemoteServiceOptions,
  remoteService,
} from '../../support/remote-service.ts';
import { type Desk, desk, failureOf, order, progressOf } from '../support/desk.ts';

const READER = '地域サービス (CSC)';
const UNKNOWN = { pin: REMOTE_PIN, confirmedTries: 'unknown' } as const;
const WRONG = { pin: '111111', confirmedTries: 'unknown' } as const;

let key: IssuedCertificate;
let other: IssuedCertificate;
let authentication: IssuedCertificate;
let service: RemoteService;
let program: Desk;

beforeAll(async () => {
  const now = new Date();
  const authority = await createTestAuthority({ now });
  ({ signature: key, authentication } = await authority.issueCertificates(DOCTOR, now));
  other = (await authority.issueCertificates(DOCTOR, now)).signature;
});
beforeEach(async () => {
  service = await remoteService({ key, other });
});
afterEach(async () => {
  await program?.[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

async function serve(more: Partial<RemoteServiceOptions>): Promise<void> {
  await service[Symbol.asyncDispose]();
  service = await remoteService({ key, other, ...more });
}

async function begin(answers: readonly TypedAnswer[] = [], options: Partial<ApplicationOptions> = {}): Promise<string> {
  program = await desk(answers, { testCards: true, ...options });
  const [added] = await program.client.remote.add({ name: '地域サービス', base: service.base, clientId: REMOTE_CLIENT });
  return added!.id;
}

/** A person who goes at once where they are sent. */
async function follow(visits: AsyncIterable<RemoteVisit>): Promise<RemoteVisit[]> {
  const seen: RemoteVisit[] = [];
  for await (const visit of visits) {
    seen.push(visit);
    if (visit.state === 'visiting') await fetch(visit.address).then((answer) => answer.text());
  }
  return seen;
}
const connect = async (id: string) => follow(await program.client.remote.connect({ id }));
const failed = async (id: string) => {
  const last = (await connect(id)).at(-1)!;
  return last.state === 'failed' ? last.failure : last;
};
const connected = async (answers: readonly TypedAnswer[] = [], options: Partial<ApplicationOptions> = {}) => {
  const id = await begin(answers, options);
  await connect(id);
  return id;
};

const letters = (count = 1) =>
  Promise.all(Array.from({ length: count }, (_, index) => program.client.documents.open({ file: new File([`letter ${index}`], `${index}.txt`) })));
const sign = async (count = 1, change: object = {}) => {
  const wish = order(await letters(count), { reader: READER, acceptUnknownRevocation: true, ...change });
  return progressOf(await program.client.signing.sign(wish));
};
const summary = ({ state, failure, items }: SigningProgress) => ({
  state,
  code: failure?.code ?? null,
  items: items.map((item) => item.state),
});
const signedFiles = async () => (await readdir(join(program.dataFolder, 'signed')).catch(() => [])).length;
const recorded = async (what: RegExp) =>
  (await program.client.audit.list({ before: null, limit: 50 })).filter(({ action }) => what.test(action)).map(({ action }) => action);

describe('services on record', () => {
  it('are added and removed by name, recorded, and found again after a restart', async () => {
    const id = await begin();
    expect(await program.client.remote.services()).toMatchObject([{ id, name: '地域サービス', connected: false, keys: [], failure: null }]);
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder: program.dataFolder });
    expect(await program.client.remote.services()).toMatchObject([{ id, base: service.base }]);
    expect(await program.client.remote.remove({ id })).toEqual([]);
    expect(await recorded(/^remote-service/)).toEqual(['remote-service.removed', 'remote-service.added']);
    expect(service.seen.map(({ path }) => path)).toEqual(['info']);
  });

  it.each([
    ['地域サービス', 'https://other.example/', 'REMOTE_SERVICE_NAME_TAKEN'],
    ['other', 'http://service.example/csc/v2', 'REMOTE_ADDRESS_UNFIT'],
  ])('%s at %s is not taken', async (name, base, code) => {
    await begin();
    expect(await failureOf(program.client.remote.add({ name, base, clientId: 'x' }))).toMatchObject({ code });
  });

  it('that name another host as their sign-in are refused until a person confirmed just that host', async () => {
    service.fault = 'sign-in-elsewhere';
    const id = await begin();
    const elsewhere = { code: 'REMOTE_SIGN_IN_ELSEWHERE', detail: { host: service.host, signIn: service.otherHost } };
    expect(await program.client.remote.services()).toMatchObject([{ signInHost: null, failure: elsewhere }]);
    expect(await failed(id)).toMatchObject(elsewhere);
    await program.client.remote.confirmSignIn({ id, host: 'other.example' });
    expect(await failed(id)).toMatchObject(elsewhere);
    expect(service.seen.map(({ path }) => path)).toEqual(['info', 'info', 'info']);
    expect(await program.client.remote.confirmSignIn({ id, host: service.otherHost })).toMatchObject([
      { signInHost: service.otherHost, failure: null },
    ]);
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder: program.dataFolder });
    expect((await connect(id)).at(-1)).toEqual({ state: 'connected', keys: 1 });
    expect(await recorded(/sign-in/)).toHaveLength(2);
  });

  it('that were put on record before a sign-in could be confirmed are still there', async () => {
    const id = await begin();
    const { db } = program.application.store;
    const { value } = await db.selectFrom('setting').select('value').where('name', '=', 'remoteServices').executeTakeFirstOrThrow();
    await db
      .updateTable('setting')
      .set({ value: value.replace(',"signInHost":null', '') })
      .where('name', '=', 'remoteServices')
      .execute();
    await program[Symbol.asyncDispose]();
    program = await desk([], { dataFolder: program.dataFolder });
    expect(await program.client.remote.services()).toMatchObject([{ id, signInHost: null }]);
  });

  it.each(['', 'https://other.example', 'user@other.example', 'other.example/path'])('do not take %s for a host', async (host) => {
    const id = await begin();
    expect(await failureOf(program.client.remote.confirmSignIn({ id, host }))).not.toBeNull();
    expect(await program.client.remote.services()).toMatchObject([{ signInHost: null }]);
  });

  it('of an unknown id cannot be connected to', async () => {
    await begin();
    expect(await failed('nothing')).toMatchObject({ code: 'REMOTE_SERVICE_UNKNOWN' });
  });
});

describe('signing in', () => {
  it('tells where to go, then that the keys are there, which are shown among the readers', async () => {
    const id = await begin();
    const visits = await connect(id);
    expect(visits.map(({ state }) => state)).toContain('visiting');
    expect(visits.at(-1)).toEqual({ state: 'connected', keys: 1 });
    expect(await program.client.remote.services()).toMatchObject([
      { connected: true, keys: [{ reader: READER, way: 'pin', certificate: { nameKanji: DOCTOR.nameKanji }, failure: null }] },
    ]);
    expect(program.application.keys.view.readers).toMatchObject([{ name: READER, transport: 'remote', state: 'hpki' }]);
  });

  it('is forgotten by a press, at the service as well', async () => {
    const id = await connected();
    expect(service.tokens.size).toBe(1);
    expect(await program.client.remote.disconnect({ id })).toMatchObject([{ connected: false, keys: [] }]);
    expect(service.tokens.size).toBe(0);
    expect(program.application.keys.view.readers).toEqual([]);
    expect(await recorded(/^remote-service/)).toEqual(['remote-service.disconnected', 'remote-service.connected', 'remote-service.added']);
  });

  it('is forgotten with the program, and nothing of it rests on the disk', async () => {
    await connected();
    const [token] = service.tokens;
    await program[Symbol.asyncDispose]();
    expect(service.tokens.size).toBe(0);
    program = await desk([], { dataFolder: program.dataFolder });
    expect(await program.client.remote.services()).toMatchObject([{ connected: false }]);
    const entries = await program.application.store.db.selectFrom('setting').selectAll().execute();
    expect(JSON.stringify(entries)).not.toContain(token);
    expect(JSON.stringify(await program.client.audit.list({ before: null, limit: 100 }))).not.toContain(token);
  });

  it.each<[RemoteFault, string]>([
    ['state-wrong', 'REMOTE_SIGN_IN_REFUSED'],
    ['access-denied', 'REMOTE_SIGN_IN_REFUSED'],
    ['list-malformed', 'REMOTE_ANSWER_WRONG'],
  ])('%s: %s, nothing is connected and no token is left', async (fault, code) => {
    const id = await begin();
    service.fault = fault;
    expect(await failed(id)).toMatchObject({ code });
    expect(await program.client.remote.services()).toMatchObject([{ connected: false }]);
    expect(service.tokens.size).toBe(0);
  });

  it('opens the page in the browser of the desktop while it has to be visited, and no other', async () => {
    const opened: string[] = [];
    const browse = async (address: string) => opened.push(address) > 0;
    const id = await begin([], { desktop: { reveal: async () => false, browse } });
    expect(await program.client.remote.openPage()).toBe(false);
    let address = '';
    for await (const visit of await program.client.remote.connect({ id })) {
      if (visit.state !== 'visiting') continue;
      ({ address } = visit);
      expect(await program.client.remote.openPage()).toBe(true);
      await fetch(address).then((answer) => answer.text());
    }
    expect(opened).toEqual([address]);
    expect(await program.client.remote.openPage()).toBe(false);
  });

  it('ends when the person gives up', async () => {
    const id = await begin();
    let back = '';
    for await (const visit of await program.client.remote.connect({ id })) {
      if (visit.state !== 'visiting') continue;
      back = new URL(visit.address).searchParams.get('redirect_uri')!;
      break;
    }
    await expect(fetch(back)).rejects.toThrow();
    expect(await program.client.remote.services()).toMatchObject([{ connected: false }]);
  });

  it('of a service that is not there is named, and blocks nothing else', async () => {
    const id = await begin();
    await service[Symbol.asyncDispose]();
    expect(await failed(id)).toMatchObject({ code: 'NETWORK_REFUSED' });
    await program.client.demonstration.insert();
    service = await remoteService({ key });
  });
});

describe('signing', () => {
  it('shows who signs, asks for the PIN of the service, and keeps a valid file', async () => {
    await connected([UNKNOWN]);
    expect(await program.client.signing.readiness({ reader: READER })).toMatchObject({
      certificate: { nameKanji: DOCTOR.nameKanji, test: true },
      triesLeft: null,
      failure: null,
    });
    const all = await sign();
    expect(summary(all.at(-1)!)).toEqual({ state: 'done', code: null, items: ['done'] });
    expect(program.person.requests).toMatchObject([{ reader: READER, keeper: 'service', confirm: 'unknown', uses: 1, digitsOnly: true }]);
    expect(program.person.wiped).toBe(true);
    expect(await signedFiles()).toBe(1);
  });

  it('a batch asks once, and each document is unlocked by itself', async () => {
    await connected([UNKNOWN]);
    expect(summary((await sign(3)).at(-1)!)).toEqual({ state: 'done', code: null, items: ['done', 'done', 'done'] });
    expect(program.person.requests).toMatchObject([{ uses: 3 }]);
    expect(service.typed).toEqual([REMOTE_PIN, REMOTE_PIN, REMOTE_PIN]);
    const hashes = service.seen.filter(({ path }) => path === 'credentials/authorize').map(({ body }) => JSON.parse(body).hashes[0]);
    expect(new Set(hashes).size).toBe(3);
  });

  it('a PIN that was refused is not sent again, even if it is typed again', async () => {
    await connected([WRONG, WRONG, UNKNOWN]);
    expect(summary((await sign()).at(-1)!)).toMatchObject({ state: 'done' });
    expect(service.typed).toEqual(['111111', REMOTE_PIN]);
    expect(await recorded(/^pin/)).toHaveLength(1);
  });

  it('a wrong PIN ends a batch', async () => {
    await connected([WRONG, UNKNOWN]);
    expect(summary((await sign(2)).at(-1)!)).toEqual({ state: 'failed', code: 'REMOTE_PIN_REFUSED', items: ['failed', 'not-reached'] });
    expect(service.typed).toEqual(['111111']);
    expect(await recorded(/^pin/)).toEqual(['pin.refused']);
  });

  it('sends no PIN without the confirmation that the number of tries is unknown', async () => {
    await connected([REMOTE_PIN]);
    expect(summary((await sign()).at(-1)!)).toMatchObject({ code: 'PIN_CONFIRMATION_NEEDED' });
    expect(service.typed).toEqual([]);
  });

  it('asks for a one-time password for each document', async () => {
    await serve({ way: 'one-time' });
    await connected([UNKNOWN, UNKNOWN]);
    expect(summary((await sign(2)).at(-1)!)).toMatchObject({ state: 'done', items: ['done', 'done'] });
    expect(program.person.requests).toMatchObject([
      { keeper: 'serviceOnce', uses: 1 },
      { keeper: 'serviceOnce', uses: 1 },
    ]);
  });

  it('goes to the page of the service for each document where the key wants that', async () => {
    await serve({ way: 'browser' });
    await connected();
    const wish = order(await letters(2), { reader: READER, acceptUnknownRevocation: true });
    const pages = new Set<string>();
    let last: SigningProgress | null = null;
    for await (const progress of await program.client.signing.sign(wish)) {
      last = progress;
      if (progress.browserPage === null || pages.has(progress.browserPage)) continue;
      pages.add(progress.browserPage);
      await fetch(progress.browserPage).then((answer) => answer.text());
    }
    expect(last).toMatchObject({ state: 'done', counts: { done: 2 }, browserPage: null });
    expect(pages.size).toBe(2);
    expect(program.person.requests).toEqual([]);
  });

  it.each<[RemoteFault, string, number]>([
    ['certificate-swapped', 'REMOTE_CERTIFICATE_CHANGED', 0],
    ['key-disabled', 'REMOTE_CREDENTIAL_UNFIT', 0],
    ['token-refused', 'REMOTE_SESSION_ENDED', 0],
    ['activation-refused', 'REMOTE_PIN_OUTCOME_UNKNOWN', 1],
    ['activation-unauthorised', 'REMOTE_PIN_OUTCOME_UNKNOWN', 1],
    ['activation-broken', 'REMOTE_PIN_OUTCOME_UNKNOWN', 1],
    ['activation-malformed', 'REMOTE_PIN_OUTCOME_UNKNOWN', 1],
    ['activation-of-other-hash', 'REMOTE_REFUSED', 1],
    ['signature-by-other-key', 'SIGNATURE_VALUE_WRONG', 1],
    ['signature-missing', 'REMOTE_ANSWER_WRONG', 1],
  ])('%s: %s, and no file; the PIN was sent %i times', async (fault, code, sent) => {
    await connected([UNKNOWN, UNKNOWN]);
    program.person.whileTyping = () => {
      service.fault = fault;
    };
    expect(summary((await sign()).at(-1)!)).toEqual({ state: 'failed', code, items: ['failed'] });
    expect(service.typed).toHaveLength(sent);
    expect(await recorded(/^pin/)).toEqual(code === 'REMOTE_PIN_OUTCOME_UNKNOWN' ? ['pin.outcome-unknown'] : []);
    expect(await signedFiles()).toBe(0);
    expect(program.person.wiped).toBe(true);
  });

  it('tells who gives up after the PIN went out that it did', async () => {
    await connected([UNKNOWN]);
    program.person.whileTyping = () => {
      service.fault = 'activation-silent';
    };
    let last: SigningProgress | null = null;
    for await (const progress of await program.client.signing.sign(order(await letters(), { reader: READER, acceptUnknownRevocation: true }))) {
      last = progress;
      if (progress.state === 'signing')
        void expect
          .poll(() => service.typed.length, { timeout: 5000 })
          .toBe(1)
          .then(() => program.client.signing.cancel({ job: progress.job }));
    }
    expect(last).toMatchObject({ state: 'failed', failure: { code: 'REMOTE_PIN_OUTCOME_UNKNOWN', detail: { host: service.host } } });
    expect(await recorded(/^pin|^signing/)).toEqual(['signing.failed', 'pin.outcome-unknown']);
  });

  it('tells that the PIN went out also when the computer slept meanwhile', async () => {
    let ahead = 0;
    await connected([UNKNOWN], { now: () => new Date(Date.now() + ahead) });
    program.person.whileTyping = () => {
      service.fault = 'activation-silent';
    };
    const signing = sign(2);
    await expect.poll(() => service.typed.length, { timeout: 5000 }).toBe(1);
    ahead = 120_000;
    expect((await signing).at(-1)).toMatchObject({ state: 'failed', failure: { code: 'REMOTE_PIN_OUTCOME_UNKNOWN' } });
    expect(await recorded(/^pin|^signing/)).toEqual(['signing.failed', 'pin.outcome-unknown']);
  });

  it('of a batch holds a PIN on the screen, and of one-time passwords none', async () => {
    const held = async () => (await sign(2)).some(({ pinHeld }) => pinHeld !== null);
    await connected([UNKNOWN]);
    expect(await held()).toBe(true);
    await program[Symbol.asyncDispose]();
    await serve({ way: 'one-time' });
    await connected([UNKNOWN, UNKNOWN]);
    expect(await held()).toBe(false);
  });

  it('with a PIN that was refused before is possible after signing in again, since it may have become right there', async () => {
    const id = await connected(
      [
        { ...UNKNOWN, pin: '135790' },
        { ...UNKNOWN, pin: '135790' },
        { ...UNKNOWN, pin: '135790' },
      ],
      { askAgain: false },
    );
    const code = async () => (await sign()).at(-1)!.failure?.code ?? null;
    expect(await code()).toBe('REMOTE_PIN_REFUSED');
    expect(await code()).toBe('REMOTE_PIN_REFUSED_BEFORE');
    expect(service.typed).toEqual(['135790']);
    service.pin = '135790';
    await connect(id);
    expect(await code()).toBe(null);
    expect(service.typed).toEqual(['135790', '135790']);
  });

  it('is not begun, and no PIN asked, where the sign-in is known to be over', async () => {
    let late = 0;
    const id = await begin([UNKNOWN], { now: () => new Date(Date.now() + late) });
    await connect(id);
    late = 2 * 3_600_000;
    expect(await failureOf(program.client.signing.readiness({ reader: READER }))).toMatchObject({ code: 'REMOTE_SESSION_ENDED' });
    expect(program.application.keys.view.readers).toEqual([]);
    expect(await program.client.remote.services()).toMatchObject([{ connected: false, failure: { code: 'REMOTE_SESSION_ENDED' } }]);
    expect(program.person.requests).toEqual([]);
  });

  it('that is over by its clock is shown as over to whoever looks first', async () => {
    let late = 0;
    const id = await begin([], { now: () => new Date(Date.now() + late) });
    await connect(id);
    late = 2 * 3_600_000;
    expect(await program.client.remote.services()).toMatchObject([{ connected: false, failure: { code: 'REMOTE_SESSION_ENDED' } }]);
    expect(program.application.keys.view.readers).toEqual([]);
  });

  it.each([false, true])('whose sign-in ends after the look at the key (%s: between two documents) asks for no PIN', async (between) => {
    if (between) await serve({ way: 'one-time' });
    let late = 0;
    const id = await begin([UNKNOWN, UNKNOWN], { now: () => new Date(Date.now() + late) });
    await connect(id);
    const wish = order(await letters(2), { reader: READER, acceptUnknownRevocation: true });
    if (!between) late = 2 * 3_600_000;
    let last: SigningProgress | null = null;
    for await (const progress of await program.client.signing.sign(wish)) {
      last = progress;
      if (progress.counts.done === 1) late = 2 * 3_600_000;
    }
    expect(last).toMatchObject({ failure: { code: 'REMOTE_SESSION_ENDED' }, counts: { done: between ? 1 : 0 } });
    expect(program.person.requests).toHaveLength(between ? 1 : 0);
  });

  it('goes on with the other keys where one is told wrongly, which is shown with the reason', async () => {
    await serve({ odd: { odd: { auth: { mode: 'dance' } } } });
    await connected([UNKNOWN]);
    expect(await program.client.remote.services()).toMatchObject([
      {
        keys: [
          { reader: READER, failure: null },
          { id: 'odd', certificate: null, failure: { code: 'REMOTE_ANSWER_WRONG' } },
        ],
      },
    ]);
    expect(summary((await sign()).at(-1)!)).toMatchObject({ state: 'done' });
  });

  it('whose session is over takes the keys away and says so', async () => {
    await connected([UNKNOWN]);
    program.person.whileTyping = () => {
      service.fault = 'token-refused';
    };
    await sign();
    expect(await program.client.remote.services()).toMatchObject([{ connected: false, failure: { code: 'REMOTE_SESSION_ENDED' } }]);
    expect(program.application.keys.view.readers).toEqual([]);
  });

  it('does not sign for whom nobody was shown', async () => {
    await connected([UNKNOWN]);
    expect(summary((await sign(1, { certificate: '00'.repeat(32) })).at(-1)!)).toMatchObject({ code: 'CARD_SWAPPED' });
    expect(service.typed).toEqual([]);
  });

  it('stops when it is cancelled while a silent service is waited for', async () => {
    await connected([UNKNOWN]);
    program.person.whileTyping = () => {
      service.fault = 'silent';
      setTimeout(() => void program.client.signing.cancel({ job }), 200);
    };
    let job = '';
    const wish = order(await letters(), { reader: READER, acceptUnknownRevocation: true });
    let last: SigningProgress | null = null;
    for await (const progress of await program.client.signing.sign(wish)) {
      job = progress.job;
      last = progress;
    }
    expect(last).toMatchObject({ state: 'cancelled' });
    const [cancelled] = await program.client.audit.list({ before: null, limit: 1 });
    expect(cancelled).toMatchObject({ action: 'signing.cancelled', facts: { code: 'OPERATION_ABORTED' } });
  });

  it.each<[string, () => Partial<RemoteServiceOptions>]>([
    ['two values', () => ({ way: 'two-values' })],
    ['an authentication certificate', () => ({ key: authentication })],
  ])('%s: the key is shown as one that cannot sign', async (_what, more) => {
    await serve(more());
    await connected([UNKNOWN]);
    expect(await program.client.signing.readiness({ reader: READER })).toMatchObject({
      certificate: null,
      failure: { code: 'REMOTE_CREDENTIAL_UNFIT' },
    });
    expect(summary((await sign()).at(-1)!)).toMatchObject({ code: 'REMOTE_CREDENTIAL_UNFIT' });
    expect(service.typed).toEqual([]);
  });
});

it('goes through the one client of the program', async () => {
  const asked: string[] = [];
  const http = networkClient(() => program.application.settings.current.network, loopbackOnly);
  const send: typeof http.send = (request) => {
    asked.push(new URL(request.url).pathname);
    return http.send(request);
  };
  await connected([], { http: { send } });
  expect(asked).toEqual(['/csc/v2/info', '/csc/v2/info', '/oauth2/token', '/csc/v2/credentials/list', '/csc/v2/credentials/info']);
});
