import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { INVITATION } from '../../../../main/attendance/stations/invitation.ts';
import { joinBy, pinOf } from '../../../../main/attendance/stations/pairing.ts';
import { readPairingCode, writePairingCode } from '../../../../main/attendance/stations/pairing-code.ts';
import { pairingProof } from '../../../../main/attendance/stations/proofs.ts';
import { listen, type SecureChannel } from '../../../../main/attendance/stations/secure-channel.ts';
import { AppError, type AppErrorCode } from '../../../../main/errors.ts';
import { connection, everything, identity, say } from './strangers.ts';
import { connected, desk, newSeminar, pair, revisionOf, until, type VenueDesk } from './venue.ts';

const HOST = { host: '127.0.0.1' };

const codeOf = (call: Promise<unknown>): Promise<AppErrorCode | null> =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)),
  );

const audited = async ({ audit }: VenueDesk) => (await audit.list(null, 99)).map(({ action, facts }) => ({ action, ...facts }));

/** A desk whose patience is measured by a clock that is moved by hand. */
async function patient() {
  let now = 0;
  const made = await desk({ name: 'Inviting', monotonic: () => now });
  return { made, pass: (ms: number) => (now += ms), [Symbol.asyncDispose]: () => made[Symbol.asyncDispose]() };
}

describe('pairing', () => {
  it('makes two stations know each other by their whole fingerprints, and is recorded on both sides', async () => {
    await using a = await desk({ name: '受付 1' });
    await using b = await desk({ name: '受付 2' });
    await pair(a, b);
    const seen = async (at: VenueDesk, other: VenueDesk) => {
      const { peers } = await until(at, connected(1));
      const rows = await at.store.db.selectFrom('station_peer').selectAll().execute();
      return {
        peers: peers.map(({ fingerprint, name }) => ({ fingerprint, name })),
        rows: rows.length,
        audited: (await audited(at)).slice(0, 1),
        other,
      };
    };
    const known = ({ identity: { fingerprint, name } }: VenueDesk) => ({ fingerprint, name });
    const address = `127.0.0.1:${a.stations.view.listening!.port}`;
    expect(await seen(a, b)).toMatchObject({
      peers: [known(b)],
      rows: 1,
      audited: [{ action: 'station.paired', station: b.identity.fingerprint, address: '' }],
    });
    expect(await seen(b, a)).toMatchObject({
      peers: [known(a)],
      rows: 1,
      audited: [{ action: 'station.paired', station: a.identity.fingerprint, address }],
    });
  });

  it('takes a code once', async () => {
    await using a = await desk();
    await using b = await desk();
    await using c = await desk();
    const { code } = await a.stations.invite(HOST);
    await b.stations.join(code);
    expect(await codeOf(c.stations.join(code))).toBe('STATION_CODE_WRONG');
    expect([a.stations.view.peers.length, c.stations.view.peers.length]).toEqual([1, 0]);
  });

  it('takes a code for ten minutes', async () => {
    await using a = await patient();
    await using b = await desk();
    const { code } = await a.made.stations.invite(HOST);
    a.pass(INVITATION.validMs);
    expect(await codeOf(b.stations.join(code))).toBe('STATION_CODE_WRONG');
    expect([a.made.stations.view.peers, b.stations.view.peers]).toEqual([[], []]);
  });

  it('refuses a wrong secret, and the right one too after five', async () => {
    await using a = await patient();
    const own = await identity();
    const { code } = await a.made.stations.invite(HOST);
    const right = readPairingCode(code);
    const wrong = { ...right, secret: Uint8Array.from(right.secret, (octet) => octet ^ 1) };
    const codes: (AppErrorCode | null)[] = [];
    for (let count = 0; count < INVITATION.attempts; count++) {
      codes.push(await codeOf(joinBy(wrong, own, { name: 'x', port: null })));
      a.pass(INVITATION.pauseMs);
    }
    codes.push(await codeOf(joinBy(right, own, { name: 'x', port: null })));
    expect(codes).toEqual(Array.from({ length: 6 }, () => 'STATION_CODE_WRONG'));
    expect(a.made.stations.view.peers).toEqual([]);
  });

  it('hears nobody within a second of a wrong proof', async () => {
    await using a = await patient();
    const own = await identity();
    const { code } = await a.made.stations.invite(HOST);
    const right = readPairingCode(code);
    await codeOf(joinBy({ ...right, secret: new Uint8Array(5) }, own, { name: 'x', port: null }));
    const early = await codeOf(joinBy(right, own, { name: 'x', port: null }));
    a.pass(INVITATION.pauseMs);
    expect([early, await codeOf(joinBy(right, own, { name: 'x', port: null }))]).toEqual(['STATION_CODE_WRONG', null]);
  });

  it('refuses a proof that was made for another connection', async () => {
    await using a = await patient();
    const own = await identity();
    const { secret } = readPairingCode((await a.made.stations.invite(HOST)).code);
    const join = async (proof: (channel: SecureChannel) => string) => {
      a.pass(INVITATION.pauseMs);
      const channel = await connection(a.made, own, 'pairing');
      say(channel, { type: 'join', name: 'x', port: null, proof: proof(channel) });
      return everything(channel);
    };
    const right = (channel: SecureChannel) => pairingProof(secret, channel, own, 'dialler');
    let recorded = '';
    const spoiled = await join((channel) => {
      recorded = right(channel);
      return '0'.repeat(64);
    });
    expect([spoiled, await join(() => recorded), await join(right)]).toMatchObject([[], [], [{ type: 'paired' }]]);
  });

  it.each([
    ['a proof of the other side', { side: 'listener' as const }],
    ['a proof by another certificate', { foreign: true }],
  ])(
    'refuses %s',
    async (_what, { side = 'dialler' as 'dialler' | 'listener', foreign = false }: { side?: 'dialler' | 'listener'; foreign?: boolean }) => {
      await using a = await desk();
      const own = await identity();
      const { secret } = readPairingCode((await a.stations.invite(HOST)).code);
      const channel = await connection(a, own, 'pairing');
      say(channel, { type: 'join', name: 'x', port: null, proof: pairingProof(secret, channel, foreign ? await identity() : own, side) });
      expect(await everything(channel)).toEqual([]);
      expect(a.stations.view.peers).toEqual([]);
    },
  );

  it('sends nothing to somebody in between with a certificate of their own', async () => {
    await using a = await desk();
    await using b = await desk();
    const code = readPairingCode((await a.stations.invite(HOST)).code);
    const heard: Promise<unknown[]>[] = [];
    await using between = await listen(await identity(), '127.0.0.1', 0, () => (channel) => heard.push(everything(channel)));
    expect(await codeOf(b.stations.join(writePairingCode({ ...code, port: between.port })))).toBe('STATION_UNKNOWN');
    expect((await Promise.all(heard)).flat()).toEqual([]);
    expect(b.stations.view.peers).toEqual([]);
  });

  it('does not believe a listener that has the right certificate and not the secret', async () => {
    await using b = await desk();
    const own = await identity();
    const secret = new Uint8Array(5).fill(7);
    const admit = () => (channel: SecureChannel) => {
      say(channel, { type: 'paired', name: 'x', proof: pairingProof(new Uint8Array(5), channel, own, 'listener'), seminars: [] });
    };
    await using listener = await listen(own, '127.0.0.1', 0, admit);
    const code = writePairingCode({ ...listener, pin: pinOf(own.fingerprint), secret });
    expect(await codeOf(b.stations.join(code))).toBe('STATION_UNKNOWN');
    expect(b.stations.view.peers).toEqual([]);
  });

  it.each([
    ['nobody listens', async (a: VenueDesk) => ({ port: a.stations.view.listening!.port }), 'STATION_UNREACHABLE'],
    ['a web server listens', async () => ({ port: await webServer() }), 'STATION_UNKNOWN'],
  ])('says when %s', async (_what, place, expected) => {
    const a = await desk();
    const code = readPairingCode((await a.stations.invite(HOST)).code);
    const { port } = await place(a);
    await a[Symbol.asyncDispose]();
    await using b = await desk();
    expect(await codeOf(b.stations.join(writePairingCode({ ...code, port })))).toBe(expected);
  });

  it.each([
    ['no code', async () => 'hello'],
    ['its own code', async (a: VenueDesk) => (await a.stations.invite(HOST)).code],
  ])('refuses %s', async (_what, code) => {
    await using a = await desk();
    expect(await codeOf(a.stations.join(await code(a)))).toBe('STATION_CODE_WRONG');
  });

  it('invites to the seminars that are open, and to no others', async () => {
    const [open, settled] = [newSeminar(), newSeminar()];
    await using a = await desk({ runs: [open] });
    await a.seminars.adopt([revisionOf(settled, 'settled')]);
    const own = await identity();
    const { seminars } = await joinBy(readPairingCode((await a.stations.invite(HOST)).code), own, { name: 'x', port: null });
    expect(seminars).toEqual([open]);
  });

  it('listens no more when there is neither an invitation nor a station', async () => {
    await using a = await desk();
    await using b = await desk();
    await pair(a, b);
    await a.stations.leave(b.identity.fingerprint);
    expect([a.stations.view, (await audited(a))[0]]).toMatchObject([
      { peers: [], listening: null },
      { action: 'station.left', station: b.identity.fingerprint },
    ]);
    expect(await codeOf(a.stations.leave(b.identity.fingerprint))).toBe('STATION_UNKNOWN');
  });
});

async function webServer(): Promise<number> {
  const server = createServer((_request, response) => response.end())
    .listen(0, '127.0.0.1')
    .unref();
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
