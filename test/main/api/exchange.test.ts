import { randomUUID } from 'node:crypto';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeRouter } from '../../../main/api/routers/exchange.ts';
import { enrolOrder } from '../../../main/api/schema/exchange.ts';
import { openApplication } from '../../../main/open-application.ts';
import type { Acting } from '../../../main/credentials/staff/acting.ts';
import { AppError } from '../../../main/errors.ts';
import type { IncomingEvent } from '../../../main/exchange/inbox/incoming-event.ts';
import { makeCode } from '../../../main/hub/access/enrolment.ts';
import type { Hub } from '../../../main/hub/hub.ts';
import { HUB } from '../../../main/hub/store/actor.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { failureOf } from '../support/credential-client.ts';
import { type Flow, openFlow } from '../support/credential-flow.ts';
import { openHubOfTest, populate } from '../support/hub.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const codeFor = async (kind: 'authority' | 'association', association: string | null = null): Promise<string> => {
  const { store } = hub.parts;
  return (await store.within(HUB, (tx) => makeCode(tx, { kind, association, scopes: [], by: 'test' }, store.now()))).code;
};

/** The exchange of the authority's desk as somebody who is signed in; `null`: nobody is. */
const clientAs = ({ authority, desk: { application } }: Flow, acting: Acting | null) =>
  createRouterClient(
    exchangeRouter({
      store: application.store,
      exchange: application.exchange,
      authority: async () => ({
        ...authority,
        staff: {
          ...authority.staff,
          session: authority.staff.session,
          acting: () => {
            if (!acting) throw new AppError('STAFF_SIGN_IN_NEEDED');
            return acting;
          },
        },
      }),
    }),
  );

/** Somebody whose membership others tell differently, and the item of it. */
async function differing(flow: Flow, association?: string) {
  const { application } = flow.desk;
  const given = await flow.withCard({ member: true, ...(association !== undefined && { association }) });
  const exchange = await (await application.exchange()).exchange();
  await exchange.identity.enrol({
    ...{ url: 'https://hub.example', client: 'a', issuer: 'https://hub.example/issuers/a', hub: 'https://hub.example' },
    ...{ kind: 'authority', association: null, scopes: [], national: 'jma' },
  });
  const told: IncomingEvent = {
    ...{ issuer: 'https://hub.example', jti: randomUUID(), event: 'membership.withdrawn', feed: 'membership' },
    happenedAt: '2026-11-28T00:00:00.000Z',
    subject: { format: 'doctor', registration: given.fields.registration },
    payload: { association: 'jma', effective_on: '2026-11-28' },
  };
  await exchange.inbox.take([told]);
  const item = (await exchange.disagreements()).find(({ holder }) => holder === given.holder)!;
  return { ...given, item };
}

describe('at the authority’s desk', () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await openFlow();
  });
  afterAll(() => flow[Symbol.asyncDispose]());

  const order = { url: 'https://hub.example', code: 'x', name: 'x' };
  const file = () => new File(['x'], 'x.hpki-events');
  type Client = ReturnType<typeof clientAs>;

  it.each<
    [what: string, ask: (client: Client) => Promise<unknown>, may: 'clerk' | 'approver' | 'operator', mayNot: 'clerk' | 'operator' | 'auditor' | null]
  >([
    ['enrolling', (client) => client.enrol(order), 'approver', 'operator'],
    ['writing a file', (client) => client.export({ peer: 'tokyo', again: false }), 'operator', null],
    ['looking at a file', (client) => client.look({ file: file() }), 'operator', 'auditor'],
    ['taking a file', (client) => client.import({ file: file() }), 'approver', 'clerk'],
    ['telling again', (client) => client.forgive(), 'operator', null],
    ['giving the status list', (client) => client.publishStatus(), 'operator', 'clerk'],
    ['the list of differences', (client) => client.disagreements({ which: 'open' }), 'clerk', null],
    ['settling', (client) => client.settle({ id: 'x', decision: 'ours', reason: 'x' }), 'clerk', 'operator'],
  ])('%s is for staff in a role for it', async (_what, ask, may, mayNot) => {
    expect(await failureOf(ask(clientAs(flow, null)))).toBe('STAFF_SIGN_IN_NEEDED');
    if (mayNot) expect(await failureOf(ask(clientAs(flow, flow.seats[mayNot].acting)))).toBe('STAFF_ROLE_NEEDED');
    expect(String(await failureOf(ask(clientAs(flow, flow.seats[may].acting))))).not.toMatch(/^STAFF_/);
  });

  it('how it stands is for everybody, and says that staff are needed', async () => {
    expect(await clientAs(flow, null).glance()).toBeNull();
    for await (const state of await clientAs(flow, null).watch()) {
      expect(state).toMatchObject({ hub: null, staffed: true, thumbprint: expect.any(String) });
      break;
    }
  });

  it.each<[decision: 'ours' | 'theirs', entered: object, member: boolean, drafts: number]>([
    ['ours', { record: false, draft: false }, true, 0],
    ['theirs', { record: true, draft: true }, false, 1],
  ])('a difference that is settled for %s', async (decision, entered, member, drafts) => {
    const { holder, item } = await differing(flow);
    const client = clientAs(flow, flow.seats.clerk.acting);
    const [shown] = (await client.disagreements({ which: 'open' })).filter(({ id }) => id === item.id);
    expect(shown).toMatchObject({ kind: 'member', holder, ours: { member: 'true' }, theirs: { member: 'false' }, issuer: 'https://hub.example' });
    expect(await client.settle({ id: item.id, decision, reason: '電話で確認' })).toMatchObject(entered);
    expect((await flow.authority.parts.holders.get(flow.desk.application.store.db, holder)).member).toBe(member);
    const page = await flow.seats.approver.page(holder);
    expect(page.objects.filter(({ kind, state }) => kind === 'application' && state === 'draft')).toHaveLength(drafts);
    // Nothing is revoked by itself.
    expect(page.objects.filter(({ kind }) => kind === 'certificate').every(({ state }) => state === 'active')).toBe(true);
    const [settled] = await client.disagreements({ which: 'settled' });
    expect(settled!.settled).toMatchObject({ by: 'clerk', decision, reason: '電話で確認' });
    expect(await failureOf(client.settle({ id: item.id, decision, reason: 'x' }))).toBe('RECONCILIATION_UNKNOWN');
  });

  it('the desk of one association sees and settles its own people alone', async () => {
    const { item } = await differing(flow, '文京区医師会');
    const own = clientAs(flow, flow.seatAs(['association'], '文京区医師会').acting);
    const other = clientAs(flow, flow.seatAs(['association'], '千代田区医師会').acting);
    const ids = async (client: Client) => (await client.disagreements({ which: 'open' })).map(({ id }) => id);
    expect(await ids(own)).toContain(item.id);
    expect(await ids(other)).not.toContain(item.id);
    const settlement = { id: item.id, decision: 'ours', reason: 'x' } as const;
    expect(await failureOf(other.settle(settlement))).toBe('HOLDER_UNKNOWN');
    expect(await failureOf(own.settle({ ...settlement, reason: ' ' }))).toBe('USAGE_WRONG');
    expect(await failureOf(own.settle(settlement))).toBeNull();
  });
});

describe('a desk with screens', () => {
  /** The program over a folder, as a shell with screens opens it, and its exchange through the contract. */
  async function open(dataFolder: string) {
    const application = await openApplication({
      ...{ dataFolder, shell: 'browser', pinDesk: { ask: async () => null }, readers: new VirtualReaderService() },
    });
    return { client: createRouterClient(exchangeRouter(application)), [Symbol.asyncDispose]: () => application[Symbol.asyncDispose]() };
  }

  it('keeps the link from its enrolment on, and takes it up again when it is opened', async () => {
    const folder = await temporaryFolder();
    {
      await using desk = await open(folder);
      expect(await desk.client.glance()).toBeNull();
      expect(await failureOf(desk.client.run())).toBe('EXCHANGE_NOT_ENROLLED');
      expect(await failureOf(desk.client.enrol({ url: hub.url, code: 'AAAA', name: 'x' }))).toBe('ENROLMENT_REFUSED');
      const state = await desk.client.enrol({ url: hub.url, code: await codeFor('association', 'city-a'), name: 'x' });
      expect(state.hub).toEqual({ url: hub.url, kind: 'association', association: 'city-a' });
      await expect.poll(async () => (await desk.client.glance())?.members.count, { timeout: 20_000 }).toBe(1);
      expect(await desk.client.run()).toMatchObject({ sent: 0, came: 0, state: { disagreements: 0, clockOffsetMs: expect.any(Number) } });
    }
    await using desk = await open(folder);
    const contacts = async () => (await desk.client.glance())!.peers.flatMap(({ ways }) => ways.map(({ lastContact }) => lastContact ?? ''));
    const before = (await contacts()).sort().at(-1)!;
    await expect.poll(async () => (await contacts()).sort().at(-1)! > before, { timeout: 20_000 }).toBe(true);
    // That a link is let go of is no failure.
    expect((await desk.client.glance())!.peers.flatMap(({ ways }) => ways.map(({ error }) => error)).filter(Boolean)).toEqual([]);
  });

  it('a hub that is not there: the program opens, and the state says why', async () => {
    const folder = await temporaryFolder();
    const gone = await openHubOfTest();
    {
      await populate(gone);
      const { store } = gone.parts;
      const order = { kind: 'association', association: 'city-a', scopes: [], by: 'test' } as const;
      const { code } = await store.within(HUB, (tx) => makeCode(tx, order, store.now()));
      await using desk = await open(folder);
      await desk.client.enrol({ url: gone.url, code, name: 'x' });
    }
    await gone[Symbol.asyncDispose]();
    await using desk = await open(folder);
    const errors = async () => (await desk.client.glance())!.peers.flatMap(({ ways }) => ways.map(({ error }) => error));
    await expect.poll(errors, { timeout: 20_000 }).toContain('NETWORK_REFUSED');
    expect(await failureOf(desk.client.run())).toBe('NETWORK_REFUSED');
  });
});

it.each([
  ['https://hub.example', true],
  ['http://127.0.0.1:8443', true],
  ['http://hub.example', false],
  ['https://user@hub.example', false],
  ['ftp://hub.example', false],
])('a code is sent to %s: %s', (url, taken) => {
  expect(enrolOrder.safeParse({ url, code: 'x', name: 'x' }).success).toBe(taken);
});
