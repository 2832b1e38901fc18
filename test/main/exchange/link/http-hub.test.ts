import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCode } from '../../../../main/hub/access/enrolment.ts';
import type { Hub } from '../../../../main/hub/hub.ts';
import { HUB } from '../../../../main/hub/store/actor.ts';
import { noProxy } from '../../../../pki/network/proxy.ts';
import { nodeHttpClient } from '../../../../pki/network/node-client.ts';
import { openHubOfTest, populate } from '../../support/hub.ts';
import { codeOf } from '../../support/staff-desk.ts';
import { statusList, thumbprintOf, ED25519, named } from '../../support/status-lists.ts';
import { openDesk } from '../support.ts';

const http = nodeHttpClient({ proxy: noProxy });
const NEVER = new AbortController().signal;
let hub: Hub;
beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
});
afterAll(() => hub?.[Symbol.asyncDispose]());

/** A desk that a one-time code of the hub lets in. */
async function enrolled(kind: 'authority' | 'association', association: string | null) {
  const desk = await openDesk(association ?? kind, kind, http);
  const { store } = hub.parts;
  const { code } = await store.within(HUB, (tx) => makeCode(tx, { kind, association, scopes: [], by: 'test' }, store.now()));
  await desk.exchange.enrol({ url: `${hub.url}/`, code, name: 'test' });
  return { ...desk, code };
}

it('a stop goes from the authority to a reception desk, and a step to the association of its person alone', async () => {
  const [authority, own, other] = [
    await enrolled('authority', null),
    await enrolled('association', 'city-a'),
    await enrolled('association', 'city-b'),
  ];
  await authority.tellHeld('1001');
  await authority.tellStatus(0, 'lost', 1);
  expect(await authority.exchange.link().once(NEVER)).toMatchObject({ sent: 2 });
  expect(await own.exchange.link().once(NEVER)).toMatchObject({ came: 2 });
  expect(await other.exchange.link().once(NEVER)).toMatchObject({ came: 1 });
  expect([own.statusOf(0), other.statusOf(0)]).toEqual(['lost', 'lost']);
  expect(await own.exchange.link().once(NEVER)).toEqual({ sent: 0, came: 0 });
  const { peers, waiting, refused, members, hub: known } = await own.exchange.view();
  expect({ waiting, refused, known }).toEqual({ waiting: [], refused: [], known: { url: hub.url, kind: 'association', association: 'city-a' } });
  expect(peers[0]!.ways.find(({ feed }) => feed === 'stop')).toMatchObject({
    error: null,
    ageSeconds: expect.any(Number),
    newest: expect.any(String),
  });
  // Whom the hub shows this desk, and nobody else.
  expect(members).toMatchObject({ count: 1, wholeAt: expect.any(String) });
  expect(await own.exchange.members.find(own.store.db, '1001')).toMatchObject({ registration: '1001', fields: { name: '医師　a' } });
  expect(await own.exchange.members.find(own.store.db, '2002')).toBeNull();
  expect(own.exchange.identity.enrolment?.national).toBe('national');
});

it('what an association may not tell is refused, kept with the reason, and holds up nothing', async () => {
  const desk = await enrolled('association', 'city-b');
  await desk.tellHeld('2002');
  expect(await desk.exchange.link().once(NEVER)).toMatchObject({ sent: 0 });
  const { refused, waiting } = await desk.exchange.view();
  expect({ refused, waiting }).toEqual({ refused: [{ event: 'card.held', happenedAt: expect.any(String), because: 'access_denied' }], waiting: [] });
  expect(await desk.exchange.forgive()).toBe(1);
  expect((await desk.exchange.view()).waiting).toMatchObject([{ feed: 'credential', count: 1 }]);
});

it('a code counts once', async () => {
  const { code, exchange } = await enrolled('association', 'city-a');
  expect(await codeOf(exchange.enrol({ url: hub.url, code, name: 'again' }))).toBe('ENROLMENT_REFUSED');
});

it('a clock that is hours off is measured by the hub’s own, and what is told is still taken', async () => {
  const authority = await enrolled('authority', null);
  await authority.tellStatus(1, 'held', 1);
  authority.clock.at -= 5 * 3_600_000;
  expect(await authority.exchange.link().once(NEVER)).toMatchObject({ sent: 1 });
});

it('the list of the authority reaches a desk that has confirmed its key, and is newer than what was told before', async () => {
  const [authority, desk] = [await enrolled('authority', null), await enrolled('association', 'city-a')];
  await desk.status.import(await statusList({ version: 1, issuedAt: new Date('2026-01-01T00:00:00Z') }), await thumbprintOf(ED25519));
  await authority.tellStatus(0, 'revoked', 2);
  await authority.exchange.link().once(NEVER);
  await desk.exchange.link().once(NEVER);
  expect(desk.statusOf(0)).toBe('revoked');
  await authority.exchange.publishStatusList(await statusList({ version: 9, issuedAt: new Date() }, ED25519, [{ ...named(0), status: 'good' }]));
  await desk.exchange.link().once(NEVER);
  expect(desk.status.view.version).toBe('9');
  expect(desk.statusOf(0)).toBe('good');
  expect(await desk.store.db.selectFrom('status_change').selectAll().execute()).toEqual([]);
});

it('a hub that cannot be reached is noted with its failure, and what waits stays', async () => {
  const desk = await enrolled('authority', null);
  await desk.tellStatus(2, 'held', 3);
  await desk.exchange.identity.enrol({ ...desk.exchange.identity.enrolment!, url: 'http://127.0.0.1:9' });
  expect(await codeOf(desk.exchange.link().once(NEVER))).toBe('NETWORK_REFUSED');
  const { peers, waiting } = await desk.exchange.view();
  expect(waiting).toMatchObject([{ feed: 'stop', count: 1 }]);
  expect(peers).toMatchObject([{ peer: 'http://127.0.0.1:9', ways: [{ feed: 'outgoing', way: 'out', error: 'NETWORK_REFUSED' }] }]);
});
