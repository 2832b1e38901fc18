import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { jwkOf, type SigningKey, signingKey } from '../../../main/exchange/events/keys.ts';
import { claimsOf, type EventOrder, signJws, signSet } from '../../../main/exchange/events/sign.ts';
import { type CodeOrder, makeCode } from '../../../main/hub/access/enrolment.ts';
import { type Hub, type HubOptions, openHub } from '../../../main/hub/hub.ts';
import type { HubParts } from '../../../main/hub/parts.ts';
import { HUB } from '../../../main/hub/store/actor.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A hub on loopback, empty, in this process. Takes seconds to open: once per file. */
export const openHubOfTest = async (more: Partial<HubOptions> = {}): Promise<Hub> => openHub({ folder: await temporaryFolder(), port: 0, ...more });

/** Associations, persons and rows: 日本医師会, two prefectures with a city each; 1001 is of the first city, 2002 of the second. */
export async function populate({ parts: { store } }: { readonly parts: Pick<HubParts, 'store'> }): Promise<void> {
  const associations = [
    ['national', 1, null],
    ['pref-a', 2, 'national'],
    ['pref-b', 2, 'national'],
    ['city-a', 3, 'pref-a'],
    ['city-b', 3, 'pref-b'],
  ] as const;
  await store.within(HUB, async (tx) => {
    for (const [code, tier, above] of associations) {
      await tx.insertInto('association').values({ code, name: code, tier, above, mastered_by: 'hub', rules: '{}' }).execute();
    }
    for (const [registration, city] of [
      ['1001', 'a'],
      ['2002', 'b'],
    ] as const) {
      await tx
        .insertInto('person')
        .values({ registration, fields: JSON.stringify({ name: `医師　${city}` }) })
        .execute();
      for (const association of [`city-${city}`, `pref-${city}`, 'national']) {
        const row = { association, id: randomUUID(), registration, affiliation: '', class: 'A', national_class: 'A1', state: 'active' as const };
        await tx
          .insertInto('membership')
          .values({ ...row, joined_on: '2020-04-01', left_on: null, cause: null })
          .execute();
      }
    }
  });
}

/** A client of a hub as a desk would be. */
export interface TestClient {
  readonly id: string;
  readonly issuer: string;
  readonly key: SigningKey;
  /** Header of its requests. */
  readonly authorization: string;
  /** Asks for another token: one lasts five minutes. */
  renew(): Promise<void>;
  /** A request with an access token of its own. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** An event in its name, signed. */
  event(order: Pick<EventOrder, 'name' | 'subject' | 'payload'> & Partial<EventOrder>): { readonly jti: string; readonly token: string };
  push(token: string): Promise<Response>;
  poll(feed: string, request?: object): Promise<{ sets: Record<string, string>; moreAvailable: boolean }>;
}

export const SET_TYPE = { 'content-type': 'application/secevent+jwt' };
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const newKey = (): Promise<SigningKey> => signingKey(generateKeyPairSync('ed25519').privateKey);

/** An assertion as `POST /token` wants it, with claims changed. */
export function assertion(client: string, key: SigningKey, hub: string, more: object = {}, typ = 'JWT'): string {
  const exp = Math.floor(Date.now() / 1_000) + 120;
  return signJws(key, typ, { iss: client, sub: client, aud: `${hub}/token`, jti: randomUUID(), exp, ...more });
}

export const askToken = (hub: string, form: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${hub}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: ASSERTION, ...form }),
  });

/** A one-time code, of an association unless another kind is asked for. */
export async function codeOf({ parts: { store } }: { readonly parts: Pick<HubParts, 'store'> }, order: Partial<CodeOrder> = {}): Promise<string> {
  const asked: CodeOrder = { kind: 'association', association: order.kind === undefined ? 'city-a' : null, scopes: [], by: 'test', ...order };
  return (await store.within(HUB, (tx) => makeCode(tx, asked, store.now()))).code;
}

/** Makes a code and enrols with it. */
export const enrolled = async (hub: Hub, order: Partial<CodeOrder> = {}): Promise<TestClient> => enrolledWith(hub.url, await codeOf(hub, order));

/** Enrols at a hub, wherever it runs, with a code; paths that are whole addresses are asked there. */
export async function enrolledWith(hub: string, code: string): Promise<TestClient> {
  const key = await newKey();
  const answer = await fetch(`${hub}/enrol`, {
    method: 'POST',
    body: JSON.stringify({ code, name: 'desk', jwk: await jwkOf(key.privateKey) }),
  });
  const { client_id: id, issuer } = (await answer.json()) as { client_id: string; issuer: string };
  let authorization = '';
  const renew = async () => {
    const granted = (await (await askToken(hub, { client_assertion: assertion(id, key, hub) })).json()) as { access_token: string };
    authorization = `Bearer ${granted.access_token}`;
  };
  await renew();

  const ask: TestClient['ask'] = (method, path, body, headers = {}) =>
    fetch(new URL(path, hub), {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
    });
  return {
    id,
    issuer,
    key,
    get authorization() {
      return authorization;
    },
    renew,
    ask,
    event(event) {
      const jti = randomUUID();
      return { jti, token: signSet(key, claimsOf({ issuer, audience: hub, jti, issuedAt: new Date(), ...event })) };
    },
    push: (token) => ask('POST', '/events', token, SET_TYPE),
    poll: async (feed, request = { returnImmediately: true }) => (await ask('POST', `/streams/${feed}/poll`, request)).json() as never,
  };
}
