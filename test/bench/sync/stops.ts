import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SigningKey } from '../../../main/exchange/events/keys.ts';
import { signJws } from '../../../main/exchange/events/sign.ts';
import { eventAt } from './desk.ts';
import { addClients, associationsOf, type NewClient, NATIONAL, populate } from './population.ts';
import { type EngineName, newKey, openWorld } from './world.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SECOND = 1_000;

/** A bearer's header of a client, asked for with its key. */
async function authorizationOf(hub: string, client: string, key: SigningKey): Promise<string> {
  const exp = Math.floor(Date.now() / SECOND) + 120;
  const assertion = signJws(key, 'JWT', { iss: client, sub: client, aud: `${hub}/token`, jti: randomUUID(), exp });
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: ASSERTION, client_assertion: assertion });
  const answer = await fetch(`${hub}/token`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

/** What was measured, milliseconds. */
export interface Spread {
  /** From the authority's push to each desk that has the event. */
  readonly arrivals: readonly number[];
  /** Of the pushes themselves. */
  readonly pushes: readonly number[];
}

/** So many desks ask the stop feed all the time, over connections of their own, while the authority tells of so many cards, one after the other. */
export async function spreadStops(engine: EngineName, desks: number, events: number): Promise<Spread> {
  await using world = await openWorld(engine);
  const { hub } = world;
  const clients: NewClient[] = await Promise.all(
    Array.from({ length: desks }, async (_none, index) => ({
      id: `desk-${index}`,
      kind: 'association' as const,
      association: associationsOf(100)[index % 100]?.code ?? NATIONAL,
      key: await newKey(),
    })),
  );
  const authority: NewClient = { id: 'authority', kind: 'authority', association: null, key: await newKey() };
  await world.fill(async (store) => {
    await populate(store, 1_000, 100);
    await addClients(store, [...clients, authority]);
  });
  await world.serve();

  const headers: string[] = [];
  for (const { id, key } of clients) {
    headers.push(await authorizationOf(hub, id, key));
    // Below the rate at which one address is let ask without a token.
    await wait(25);
  }
  const bearer = await authorizationOf(hub, 'authority', authority.key);
  const sentAt = new Map<string, number>();
  const arrivals: number[] = [];
  const ended = new AbortController();
  const { signal } = ended;

  async function poll(authorization: string): Promise<void> {
    let ack: readonly string[] = [];
    while (!signal.aborted) {
      const order = { method: 'POST', headers: { authorization }, body: JSON.stringify({ ack }), signal };
      const answer = await fetch(`${hub}/streams/stop/poll`, order);
      const { sets } = (await answer.json()) as { sets: Readonly<Record<string, string>> };
      const now = performance.now();
      ack = Object.keys(sets);
      for (const jti of ack) arrivals.push(now - sentAt.get(jti)!);
    }
  }
  const polling = headers.map((each) => poll(each).catch(() => {}));
  await wait(3 * SECOND);
  const pushes: number[] = [];
  for (let index = 0; index < events; index += 1) {
    const { jti, token } = eventAt({ hub, issuer: `${hub}/issuers/authority`, key: authority.key }, 0);
    const begin = performance.now();
    sentAt.set(jti, begin);
    const answer = await fetch(`${hub}/events`, {
      method: 'POST',
      headers: { authorization: bearer, 'content-type': 'application/secevent+jwt' },
      body: token,
    });
    if (answer.status !== 202) throw new Error(`not taken: ${answer.status}`);
    pushes.push(performance.now() - begin);
    await wait(2 * SECOND);
  }
  for (let tries = 0; arrivals.length < desks * events && tries < 60; tries += 1) await wait(SECOND / 2);
  ended.abort();
  await Promise.all(polling);
  if (arrivals.length < desks * events) throw new Error(`${arrivals.length} of ${desks * events} arrived`);
  return { arrivals, pushes };
}
