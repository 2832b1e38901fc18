import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { createRouter } from '../../../../main/api/router.ts';
import { type Listing, recordListed } from '../../../../main/credentials/records/listed.ts';
import { clientAs, failureOf } from '../../support/credential-client.ts';
import { type Flow, openFlow } from '../../support/credential-flow.ts';
import { nonce } from '../../../support/authority-desk.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const entries = (holder: number | null = null) => flow.authority.parts.audit.list(null, 50, { action: 'credential.listed', holder });
const BULK = { association: null, queue: null, transition: null, objects: null, evidence: [], reason: '' };

describe('people who were shown in a list', () => {
  it.each<[what: Listing, show: (client: ReturnType<typeof clientAs>) => Promise<unknown>]>([
    ['queue', (client) => client.queue({ queue: null, association: null, after: null, limit: 200 })],
    ['search', (client) => client.search({ text: '検証', limit: 100 })],
    ['proposals', (client) => client.proposals.list()],
    ['duplicates', (client) => client.duplicates()],
    ['bulk', (client) => client.bulk.preview({ ...BULK, task: 'renewal-notices', until: '2030-01-01' })],
  ])('%s: once for the answer, found by each of them', async (what, show) => {
    const one = await flow.withCard();
    await flow.withCard({ fields: { memberId: one.fields.memberId } });
    await flow.apply({ procedure: 'renewal', holder: one.holder });
    await flow.seats.approver.advance({ nonce: nonce(), object: one.card, transition: 'lose', evidence: ['caller-checks'], reason: 'x' });
    const before = (await entries()).length;
    await show(clientAs(flow, flow.seats.second.acting));
    const [entry, ...rest] = await entries();
    expect(rest).toHaveLength(before);
    expect(entry!.facts).toMatchObject({ by: flow.seats.second.acting.id, what });
    expect(String(entry!.facts['holders']).split(' ')).toContain(String(one.holder));
    expect((await entries(one.holder))[0]).toEqual(entry);
    expect(await entries(999_999)).toEqual([]);
  });

  it('of many, the first 200 and how many', async () => {
    const shown = Array.from({ length: 250 }, (_, index) => 250 - index);
    await recordListed(flow.authority.parts, flow.seats.clerk.acting, 'queue', [...shown, 1]);
    const { facts } = (await entries())[0]!;
    expect([facts['count'], String(facts['holders']).split(' ').length, String(facts['holders']).slice(0, 5)]).toEqual([250, 200, '1 2 3']);
  });

  it('nothing where nobody was shown', async () => {
    const before = await entries();
    await recordListed(flow.authority.parts, flow.seats.clerk.acting, 'queue', []);
    expect(await entries()).toEqual(before);
  });
});

describe('the program beside the desk, once staff are registered', () => {
  const client = () => createRouterClient(createRouter(flow.desk.application));

  it('its log leaves out what the desk recorded', async () => {
    const listed = (await client().audit.list({ before: null, limit: 500 })).map(({ action }) => action);
    expect(listed.filter((action) => /^(credential|staff)\./.test(action))).toEqual([]);
    expect(listed).toContain('demonstration.inserted');
    expect((await entries()).length).toBeGreaterThan(0);
  });

  it('nobody turns test mode on without being signed in', async () => {
    await flow.desk.application.settings.change({ testMode: false });
    expect(await failureOf(client().application.change({ testMode: true }))).toBe('STAFF_SIGN_IN_NEEDED');
    expect(await failureOf(client().demonstration.insert())).toBe('STAFF_SIGN_IN_NEEDED');
    expect(await failureOf(client().application.change({ theme: 'dark', testMode: false }))).toBeNull();
    expect(flow.desk.application.settings.current.testMode).toBe(false);
  });

  it.each<[who: 'clerk' | 'approver', refused: string | null]>([
    ['clerk', 'STAFF_ROLE_NEEDED'],
    ['approver', null],
  ])('the %s: %s', async (who, refused) => {
    const { application } = flow.desk;
    const { staff } = flow.authority;
    const signedIn = async () => ({ ...flow.authority, staff: { ...staff, session: staff.session, acting: () => flow.seats[who].acting } });
    const router = createRouter(Object.create(application, { authority: { value: signedIn } }) as typeof application);
    await application.settings.change({ testMode: false });
    expect(await failureOf(createRouterClient(router).application.change({ testMode: true }))).toBe(refused);
    expect(application.settings.current.testMode).toBe(refused === null);
  });
});
