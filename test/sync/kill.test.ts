import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolledWith, type TestClient } from '../main/support/hub.ts';
import { freePorts } from '../support/free-ports.ts';
import { describeWithPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { prepared } from './support/before-hub.ts';
import { type DeskOrder, type LinkedDesk, restsAt, startDesk } from './support/desk-process.ts';
import { type HubProcess, startHub } from './support/hub-process.ts';

/** Of the hub; one of the desks is killed as often, at a moment of its own. `HPKI_KILLS` has more of them. */
const KILLS = Number(process.env['HPKI_KILLS'] ?? 6);
/** Milliseconds from when events flow again until somebody is killed, at most. */
const LONGEST_MS = 400;
/** `HPKI_SEED` runs the moments of a run that failed again, as far as processes allow. */
const SEED = Number(process.env['HPKI_SEED'] ?? randomInt(2 ** 31));

const DESKS = ['authority', 'city-a', 'city-b'] as const;
type Name = (typeof DESKS)[number];

/** What happens in one round: when the hub is killed, which desk, when. */
const round = fc.record({ hub: fc.nat(LONGEST_MS), desk: fc.constantFrom(...DESKS), at: fc.nat(LONGEST_MS) });
const rounds = fc.sample(round, { seed: SEED, numRuns: KILLS });

interface Ground {
  readonly database?: string;
  /** Kills the server of the database. */
  readonly crash?: () => Promise<void>;
}

/** Somebody who tells over HTTP without a desk until the signal: what was answered with 202, and whatever was tried. */
function pushing(client: TestClient, signal: AbortSignal) {
  const accepted: string[] = [];
  const tried: string[] = [];
  async function push(): Promise<void> {
    const { jti, token } = client.event({
      name: 'card.held',
      subject: { format: 'doctor', registration: '1001' },
      payload: { object: 'C-2', kind: 'card', state: 'held' },
    });
    tried.push(jti);
    const status = await client.push(token).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 202) accepted.push(jti);
    if (status === 401) await client.renew().catch(() => {});
    await wait(status === 202 ? 20 : 100);
  }
  const ended = (async () => {
    while (!signal.aborted) await push();
  })();
  return {
    accepted,
    tried,
    ended,
    /** Once something more was accepted. */
    async flows(): Promise<void> {
      for (const before = accepted.length; accepted.length === before; ) await wait(5);
    },
  };
}

function suite(ground: () => Promise<Ground>): void {
  const running: { hub: HubProcess | null; desks: Map<Name, LinkedDesk> } = { hub: null, desks: new Map() };
  afterAll(async () => {
    await Promise.all([...running.desks.values()].map((desk) => desk.kill()));
    await running.hub?.kill();
  });

  it(`everything that was accepted or committed is everywhere once (${KILLS} kills of hub and desks, seed ${SEED})`, {
    timeout: 600_000,
  }, async () => {
    const { database, crash } = await ground();
    const folder = await temporaryFolder();
    const port = await freePorts(1);
    const where = { folder, ...(database !== undefined && { database }) };
    const orders = [{ kind: 'authority' }, { association: 'city-a' }, { association: 'city-b' }, { kind: 'authority' }] as const;
    const codes = await prepared(where, orders);
    const hubAgain = async () => {
      running.hub = await startHub({ ...where, port });
    };
    await hubAgain();
    const hub = running.hub!.url;
    const places = new Map<Name, DeskOrder>();
    for (const [index, name] of DESKS.entries())
      places.set(name, { folder: await temporaryFolder(), hub, code: codes[index]!, mode: name === 'authority' ? 'tell' : 'hear' });
    const committed: string[] = [];
    const deskAgain = async (name: Name) => void running.desks.set(name, await startDesk(places.get(name)!));
    const killed = async (name: Name) => {
      const desk = running.desks.get(name)!;
      await desk.kill();
      committed.push(...desk.committed);
      await deskAgain(name);
    };
    await Promise.all(DESKS.map(deskAgain));
    const ended = new AbortController();
    const told = pushing(await enrolledWith(hub, codes[3]!), ended.signal);

    for (const [index, { hub: hubAt, desk, at }] of rounds.entries()) {
      await told.flows();
      await Promise.all([
        wait(hubAt).then(async () => {
          await running.hub!.kill();
          // The server of the database goes as well, every now and then.
          if (crash && index % 3 === 2) await crash();
          await hubAgain();
        }),
        wait(at).then(() => killed(desk)),
      ]);
    }

    ended.abort();
    await told.ended;
    const { accepted, tried } = told;
    await running.desks.get('authority')!.quiet();
    committed.push(...running.desks.get('authority')!.committed);
    // Who tells first; then everybody hears everything.
    for (const name of DESKS) await running.desks.get(name)!.end();
    await deskAgain('authority');
    await running.desks.get('authority')!.quiet();
    committed.push(...running.desks.get('authority')!.committed);
    for (const name of ['authority', 'city-a', 'city-b'] as const) {
      if (name !== 'authority') await deskAgain(name);
      await running.desks.get(name)!.end();
      running.desks.delete(name);
    }
    const [authority, cityA, cityB] = await Promise.all(DESKS.map((name) => restsAt(places.get(name)!.folder)));

    expect(committed.length).toBeGreaterThan(KILLS);
    expect(accepted.length).toBeGreaterThan(KILLS);
    expect(authority!.untold).toEqual([]);
    // What a killed desk had committed and not said yet is there beside what it had said.
    expect(new Set(authority!.told)).toEqual(new Set([...authority!.told, ...committed]));
    const sure = [...authority!.told, ...accepted];
    const possible = new Set([...authority!.told, ...tried]);
    for (const { came, done } of [authority!, cityA!]) {
      const jtis = came.map(({ jti }) => jti);
      const there = new Set(jtis);
      expect(sure.filter((jti) => !there.has(jti))).toEqual([]);
      expect(jtis.filter((jti) => !possible.has(jti))).toEqual([]);
      expect(done.toSorted()).toEqual(jtis.toSorted());
      expect(came.filter(({ waits }) => waits)).toEqual([]);
    }
    expect(new Set(cityA!.came.map(({ jti }) => jti))).toEqual(new Set(authority!.came.map(({ jti }) => jti)));
    // Nobody is named to whom nobody is concerned.
    expect(cityB!.came).toEqual(cityB!.came.filter(({ feed }) => feed === 'stop'));
    expect(new Set(cityB!.done)).toEqual(new Set(cityA!.came.filter(({ feed }) => feed === 'stop').map(({ jti }) => jti)));
    expect(cityB!.done).toHaveLength(cityB!.came.length);
  });
}

describe('hub and desks that are killed, on PGlite', () => suite(async () => ({})));

describeWithPostgres('hub, desks and database that are killed, on PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  suite(async () => ({ database: await server.database(), crash: server.crash }));
});
