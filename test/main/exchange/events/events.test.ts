import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PAYLOADS } from '../../../../main/exchange/events/claims.ts';
import { jwkOf, listedKey, readJwks, type SigningKey, signingKey } from '../../../../main/exchange/events/keys.ts';
import { readSet } from '../../../../main/exchange/events/read.ts';
import { claimsOf, type EventOrder, signJws, signSet } from '../../../../main/exchange/events/sign.ts';
import { EVENT_TYPES, eventType } from '../../../../main/exchange/events/table.ts';
import { MACHINES } from '../../../../main/credentials/machines/table.ts';

const HUB = 'https://hub.example.invalid';
const ISSUER = `${HUB}/issuers/desk-1`;
const NOW = new Date('2027-04-01T03:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const TOKEN = Buffer.alloc(16, 7).toString('base64url');
const LIST_KEY = Buffer.alloc(32, 9).toString('base64url');

let key: SigningKey;
let other: SigningKey;
let keys: ReadonlyMap<string, KeyObject>;

const fresh = () => signingKey(generateKeyPairSync('ed25519').privateKey);
beforeAll(async () => {
  [key, other] = await Promise.all([fresh(), fresh()]);
  keys = await readJwks({ keys: [listedKey(key.kid, await jwkOf(key.privateKey))] });
});

/** A payload that each schema takes. */
const SAMPLE: Readonly<Record<keyof typeof PAYLOADS, Readonly<Record<string, unknown>>>> = {
  stop: { status: 'held', key: LIST_KEY },
  credential: { object: 'C-1', kind: 'card', state: 'held', cause: 'missing' },
  certificate: { object: 'X-1', kind: 'certificate', state: 'active', x509_serial: '0A' },
  membership: { association: '13', effective_on: '2027-04-01', class: 'A1', cause: 'wish' },
  person: { effective_on: '2027-04-01', name: '医師　花子' },
  verification: { state: 'abc' },
  updated: { status: 'paused' },
};

const orderOf = (name: string, more: Partial<EventOrder> = {}): EventOrder => {
  const claims = eventType(name).claims as keyof typeof PAYLOADS;
  const opaque = ['stop', 'verification', 'updated'].includes(claims);
  const subject = opaque ? ({ format: 'opaque', id: TOKEN } as const) : ({ format: 'doctor', registration: '123456' } as const);
  return { name, issuer: ISSUER, audience: HUB, jti: randomUUID(), issuedAt: NOW, subject, payload: SAMPLE[claims], ...more };
};

const read = (token: string, now = NOW) => readSet(token, async (issuer) => (issuer === ISSUER ? keys : null), { audience: HUB, now });
const failure = (token: string) =>
  read(token).then(
    () => null,
    (error: { code: string }) => error.code,
  );

describe('table of event types', () => {
  it('names each event and each pair of URI and change once', () => {
    expect(new Set(EVENT_TYPES.map(({ name }) => name)).size).toBe(EVENT_TYPES.length);
    expect(new Set(EVENT_TYPES.map(({ uri, change }) => `${uri} ${change}`)).size).toBe(EVENT_TYPES.length);
  });

  it('has an event for whatever the machines of the authority send', () => {
    const sent = Object.values(MACHINES).flatMap(({ transitions }) => transitions.flatMap(({ event }) => event ?? []));
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.filter((name) => !EVENT_TYPES.some((type) => type.name === name))).toEqual([]);
  });

  it('tells nobody in the feed that everybody reads', () => {
    expect(EVENT_TYPES.filter(({ feed, claims }) => (feed === 'stop') !== (claims === 'stop'))).toEqual([]);
  });
});

describe('a signed event', () => {
  it.each(EVENT_TYPES.map(({ name }) => name))('%s reads back', async (name) => {
    const claims = claimsOf(orderOf(name, { happenedAt: NOW, transaction: 't-1' }));
    const found = await read(signSet(key, claims));
    expect({ name: found.type.name, claims: found.claims, kid: found.kid }).toEqual({ name, claims, kid: key.kid });
  });

  it('is refused when any character of it is another', async () => {
    const token = signSet(key, claimsOf(orderOf('card.lost')));
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...characters), async (at, character) => {
        fc.pre(token[at] !== character);
        expect(await failure(`${token.slice(0, at)}${character}${token.slice(at + 1)}`)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  const plain = () => claimsOf(orderOf('card.held'));
  it.each<[string, string, () => string]>([
    ['of an unknown issuer', 'invalid_issuer', () => signSet(key, { ...plain(), iss: `${HUB}/issuers/other` })],
    ['by a key that is not the issuer’s', 'invalid_key', () => signSet(other, plain())],
    ['by another key under this name', 'invalid_key', () => signSet({ ...other, kid: key.kid }, plain())],
    ['for another hub', 'invalid_audience', () => signSet(key, { ...plain(), aud: 'https://other.example.invalid' })],
    ['of another type', 'invalid_request', () => signJws(key, 'JWT', plain())],
    ['from the future', 'invalid_request', () => signSet(key, { ...plain(), iat: SECONDS + 400 })],
    ['of what has not happened yet', 'invalid_request', () => signSet(key, { ...plain(), toe: SECONDS + 400 })],
    ['older than any desk stays away', 'invalid_request', () => signSet(key, { ...plain(), iat: SECONDS - 401 * 86_400 })],
    ['without jti', 'invalid_request', () => signJws(key, 'secevent+jwt', { ...plain(), jti: undefined })],
    ['with a claim more', 'invalid_request', () => signJws(key, 'secevent+jwt', { ...plain(), exp: SECONDS })],
    ['without event', 'invalid_request', () => signSet(key, { ...plain(), events: {} })],
    ['with two events', 'invalid_request', () => signSet(key, { ...plain(), events: { ...plain().events, 'urn:x': {} } })],
    ['with an unknown event', 'invalid_request', () => signSet(key, { ...plain(), events: { 'urn:hpki-desk:secevent:card:eaten': {} } })],
    [
      'with a member more',
      'invalid_request',
      () => signSet(key, { ...plain(), events: { [eventType('card.held').uri]: { ...SAMPLE.credential, x: 1 } } }),
    ],
    ['about a subject of another kind', 'invalid_request', () => signSet(key, { ...plain(), sub_id: { format: 'opaque', id: TOKEN } })],
    ['that is no JWT', 'invalid_request', () => 'abc'],
    ['that is longer than any', 'invalid_request', () => `${'a'.repeat(20_000)}.a.a`],
  ])('%s is refused: %s', async (_what, code, token) => {
    expect(await failure(token())).toBe(code);
  });

  it('with alg none or a key in its header is refused', async () => {
    const [, body = ''] = signSet(key, plain()).split('.');
    const headed = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${body}.AAAA`;
    expect(await failure(headed({ alg: 'none', typ: 'secevent+jwt', kid: key.kid }))).toBe('invalid_request');
    expect(await failure(headed({ alg: 'EdDSA', typ: 'secevent+jwt', kid: key.kid, jwk: {} }))).toBe('invalid_request');
  });

  it.each([
    ['a name that no table has', { name: 'card.eaten' }],
    ['a subject of the wrong kind', { subject: { format: 'opaque', id: TOKEN } as const }],
    ['a payload that does not fit', { payload: { object: 'C-1' } }],
    ['a stop that names a doctor', { ...orderOf('stop.status_changed'), subject: { format: 'doctor', registration: '123456' } as const }],
  ])('is not made of %s', (_what, more) => {
    expect(() => claimsOf({ ...orderOf('card.held'), ...more })).toThrow();
  });
});

describe('key set', () => {
  it('leaves out keys of other kinds and keys under a wrong name', async () => {
    const jwk = await jwkOf(key.privateKey);
    const found = await readJwks({ keys: [listedKey('wrong', jwk), { kid: 'x', kty: 'RSA', n: 'AQAB', e: 'AQAB' }, listedKey(key.kid, jwk)] });
    expect([...found.keys()]).toEqual([key.kid]);
  });
  it.each([null, {}, { keys: 'none' }])('%j is none', async (value) => {
    await expect(readJwks(value)).rejects.toThrow();
  });
});
