import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../../../main/hub/hub.ts';
import { isInner, pushAddress } from '../../../../main/hub/streams/push-address.ts';
import { pauseOf } from '../../../../main/hub/streams/pusher.ts';
import { enrolled, openHubOfTest, populate, type TestClient } from '../../support/hub.ts';

let hub: Hub;
let authority: TestClient;
let office: TestClient;
/** The office's address: what came, and what it answers next. */
let receiver: Server;
let answers: { status: number; body?: string }[] = [];
const came: { token: string; authorization: string | undefined }[] = [];

const PUSH = 'urn:ietf:rfc:8935';
const LOST = 'urn:hpki-desk:secevent:card:lost';
const STOP = 'urn:hpki-desk:secevent:stop:status-changed';

beforeAll(async () => {
  hub = await openHubOfTest();
  await populate(hub);
  authority = await enrolled(hub, { kind: 'authority' });
  office = await enrolled(hub, { association: 'city-a' });
  receiver = createServer((request, response) => {
    let token = '';
    request.on('data', (chunk: Buffer) => (token += chunk.toString()));
    request.on('end', () => {
      came.push({ token, authorization: request.headers.authorization });
      const { status, body } = answers.shift() ?? { status: 202 };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]();
  receiver?.close();
});

const endpoint = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
const lost = (registration = '1001') =>
  authority.event({ name: 'card.lost', subject: { format: 'doctor', registration }, payload: { object: 'C-1', kind: 'card', state: 'lost' } });
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const create = async (body: object) => office.ask('POST', '/streams', body);

describe('streams', () => {
  it('are what the configuration says', async () => {
    const told = await json(await fetch(`${hub.url}/.well-known/ssf-configuration`));
    expect(told).toMatchObject({ issuer: hub.url, jwks_uri: `${hub.url}/jwks.json`, configuration_endpoint: `${hub.url}/streams` });
  });

  it('are made, read, changed, paused and ended by their client alone', async () => {
    const made = await json(await create({ events_requested: [LOST, 'urn:unknown'] }));
    expect(made).toMatchObject({
      iss: hub.url,
      aud: office.issuer,
      events_delivered: [LOST],
      delivery: { endpoint_url: `${hub.url}/streams/credential/poll` },
    });
    const id = String(made['stream_id']);
    expect((await authority.ask('GET', `/streams?stream_id=${id}`)).status).toBe(404);
    expect((await authority.ask('DELETE', `/streams?stream_id=${id}`)).status).toBe(404);
    const patched = await json(await office.ask('PATCH', '/streams', { stream_id: id, description: 'desk' }));
    expect(patched).toMatchObject({ description: 'desk', events_requested: [LOST, 'urn:unknown'] });
    const replaced = await json(await office.ask('PUT', '/streams', { stream_id: id, events_requested: [STOP] }));
    expect([replaced['events_requested'], replaced['description']]).toEqual([[STOP], undefined]);
    expect(await json(await office.ask('POST', '/streams/status', { stream_id: id, status: 'paused' }))).toMatchObject({ status: 'paused' });
    expect(await json(await office.ask('GET', `/streams/status?stream_id=${id}`))).toEqual({ stream_id: id, status: 'paused' });
    expect((await office.ask('DELETE', `/streams?stream_id=${id}`)).status).toBe(204);
    expect(await (await office.ask('GET', '/streams')).json()).toEqual([]);
  });

  it('send a verification event to their client alone', async () => {
    const made = await json(await create({ events_requested: [LOST] }));
    expect((await office.ask('POST', '/streams/verify', { stream_id: made['stream_id'], state: 'xyz' })).status).toBe(204);
    const [token = ''] = Object.values((await office.poll('credential')).sets);
    expect(Buffer.from(token.split('.')[1]!, 'base64url').toString()).toContain('"state":"xyz"');
    expect((await authority.poll('credential')).sets).toEqual({});
    await office.ask('DELETE', `/streams?stream_id=${String(made['stream_id'])}`);
  });

  it.each<[string, object]>([
    ['polled, of two feeds', { events_requested: [LOST, STOP] }],
    ['pushed to plain HTTP elsewhere', { delivery: { method: PUSH, endpoint_url: 'http://office.example.invalid/' } }],
    ['pushed to a file', { delivery: { method: PUSH, endpoint_url: 'file:///etc/passwd' } }],
    ['pushed with a password in the address', { delivery: { method: PUSH, endpoint_url: 'https://a:b@office.example.invalid/' } }],
    ['of another method', { delivery: { method: 'urn:x', endpoint_url: 'https://office.example.invalid/' } }],
  ])('%s are refused', async (_what, body) => {
    expect((await create(body)).status).toBe(400);
  });
});

const stop = () =>
  authority.event({
    name: 'stop.status_changed',
    subject: { format: 'opaque', id: Buffer.alloc(16, 1).toString('base64url') },
    payload: { status: 'lost', key: Buffer.alloc(32, 2).toString('base64url') },
  });

describe('push', () => {
  it('to one that does not answer holds up no other', async () => {
    const held: ServerResponse[] = [];
    const silent = createServer((_request, response) => held.push(response)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const slow = await enrolled(hub, { association: 'city-b' });
    const order = (endpoint_url: string) => ({ delivery: { method: PUSH, endpoint_url }, events_requested: [STOP] });
    const made = [
      await json(await slow.ask('POST', '/streams', order(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`))),
      await json(await create(order(endpoint()))),
    ];
    await authority.push(stop().token);
    await vi.waitFor(() => expect(held.length).toBe(1), { timeout: 30_000, interval: 100 });
    const second = stop();
    await authority.push(second.token);
    await vi.waitFor(() => expect(came.some(({ token }) => token === second.token)).toBe(true), { timeout: 10_000, interval: 100 });
    expect(held.map(({ writableEnded }) => writableEnded)).toEqual([false]);
    for (const [index, client] of [slow, office].entries()) await client.ask('DELETE', `/streams?stream_id=${made[index]!['stream_id']}`);
    for (const response of held) response.writeHead(202).end();
    silent.close();
    came.splice(0);
  });

  it('tries again what was not taken, lets go of what is refused, and tells what a stream wants', async () => {
    const delivery = { method: PUSH, endpoint_url: endpoint(), authorization_header: 'Bearer office' };
    const made = await json(await create({ delivery, events_requested: [LOST] }));
    expect(JSON.stringify(made)).not.toContain('Bearer office');
    answers = [{ status: 503 }, { status: 202 }, { status: 400, body: '{"err":"invalid_request"}' }];
    const [first, second, third] = [lost(), lost(), lost()];
    for (const { token } of [first, second, third, lost('2002')]) await authority.push(token);
    await vi.waitFor(() => expect(came.length).toBe(4), { timeout: 30_000, interval: 100 });
    expect(came.map(({ token }) => token)).toEqual([first, first, second, third].map(({ token }) => token));
    expect(new Set(came.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer office']));
  });

  it.each([
    ['10.1.2.3', true],
    ['127.0.0.1', true],
    ['169.254.169.254', true],
    ['192.168.0.1', true],
    ['::1', true],
    ['fd00::1', true],
    ['::ffff:10.0.0.1', true],
    ['203.0.113.7', false],
    ['2001:db8::1', false],
  ])('%s is of the inside: %s', (address, inner) => {
    expect(isInner(address)).toBe(inner);
  });

  it('goes to https anywhere, and to this computer', () => {
    expect([pushAddress('https://office.example.invalid/x').href, pushAddress('http://[::1]:1/').hostname]).toEqual([
      'https://office.example.invalid/x',
      '[::1]',
    ]);
  });

  it('waits longer with each failure, up to a quarter of an hour', () => {
    const least = [1, 2, 3, 30].map((failures) => pauseOf(failures, () => 0));
    expect(least).toEqual([1_000, 2_000, 4_000, 450_000]);
  });
});
