import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bodyText, factHash } from '../../../../main/attendance/facts/chain.ts';
import type { FactBody, TravellingFact } from '../../../../main/attendance/facts/fact.ts';
import { FACT_LIMITS, have } from '../../../../main/attendance/facts/schema.ts';
import { travelling } from '../../../../main/attendance/facts/travel.ts';
import { at, chain, draft } from '../../support/facts.ts';
import { type Station, station } from '../../support/station.ts';

let desk: Station;
let peer: Station;
let seminar = '';
let seminars = 0;
const say: typeof draft = (said) => draft({ seminar, ...said });

beforeAll(async () => {
  desk = await station('alpha');
  peer = await station('beta');
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await peer[Symbol.asyncDispose]();
});
beforeEach(() => {
  seminars += 1;
  seminar = `merged-${seminars}`;
});

const answer = (added: number, known: number, refused: number, forks: string[] = []) => ({ added, known, refused, forks });
const travel = async ({ log }: Station) => (await log.of(seminar)).map(travelling);

describe('merging', () => {
  it('adds what is new, once, and tells listeners of it', async () => {
    const facts = chain('beta', [say(), say({ payload: { registration: '7' } })]);
    const heard: string[] = [];
    using _watch = desk.log.watch(({ hash }) => heard.push(hash));
    expect(await desk.log.merge([...facts, facts[0]!])).toEqual(answer(2, 1, 0));
    expect(await desk.log.merge(facts)).toEqual(answer(0, 2, 0));
    expect(heard).toEqual(facts.map(({ hash }) => hash));
    expect(new Set(await travel(desk))).toEqual(new Set(facts));
  });

  it('takes facts before those they follow', async () => {
    const facts = chain('beta', [say(), say(), say()]);
    expect(await desk.log.merge([facts[2]!])).toEqual(answer(1, 0, 0));
    expect(await desk.log.have(seminar)).toMatchObject({ beta: { upTo: 0 } });
    expect(await desk.log.merge([facts[0]!])).toEqual(answer(1, 0, 0));
    expect(await desk.log.have(seminar)).toMatchObject({ beta: { upTo: 1 } });
    expect(await desk.log.merge([facts[1]!])).toEqual(answer(1, 0, 0));
    expect(await desk.log.have(seminar)).toMatchObject({ beta: { upTo: 3 } });
  });

  it('lets a tap in between while much is merged', async () => {
    const merging = desk.log.merge(
      chain(
        'beta',
        Array.from({ length: 200 }, () => say()),
      ),
    );
    const own = await desk.log.append(say());
    expect(own.body.sequence).toBe(1);
    expect(await merging).toEqual(answer(200, 0, 0));
    expect((await desk.log.of(seminar)).length).toBe(201);
  });

  it('brings a payload later to a fact that came without', async () => {
    const [fact] = chain('beta', [say()]);
    expect(await desk.log.merge([{ ...fact!, payload: null }])).toEqual(answer(1, 0, 0));
    expect(await desk.log.of(seminar)).toMatchObject([{ hash: fact!.hash, payload: null, person: null }]);
    const heard: (string | undefined)[] = [];
    using _watch = desk.log.watch(({ payload }) => heard.push(payload?.name));
    expect(await desk.log.merge([fact!, { ...fact!, payload: null }])).toEqual(answer(0, 2, 0));
    expect(await travel(desk)).toEqual([fact]);
    expect(heard).toEqual([fact!.payload!.name]);
  });

  it('does not bring back what was destroyed here', async () => {
    const facts = chain('beta', [say({ payload: { registration: '99' } })]);
    await desk.log.merge(facts);
    const [fact] = await desk.log.of(seminar);
    await desk.store.persons.destroy(desk.store.db, fact!.person!);
    expect(await desk.log.merge(facts)).toEqual(answer(0, 1, 0));
    expect(await desk.log.one(fact!.hash)).toMatchObject({ payload: null });
  });
});

describe('who merged facts are about', () => {
  it('is the same person here and there by number, by card, and by who it was there', async () => {
    const none = { registration: null, name: 'guest' } as const;
    const mine = await desk.log.append(say());
    const guests = [await peer.log.append(say({ payload: none }))];
    guests.push(await peer.log.append(say({ payload: none, person: guests[0]!.person })));
    guests.push(await peer.log.append(say({ payload: none })));
    const card = { registration: null, card: 'B'.repeat(64) } as const;
    await peer.log.append(say({ payload: card }));
    await desk.log.append(say({ payload: card }));
    await peer.log.append(say());
    await desk.log.merge(await travel(peer));
    await peer.log.merge(await travel(desk));
    const groups = async ({ log }: Station) => {
      const byPerson = Map.groupBy(await log.of(seminar), ({ person }) => person);
      return new Set(
        [...byPerson.values()].map((facts) =>
          facts
            .map(({ hash }) => hash)
            .sort()
            .join(),
        ),
      );
    };
    expect((await groups(desk)).size).toBe(4);
    expect(await groups(desk)).toEqual(await groups(peer));
    expect((await desk.log.of(seminar)).filter(({ person }) => person === mine.person).length).toBe(2);
  });
});

describe('forks', () => {
  const twice = () => {
    const [first, second] = chain('beta', [say(), say()]);
    const [, other] = chain('beta', [{ ...say(), nonce: JSON.parse(first!.body).nonce as string }, say({ at: at(1) })]);
    return { first: first!, second: second!, other: other! };
  };

  it('keeps both of two facts under one number, and says whose they are', async () => {
    const { first, second, other } = twice();
    expect(await desk.log.merge([first, second])).toEqual(answer(2, 0, 0));
    expect(await desk.log.merge([other])).toEqual(answer(1, 0, 0, ['beta']));
    expect(await desk.log.merge([second])).toEqual(answer(0, 1, 0, ['beta']));
    expect((await desk.log.of(seminar)).length).toBe(3);
  });

  it('reaches the other side, though both have the same numbers', async () => {
    const { first, second, other } = twice();
    await desk.log.merge([first, second]);
    await peer.log.merge([first, other]);
    const [here, there] = [await desk.log.have(seminar), await peer.log.have(seminar)];
    expect([here['beta']!.upTo, there['beta']!.upTo]).toEqual([2, 2]);
    await peer.log.merge(await desk.log.missing(seminar, there));
    await desk.log.merge(await peer.log.missing(seminar, here));
    expect(await desk.log.have(seminar)).toEqual(await peer.log.have(seminar));
    expect(await desk.log.missing(seminar, await peer.log.have(seminar))).toEqual([]);
  });

  it('takes facts in its own name that it does not know, tells of them, and goes on counting where its own end', async () => {
    await desk.log.append(say());
    const forged = chain('alpha', [say(), say(), say(), say()]);
    expect(await desk.log.merge([forged[3]!])).toEqual(answer(1, 0, 0, ['alpha']));
    expect((await desk.log.append(say())).body.sequence).toBe(2);
    expect(await desk.log.merge([forged[2]!])).toEqual(answer(1, 0, 0, ['alpha']));
    const next = await desk.log.append(say());
    expect([next.body.sequence, next.body.previous]).toEqual([5, forged[3]!.hash]);
  });

  it('its own facts that come back are known and no fork', async () => {
    await desk.log.append(say());
    expect(await desk.log.merge(await travel(desk))).toEqual(answer(0, 1, 0));
  });
});

describe('what is not what it says is refused, and nothing else with it', () => {
  const resealed = (fact: TravellingFact, change: (body: FactBody & Record<string, unknown>) => object): TravellingFact => {
    const body = bodyText(change(JSON.parse(fact.body)) as FactBody);
    return { ...fact, body, hash: factHash(body) };
  };
  const rehashed = (body: string, payload: TravellingFact['payload']): TravellingFact => ({ hash: factHash(body), body, payload });

  it.each<[string, (fact: TravellingFact) => unknown]>([
    ['another hash', (fact) => ({ ...fact, hash: 'a'.repeat(64) })],
    ['a changed body', (fact) => ({ ...fact, body: fact.body.replace('"test":false', '"test":true') })],
    ['a body that is not canonical', (fact) => rehashed(fact.body.replace('{', '{ '), fact.payload)],
    ['a name twice in the body', (fact) => rehashed(fact.body.replace('{', '{"test":true,'), fact.payload)],
    ['a body that is no JSON', (fact) => rehashed(fact.body.slice(1), fact.payload)],
    ['an endless body', (fact) => rehashed(`${fact.body}${' '.repeat(FACT_LIMITS.body)}`, fact.payload)],
    ['a name the form does not have', (fact) => resealed(fact, (body) => ({ ...body, more: 1 }))],
    ['a name that every object has', (fact) => rehashed(fact.body.replace('{', '{"__proto__":{"test":true},'), fact.payload)],
    ['a device named as a special one', (fact) => resealed(fact, (body) => ({ ...body, device: '__proto__' }))],
    ['a later form', (fact) => resealed(fact, (body) => ({ ...body, format: 'hpki-desk-fact/2' }))],
    ['a number of zero', (fact) => resealed(fact, (body) => ({ ...body, sequence: 0 }))],
    ['a number in fractions', (fact) => resealed(fact, (body) => ({ ...body, sequence: 1.5 }))],
    ['a number beyond the limit', (fact) => resealed(fact, (body) => ({ ...body, sequence: FACT_LIMITS.sequence + 1, previous: 'a'.repeat(64) }))],
    ['a first fact that follows another', (fact) => resealed(fact, (body) => ({ ...body, previous: 'a'.repeat(64) }))],
    ['a second fact that follows none', (fact) => resealed(fact, (body) => ({ ...body, sequence: 2 }))],
    ['a day that does not exist', (fact) => resealed(fact, (body) => ({ ...body, at: '2026-02-30T03:00:00.000Z' }))],
    ['an offset of centuries', (fact) => resealed(fact, (body) => ({ ...body, offsetMs: 1e13 }))],
    [
      'a correction of no records',
      (fact) => resealed(fact, (body) => ({ ...body, kind: 'clock', direction: null, clock: { device: 'beta', offsetMs: 0, from: 3, to: 2 } })),
    ],
    [
      'a correction from the record before the first',
      (fact) => resealed(fact, (body) => ({ ...body, kind: 'clock', direction: null, clock: { device: 'beta', offsetMs: 0, from: 0 } })),
    ],
    ['a direction against its kind', (fact) => resealed(fact, (body) => ({ ...body, direction: 'out' }))],
    ['another payload', (fact) => ({ ...fact, payload: { ...fact.payload!, name: '鈴木 一郎' } })],
    ['another salt', (fact) => ({ ...fact, payload: { ...fact.payload!, salt: 'a'.repeat(64) } })],
    ['a payload with more', (fact) => ({ ...fact, payload: { ...fact.payload!, more: '' } })],
    ['a payload with less', ({ payload, ...fact }) => ({ ...fact, payload: { ...payload, by: undefined } })],
    ['more than a fact', (fact) => ({ ...fact, more: 1 })],
    ['nothing', () => null],
    ['text', (fact) => fact.body],
  ])('%s', async (_name, change) => {
    const [fact, good] = [...chain('beta', [say()]), ...chain('gamma', [say()])];
    expect(await desk.log.merge([change(fact!) as TravellingFact, good!])).toEqual(answer(1, 0, 1));
    expect(await travel(desk)).toEqual([good]);
  });

  it('facts of another seminar, where one is named', async () => {
    const facts = [...chain('beta', [say()]), ...chain('beta', [say({ seminar: 'elsewhere' })])];
    expect(await desk.log.merge(facts, seminar)).toEqual(answer(1, 0, 1));
  });

  it('facts of more devices than anybody may say to have, so that sharing goes on', async () => {
    const devices = Array.from({ length: FACT_LIMITS.devices + 1 }, (_, index) => `x${index}`);
    const bare = { registration: null, card: null };
    const made = devices.flatMap((device) => chain(device, [say({ payload: bare })]));
    expect(await desk.log.merge(made)).toEqual(answer(FACT_LIMITS.toldDevices - 1, 0, made.length - FACT_LIMITS.toldDevices + 1));
    await desk.log.append(say());
    const told = await desk.log.have(seminar);
    expect([Object.keys(told).length, have.safeParse(told).success]).toEqual([FACT_LIMITS.toldDevices, true]);
    const [, next] = chain('x0', [say({ payload: bare }), say({ payload: bare })]);
    const late = chain('late', [say({ payload: bare })]);
    expect(await desk.log.merge([next!, ...late], seminar, 'another')).toEqual(answer(1, 0, 1));
    // A station that is here itself finds its place.
    expect(await desk.log.merge(late, seminar, 'late')).toEqual(answer(1, 0, 0));
  });

  it('names that every object has are devices like others', async () => {
    const facts = ['constructor', 'toString', 'hasOwnProperty'].flatMap((device) => chain(device, [say()]));
    expect(await desk.log.merge(facts)).toEqual(answer(3, 0, 0));
    expect(await desk.log.missing(seminar, {})).toHaveLength(3);
    expect(await desk.log.missing(seminar, await desk.log.have(seminar))).toEqual([]);
  });
});
