import { describe, expect, it } from 'vitest';
import { readFrames } from '../../../../main/attendance/stations/frames.ts';
import { seminarToken } from '../../../../main/attendance/stations/proofs.ts';
import { chain, draft } from '../../support/facts.ts';
import { cable, connection, everything, identity, knownTo, say } from './strangers.ts';
import { connected, desk, linked, newSeminar, pair, SHORT, until, untilFacts } from './venue.ts';

const STATE = { type: 'state', name: 'Rogue', port: null, seminars: [] };
const HOUR = 3_600_000;

describe('who is let in', () => {
  it('is no station that is not paired: it is closed before a byte is read or written', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await a.stations.invite({ host: '127.0.0.1' });
    const views: unknown[] = [];
    using _watch = a.stations.watch((view) => views.push(view));
    const channel = await connection(a, await identity(), 'link');
    say(channel, STATE, { type: 'facts', id: 1, seminar, facts: chain('f'.repeat(32), [draft({ seminar })]) });
    expect([await everything(channel), await a.log.of(seminar), views]).toEqual([[], [], []]);
  });

  it('is nobody who wants to pair while nobody was invited', async () => {
    await using a = await desk();
    const rogue = await knownTo(a);
    const channel = await connection(a, await identity(), 'pairing');
    say(channel, { type: 'join', name: 'x', port: null, proof: '0'.repeat(64) });
    expect([await everything(channel), a.stations.view.peers.map(({ fingerprint }) => fingerprint)]).toEqual([[], [rogue.fingerprint]]);
  });

  it('is no station that was let go, and it is told nothing', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk();
    await using c = await desk({ runs: [seminar] });
    await pair(a, b);
    await pair(a, c);
    await a.stations.leave(b.identity.fingerprint);
    const view = await until(b, ({ peers }) => peers[0]?.fault === 'refused');
    expect(view.peers[0]).toMatchObject({ connected: false });
    const there = untilFacts(c, seminar, 1);
    await a.log.append(draft({ seminar }));
    await there;
    expect(await b.log.of(seminar)).toEqual([]);
  });

  it('is not another station at the address of a paired one', async () => {
    await using a = await desk();
    await using b = await desk();
    await pair(a, b);
    await using other = await desk();
    const { station } = await other.stations.invite({ host: '127.0.0.1' });
    await a.stations.leave(b.identity.fingerprint);
    await b.stations.readdress(a.identity.fingerprint, `127.0.0.1:${station.listening!.port}`);
    expect((await until(b, ({ peers }) => peers[0]?.fault === 'other-station')).peers[0]!.connected).toBe(false);
  });
});

describe('a station that is known and hostile', () => {
  const header = (length: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(length);
    return bytes;
  };
  const raw = (text: string) => Buffer.concat([header(Buffer.byteLength(text)), Buffer.from(text)]);

  it.each<[string, (seminar: string) => readonly unknown[], string]>([
    ['a frame that is too long', () => [STATE, header(1_048_577)], 'garbage'],
    ['a message of no schema', () => [STATE, { type: 'state', admin: true }], 'garbage'],
    ['JSON without end', () => [STATE, raw('['.repeat(500_000))], 'garbage'],
    ['a prototype', () => [STATE, raw('{"type":"ack","id":1,"__proto__":{"connected":true}}')], 'garbage'],
    ['something before it says who it is', () => [{ type: 'ping', id: 1, reference: null }], 'garbage'],
    ['an acknowledgement of nothing', () => [STATE, { type: 'ack', id: 77 }], 'garbage'],
    ['an answer to no ping', () => [STATE, { type: 'pong', id: 77, received: 0, answered: 0 }], 'garbage'],
    [
      'facts of another seminar than it says',
      (seminar) => [STATE, { type: 'facts', id: 1, seminar, facts: chain('f'.repeat(32), [draft({ seminar: newSeminar() })]) }],
      'garbage',
    ],
    ['the same again and again', () => [STATE, ...Array.from({ length: 1000 }, (_, id) => ({ type: 'ping', id: id + 1, reference: null }))], 'flood'],
  ])('is cut off for %s, and told in the view', async (_what, messages, fault) => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    const rogue = await knownTo(a);
    const channel = await connection(a, rogue, 'link');
    for (const message of messages(seminar)) {
      if (Buffer.isBuffer(message)) channel.socket.write(message);
      else say(channel, message);
    }
    const heard = everything(channel);
    const view = await until(a, ({ peers }) => peers[0]?.fault === fault);
    expect(view.peers).toMatchObject([{ fingerprint: rogue.fingerprint, connected: false, fault }]);
    await heard;
    // For a while it is not heard at all.
    expect(await everything(await connection(a, rogue, 'link'))).toEqual([]);
  });

  it('is heard again after a minute', async () => {
    let now = 0;
    await using a = await desk({ monotonic: () => now });
    const rogue = await knownTo(a);
    say(await connection(a, rogue, 'link'), STATE, { type: 'ack', id: 77 });
    await until(a, ({ peers }) => peers[0]?.fault === 'garbage');
    const early = await everything(await connection(a, rogue, 'link'));
    now += SHORT.barredMs;
    say(await connection(a, rogue, 'link'), STATE);
    expect([early, (await until(a, connected(1))).peers[0]!.fault]).toEqual([[], null]);
  });

  it('gets nothing of a seminar that it does not know, even by handing back what it was told', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await a.log.append(draft({ seminar }));
    const channel = await connection(a, await knownTo(a), 'link');
    const heard: unknown[] = [];
    for await (const value of readFrames(channel.socket)) {
      heard.push(value);
      const { type, seminars } = value as { readonly type: string; readonly seminars?: readonly string[] };
      if (type === 'state')
        say(channel, { ...STATE, seminars }, { type: 'have', seminar, facts: {}, rows: ROWS }, { type: 'ping', id: 1, reference: null });
      // What comes after is asked for later than all that.
      if (type === 'pong') break;
    }
    expect(heard.map((value) => (value as { readonly type: string }).type)).toEqual(['state', 'ping', 'pong']);
    expect(JSON.stringify(heard)).not.toContain(seminar);
  });

  it('cannot have wrong facts taken, which is told in the view', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    const rogue = await knownTo(a);
    const channel = await connection(a, rogue, 'link');
    const [fact] = chain('f'.repeat(32), [draft({ seminar })]);
    const changed = { ...fact!, body: fact!.body.replace('"ok"', '"no"') };
    say(channel, { ...STATE, seminars: [seminarToken(channel, 'dialler', seminar)] }, { type: 'facts', id: 5, seminar, facts: [changed] });
    const view = await until(a, ({ peers }) => peers[0]?.fault === 'facts-refused');
    expect([view.peers[0]!.connected, await a.log.of(seminar)]).toEqual([true, []]);
  });
});

const ROWS = { plan: '0'.repeat(64), people: '0'.repeat(64), bindings: '0'.repeat(64) };

describe('clocks', () => {
  it('three hours off is measured within 50 ms, on both sides, and the scale is that of the smallest device', async () => {
    await using a = await desk();
    await using b = await desk({ now: () => new Date(Date.now() + 3 * HOUR) });
    await pair(a, b);
    const measured = (other: number) => (view: { peers: readonly { offsetMs: number | null }[] }) =>
      Math.abs((view.peers[0]?.offsetMs ?? Number.NaN) - other) <= 50;
    await Promise.all([until(a, measured(3 * HOUR)), until(b, measured(-3 * HOUR))]);
    const settled = () => a.stations.offsetMs() !== null && b.stations.offsetMs() !== null;
    await until(a, settled);
    await until(b, () => a.stations.offsetMs() === 0 || b.stations.offsetMs() === 0);
    const [smaller, larger, difference] = a.identity.device < b.identity.device ? [a, b, -3 * HOUR] : [b, a, 3 * HOUR];
    expect(smaller.stations.offsetMs()).toBe(0);
    expect(Math.abs(larger.stations.offsetMs()! - difference)).toBeLessThanOrEqual(50);
  });

  it('of a station alone are compared with nothing', async () => {
    await using a = await desk();
    expect(a.stations.offsetMs()).toBeNull();
  });
});

describe('connections', () => {
  it('come back after a start of either side, at the same port', async () => {
    const seminar = newSeminar();
    const first = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    await pair(first, b);
    const { listening } = first.stations.view;
    await first[Symbol.asyncDispose]();
    const away = await until(b, connected(0));
    await b.log.append(draft({ seminar }));
    await using again = await desk({ folder: first.folder });
    await linked(again, b);
    await untilFacts(again, seminar, 1);
    expect([again.stations.view.listening, again.identity.fingerprint]).toEqual([listening, first.identity.fingerprint]);
    expect(away.peers[0]!.lastSeen).toMatch(/^\d{4}-/);
  });

  it('are made by whoever knows where the other one is', async () => {
    const a = await desk();
    await using b = await desk();
    await pair(a, b);
    await b.stations.invite({ host: '127.0.0.1' });
    const known = await until(a, ({ peers }) => peers[0]!.address !== '');
    expect(known.peers[0]!.address).toBe(`127.0.0.1:${b.stations.view.listening!.port}`);
    await a[Symbol.asyncDispose]();
    await until(b, connected(0));
    // Nobody finds it where it was.
    await b.stations.readdress(a.identity.fingerprint, '127.0.0.1:9');
    await using again = await desk({ folder: a.folder });
    await linked(again, b);
  });

  it('are one between two stations that dial each other at once', async () => {
    const seminar = newSeminar();
    await using a = await desk({ runs: [seminar] });
    await using b = await desk({ runs: [seminar] });
    await a.stations.invite({ host: '127.0.0.1' });
    await using line = await cable(a.stations.view.listening!.port);
    await pair(a, b, line.port);
    await b.stations.invite({ host: '127.0.0.1' });
    await until(a, ({ peers }) => peers[0]!.address !== '');
    for (let round = 0; round < 5; round++) {
      line.cut();
      void line.mend();
      for (const each of [a, b]) each.stations.wake();
      await linked(a, b);
      const there = untilFacts(b, seminar, round + 1);
      await a.log.append(draft({ seminar }));
      await there;
    }
    expect([await a.log.of(seminar), a.stations.view.peers, b.stations.view.peers].map(({ length }) => length)).toEqual([5, 1, 1]);
  });

  it('to a station that says nothing any more are given up', async () => {
    await using a = await desk({ pace: { ...SHORT, heartbeatMs: 20, silentMs: 60 } });
    const rogue = await knownTo(a);
    const channel = await connection(a, rogue, 'link');
    say(channel, STATE);
    expect((await until(a, ({ peers }) => peers[0]?.fault === 'silent')).peers[0]!.connected).toBe(false);
    channel.socket.destroy();
  });

  it('tell a new name', async () => {
    await using a = await desk({ name: '受付 1' });
    await using b = await desk();
    await pair(a, b);
    const told = until(b, ({ peers }) => peers[0]!.name === '第2会場');
    expect((await a.stations.rename(' 第2会場\n')).name).toBe('第2会場');
    await told;
    expect(await b.store.db.selectFrom('station_peer').select('name').execute()).toEqual([{ name: '第2会場' }]);
  });

  it.each(['', 'desk', '127.0.0.1', '127.0.0.1:0'])('are not looked for at %j', async (address) => {
    await using a = await desk();
    const rogue = await knownTo(a);
    await expect(a.stations.readdress(rogue.fingerprint, address)).rejects.toThrow('STATION_UNREACHABLE');
    await expect(a.stations.readdress('0'.repeat(64), '127.0.0.1:9')).rejects.toThrow('STATION_UNKNOWN');
  });
});

describe('listening', () => {
  it('is refused where somebody else listens', async () => {
    await using a = await desk();
    await using b = await desk();
    const { station } = await b.stations.invite({ host: '127.0.0.1' });
    await expect(a.stations.invite(station.listening!)).rejects.toThrow('STATION_UNREACHABLE');
    expect(a.stations.view.listening).toBeNull();
  });

  it('goes on at the same port for the next invitation', async () => {
    await using a = await desk();
    const first = await a.stations.invite({ host: '127.0.0.1' });
    const second = await a.stations.invite({ host: '127.0.0.1' });
    expect(second.station.listening).toEqual(first.station.listening);
    expect(second.code).not.toBe(first.code);
  });
});
