import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../../main/credentials/machines/decide.ts';
import { MACHINES, ROLES } from '../../../../main/credentials/machines/table.ts';
import type { AuthorityParts } from '../../../../main/credentials/parts.ts';
import { type CaseFile, openCase } from '../../../../main/credentials/registry/case-file.ts';
import { type EventRow, isUnaltered } from '../../../../main/credentials/registry/events.ts';
import { waitingFor } from '../../../../main/credentials/registry/queue-of.ts';
import { recordOf } from '../../../../main/credentials/registry/record.ts';
import { nonce } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf, TODAY } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

/** May do everything, so that the table and the states alone decide. */
const ANYBODY = { name: 'anybody', roles: new Set(ROLES) };
const ANOTHER = { name: 'another', roles: new Set(ROLES) };

async function within<T>(holder: number, work: (file: CaseFile) => T, parts: AuthorityParts = flow.authority.parts): Promise<T> {
  return flow.store.db.transaction().execute(async (tx) => {
    const file = await openCase(parts, tx, { holder: await parts.holders.get(tx, holder), by: ANYBODY, second: ANOTHER, nonce: nonce() });
    const answer = work(file);
    await file.close();
    return answer;
  });
}

/** Everything that a step writes. */
async function kept(holder: number) {
  const { db } = flow.store;
  return {
    objects: await db.selectFrom('credential_object').selectAll().where('holder', '=', holder).orderBy('id').execute(),
    events: await db.selectFrom('credential_event').select('hash').where('holder', '=', holder).execute(),
    letters: await db.selectFrom('credential_letter').select('id').where('holder', '=', holder).execute(),
    tokens: await db.selectFrom('credential_token').select('token').where('holder', '=', holder).execute(),
    audit: await db.selectFrom('audit_head').select('sequence').execute(),
  };
}

describe('steps that belong together', () => {
  const broken = (): never => {
    throw new Error('the disk is full');
  };
  it.each<[what: string, work: (file: CaseFile, card: string) => void, parts: (whole: AuthorityParts) => AuthorityParts]>([
    [
      'a second step is refused',
      (file, card) => void file.move({ object: card, transition: 'destroy', evidence: ['destruction-record'] }),
      (whole) => whole,
    ],
    ['an object is unknown', (file) => void file.find('C99-0000001'), (whole) => whole],
    ['letters cannot be written', () => {}, (whole) => ({ ...whole, writeLetters: broken })],
    ['what belongs to it cannot be written', () => {}, (whole) => ({ ...whole, afterwards: broken })],
    ['the log cannot be written', () => {}, (whole) => ({ ...whole, audit: { ...whole.audit, append: broken } })],
  ])('are lost together when %s', async (_what, work, parts) => {
    const { holder, card } = await flow.withCard();
    const before = await kept(holder);
    const hold = (file: CaseFile) => {
      file.create({ kind: 'application', parent: null, procedure: 'hold', facts: {} });
      file.move({ object: card, transition: 'hold', evidence: ['caller-checks'], reason: 'x' });
      work(file, card);
    };
    expect(await refusalOf(within(holder, hold, parts(flow.authority.parts)))).not.toBeNull();
    expect(await kept(holder)).toEqual(before);
    await within(holder, (file) => void file.move({ object: card, transition: 'hold', evidence: ['caller-checks'], reason: 'x' }));
    expect((await flow.row(card)).state).toBe('held');
  });

  it('are one entry of the log, which names their hashes', async () => {
    const { holder, card } = await flow.withCard();
    await within(holder, (file) => void file.move({ object: card, transition: 'note-death', evidence: ['death-notice'] }));
    const [entry] = await flow.authority.parts.audit.list(null, 1);
    const event = (await flow.events(holder)).at(-1)!;
    expect(entry).toMatchObject({
      action: 'credential.moved',
      facts: {
        holder,
        object: card,
        transition: 'note-death',
        by: 'anybody',
        second: 'another',
        from: event.sequence,
        until: event.sequence,
        objects: 1,
      },
    });
    expect(entry!.facts['hash']).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the same nonce', () => {
  const FIVE = [0, 1, 2, 3, 4];
  /** Asked five times, each begun a little later than the one before. */
  const atOnce = <T>(work: () => Promise<T>): Promise<T[]> =>
    Promise.all(
      FIVE.map(async (turns) => {
        for (let left = turns * 3; left > 0; left -= 1) await flow.store.db.selectFrom('setting').select('name').executeTakeFirst();
        return work();
      }),
    );

  it('applies once', async () => {
    const { holder } = await flow.withCard();
    const order = { nonce: nonce(), holder, procedure: 'hold', channel: 'paper' as const, reason: 'holder-wish', receivedOn: TODAY };
    const answers = await atOnce(() => flow.seats.clerk.apply(order));
    expect(new Set(answers.map(({ page }) => page.holder))).toEqual(new Set([holder]));
    expect((await flow.seats.clerk.page(holder)).objects.filter(({ kind }) => kind === 'application')).toHaveLength(1);
  });

  it('makes one new person', async () => {
    const order = {
      nonce: nonce(),
      holder: null,
      fields: flow.newFields(),
      association: null,
      member: false,
      procedure: 'new-issue',
      channel: 'paper' as const,
      reason: null,
      receivedOn: TODAY,
    };
    const answers = await atOnce(() => flow.seats.clerk.apply(order));
    expect(new Set(answers.map(({ page }) => page.holder)).size).toBe(1);
  });

  it.each<[what: string, transition: string, evidence: string[], events: number]>([['advances once', 'damage', ['holder-report'], 1]])(
    '%s',
    async (_what, transition, evidence, events) => {
      const { holder, card } = await flow.withCard();
      const before = (await flow.events(holder)).length;
      const answers = await atOnce(() => flow.seats.clerk.advance({ nonce: `nonce of ${card}`, object: card, transition, evidence, reason: 'x' }));
      expect(answers.map(({ outcome }) => outcome)).toEqual(FIVE.map(() => 'done'));
      expect((await flow.events(holder)).length - before).toBe(events);
    },
  );

  it('proposes once', async () => {
    const { holder, card } = await flow.withCard();
    const order = { nonce: nonce(), object: card, transition: 'lose', evidence: ['caller-checks'], reason: 'x' };
    const answers = await atOnce(() => flow.seats.approver.advance(order));
    expect(new Set(answers.map(({ proposal }) => proposal)).size).toBe(1);
    expect((await flow.seats.approver.page(holder)).proposals).toHaveLength(1);
    await flow.confirm(answers[0]!.proposal!);
    expect(await flow.seats.approver.advance(order)).toMatchObject({ outcome: 'done', proposal: null });
  });

  it('stops once', async () => {
    const { holder, card } = await flow.withCard();
    const order = { nonce: nonce(), card, cause: 'theft' as const, caller: ['in-person' as const], heldFrom: null, heldUntil: null, reason: '' };
    await atOnce(() => flow.seats.clerk.stop(order));
    expect((await flow.events(holder)).filter(({ transition }) => transition === 'hold')).toHaveLength(1);
  });

  it('of somebody else’s work is told nothing of', async () => {
    const { holder } = await flow.withCard({ association: '文京区医師会' });
    const order = { nonce: nonce(), holder, procedure: 'contact-change', channel: 'paper' as const, reason: null, receivedOn: TODAY };
    await flow.seats.clerk.apply(order);
    const foreign = flow.seatAs(['association'], '青葉区医師会');
    expect(await refusalOf(foreign.apply(order))).toBe('HOLDER_UNKNOWN');
  });
});

describe('what events say', () => {
  /** State and origins of an object by its events and the table alone. */
  function folded(events: readonly EventRow[]) {
    const [first, ...rest] = events;
    const kind = ({ A: 'application', O: 'order', C: 'card', T: 'certificate' } as const)[first!.object.charAt(0) as 'A'];
    let standing = { state: first!.state, origins: [] as readonly string[] };
    for (const { transition, state } of rest) {
      const known = MACHINES[kind].transitions.find(({ id }) => id === transition)!;
      const facts = new Set(known.when);
      const decision = decide(kind, standing, { transition, by: ANYBODY, second: ANOTHER, evidence: new Set(known.evidence), reason: 'x', facts });
      if (!decision.allowed) throw new Error(`${kind} ${transition} from ${standing.state}: ${decision.because}`);
      standing = decision.next;
      expect(standing.state).toBe(state);
    }
    return standing;
  }

  it('is the state of every object, whichever way it went, and the queue is what the state says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 5, maxLength: 25 }), async (choices) => {
        const { holder } = await flow.withCard();
        for (const choice of choices) {
          const rows = await flow.store.db.selectFrom('credential_object').selectAll().where('holder', '=', holder).execute();
          const ways = rows.flatMap(({ id, kind, state }) =>
            MACHINES[kind].transitions.filter(({ from }) => from.includes(state)).map((transition) => ({ object: id, transition })),
          );
          const openings = ['hold', 'loss', 'reissue', 'second-certificate'];
          const way = ways[choice % (ways.length + openings.length)];
          const procedure = openings[(choice % (ways.length + openings.length)) - ways.length];
          const step = (file: CaseFile): void => {
            if (!way)
              return void file.create({
                kind: 'application',
                parent: null,
                procedure: procedure!,
                facts: { channel: 'paper', receivedOn: TODAY, member: true, reason: procedure === 'reissue' ? 'damage' : null },
              });
            const { id, evidence } = way.transition;
            file.move({ object: way.object, transition: id, evidence, reason: 'x', facts: id === 'import-serials' ? { serial: nonce() } : {} });
          };
          // Some are refused by a condition: then nothing changes at all.
          const before = await kept(holder);
          const refused = await refusalOf(within(holder, step));
          if (refused) {
            expect(refused).toMatch(/^TRANSITION_REFUSED condition/);
            expect(await kept(holder)).toEqual(before);
          }
        }
        const events = Map.groupBy(await flow.events(holder), ({ object }) => object);
        const rows = (await flow.store.db.selectFrom('credential_object').selectAll().where('holder', '=', holder).execute()).map(recordOf);
        for (const record of rows) {
          const { state, origins } = record;
          expect({ state, origins }).toEqual(folded(events.get(record.id)!));
          const { queue, due } = record;
          expect({ queue, due }).toEqual(waitingFor({ record, records: rows, today: TODAY }));
        }
        expect([...events.values()].flat().every(isUnaltered)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('cannot be changed unnoticed, in any column', async () => {
    const { holder, card } = await flow.withCard();
    await within(holder, (file) => void file.move({ object: card, transition: 'lose', evidence: ['caller-checks'], reason: '理由' }));
    const event = (await flow.events(holder)).at(-1)!;
    expect(isUnaltered(event)).toBe(true);
    const sealed = Buffer.from(event.sealed!);
    for (let at = 0; at < sealed.length; at += 7) {
      const other = Buffer.from(sealed);
      other[at] = other[at]! ^ 1;
      expect([at, isUnaltered({ ...event, sealed: other })]).toEqual([at, false]);
    }
    const others: Partial<EventRow> = {
      nonce: 'other',
      object: 'C26-9999999',
      holder: holder + 1,
      at: '2026-11-29T03:00:00.999Z',
      transition: 'hold',
      state: 'held',
      by: 'x',
      second: null,
      facts: '{}',
      sealed: null,
      event: null,
      stops: 0,
    };
    expect(Object.keys(others).toSorted()).toEqual(
      Object.keys(event)
        .filter((name) => name !== 'hash' && name !== 'sequence')
        .toSorted(),
    );
    for (const [name, value] of Object.entries(others)) expect([name, isUnaltered({ ...event, [name]: value })]).toEqual([name, false]);
  });

  it.each(['update', 'delete'])('%s of one is refused by the database itself', async (way) => {
    await flow.withCard();
    const { db } = flow.store;
    const work = way === 'update' ? db.updateTable('credential_event').set({ state: 'x' }).execute() : db.deleteFrom('credential_event').execute();
    await expect(work).rejects.toThrow('append-only');
  });
});

describe('a card that is held', () => {
  it.each(['active', 'pin-blocked'])('returns to where it came from: %s', async (state) => {
    const { card } = await flow.withCard();
    if (state === 'pin-blocked') await flow.take(card, 'block-pin');
    await flow.take(card, 'hold');
    expect(JSON.parse((await flow.row(card)).origins)).toEqual([state]);
    await flow.take(card, 'resume');
    expect(await flow.row(card)).toMatchObject({ state, origins: '[]' });
  });

  it.each<[lacking: string, taken: { evidence?: string[]; reason?: string }, refused: string]>([
    ['identity checked in person', { evidence: ['caller-checks', 'identity-document'] }, 'TRANSITION_REFUSED evidence identity-in-person'],
    ['a reason', { reason: '  ' }, 'TRANSITION_REFUSED reason'],
  ])('is not resumed without %s', async (_lacking, taken, refused) => {
    const { card } = await flow.withCard();
    await flow.take(card, 'hold');
    expect(await refusalOf(flow.take(card, 'resume', taken))).toBe(refused);
  });

  it('is not resumed by one person', async () => {
    const { card } = await flow.withCard();
    await flow.take(card, 'hold');
    const { outcome, proposal } = await flow.seats.clerk.advance({
      nonce: nonce(),
      object: card,
      transition: 'resume',
      evidence: ['identity-in-person'],
      reason: '本人',
    });
    expect([outcome, (await flow.row(card)).state]).toEqual(['proposed', 'held']);
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.clerk.acting, proposal!))).toBe('SECOND_PERSON_NEEDED');
    expect(await refusalOf(flow.authority.proposals.confirm(flow.seats.operator.acting, proposal!))).toBe('STAFF_ROLE_NEEDED');
    await flow.confirm(proposal!);
    expect((await flow.row(card)).state).toBe('active');
  });

  it.each(['lose', 'cease', 'note-death', 'revoke-licence', 'damage'])(
    'and then ended (%s) stays dead when it is found: it is taken back and destroyed',
    async (end) => {
      const { holder, card } = await flow.withCard();
      await flow.take(card, 'hold');
      await flow.take(card, end);
      expect((await flow.row(card)).origins).toBe('[]');
      const ways = flow.view(await flow.seats.second.page(holder), card).actions.map(({ transition }) => transition);
      expect(ways).toEqual(['take-back']);
      for (const back of ['resume', 'activate', 'unlock-pin', 'hold', 'supersede'])
        expect([back, await refusalOf(flow.take(card, back))]).toEqual([back, expect.stringMatching(/^TRANSITION_REFUSED state/)]);
      await flow.take(card, 'take-back');
      await flow.take(card, 'destroy');
      expect((await flow.row(card)).state).toBe('destroyed');
    },
  );
});
