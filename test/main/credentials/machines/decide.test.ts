import { describe, expect, it } from 'vitest';
import { type Actor, type Attempt, decide, type Standing } from '../../../../main/credentials/machines/decide.ts';
import {
  isTerminal,
  type Machine,
  MACHINES,
  OBJECT_KINDS,
  type ObjectKind,
  ORIGIN,
  type Role,
  ROLES,
} from '../../../../main/credentials/machines/table.ts';

const actor = (name: string, ...roles: Role[]): Actor => ({ name, roles: new Set(roles) });
const transitionOf = (kind: ObjectKind, id: string) => MACHINES[kind].transitions.find((known) => known.id === id)!;

/** Everything a transition asks for, by people who may. */
function complete(kind: ObjectKind, id: string, role: Role): Attempt {
  const { evidence, when } = transitionOf(kind, id);
  return { transition: id, by: actor('甲', role), second: actor('乙', role), evidence: new Set(evidence), reason: '理由', facts: new Set(when) };
}

const cases = OBJECT_KINDS.flatMap((kind) =>
  MACHINES[kind].states.flatMap((state) =>
    MACHINES[kind].transitions.flatMap(({ id }) => ROLES.map((role) => ({ kind, state, id, role, origins: ['active'] as readonly string[] }))),
  ),
);

describe('every state, role and transition of every machine', () => {
  it(`walks ${cases.length} of them: what the table allows, and nothing else`, () => {
    const wrong = cases.filter(({ kind, state, id, role, origins }) => {
      const { from, by, to } = transitionOf(kind, id);
      const decision = decide(kind, { state, origins }, complete(kind, id, role));
      const expected = from.includes(state) && by.includes(role);
      if (decision.allowed !== expected) return true;
      return decision.allowed
        ? decision.next.state !== (to === ORIGIN ? 'active' : to)
        : decision.because !== (from.includes(state) ? 'role' : 'state');
    });
    expect(wrong).toEqual([]);
  });

  const allowed = OBJECT_KINDS.flatMap((kind) =>
    MACHINES[kind].transitions.map((transition) => ({ kind, transition, title: `${kind} ${transition.id}` })),
  );

  it.each(allowed)('$title: each thing it asks for is asked for', ({ kind, transition }) => {
    const { id, by, evidence, when, second, reason } = transition;
    const standing: Standing = { state: transition.from[0]!, origins: ['active'] };
    const whole = complete(kind, id, by[0]!);
    const because = (attempt: Attempt) => {
      const decision = decide(kind, standing, attempt);
      return decision.allowed ? null : decision.because;
    };
    expect(because(whole)).toBe(null);
    const without = (set: ReadonlySet<string>, one: string) => new Set([...set].filter((value) => value !== one));
    for (const one of evidence) expect(because({ ...whole, evidence: without(whole.evidence, one) })).toBe('evidence');
    for (const one of when) expect(because({ ...whole, facts: without(whole.facts, one) })).toBe('condition');
    expect(because({ ...whole, reason: ' ' })).toBe(reason ? 'reason' : null);
    expect(because({ ...whole, second: null })).toBe(second ? 'second-missing' : null);
    expect(because({ ...whole, second: whole.by })).toBe(second ? 'second-same' : null);
    expect(because({ ...whole, second: actor('乙', 'auditor') })).toBe(second ? 'second-role' : null);
  });

  it('knows no transition that is not in the table', () => {
    const decision = decide('card', { state: 'active', origins: [] }, { ...complete('card', 'hold', 'reception'), transition: 'forget' });
    expect(decision).toEqual({ allowed: false, because: 'transition-unknown', lacking: [] });
  });
});

describe('the tables themselves', () => {
  const each = OBJECT_KINDS.map((kind) => [kind, MACHINES[kind]] as const);

  it.each(each)('%s: every state is reached from the first, and every name is one of its states', (_kind, machine: Machine) => {
    const reached = new Set([machine.initial]);
    for (const _state of machine.states)
      for (const { from, to } of machine.transitions) if (from.some((state) => reached.has(state)) && to !== ORIGIN) reached.add(to);
    expect([...reached].sort()).toEqual([...machine.states].sort());
    const named = machine.transitions.flatMap(({ from, to }) => [...from, ...(to === ORIGIN ? [] : [to])]);
    expect(named.filter((state) => !machine.states.includes(state))).toEqual([]);
  });

  it.each(each)('%s: each transition has its name once', (_kind, { transitions }) => {
    expect(new Set(transitions.map(({ id }) => id)).size).toBe(transitions.length);
  });

  it.each<[ObjectKind, readonly string[]]>([
    ['application', ['rejected', 'done', 'withdrawn']],
    ['order', ['handed-over', 'cancelled']],
    ['card', ['destroyed']],
    ['certificate', ['archived']],
  ])('%s ends in %j', (kind, ends) => {
    expect(MACHINES[kind].states.filter((state) => isTerminal(MACHINES[kind], state))).toEqual(ends);
  });

  /** States from which a card is never used again. */
  const DEAD = ['lost', 'damaged', 'superseded', 'ceased', 'deceased', 'licence-revoked', 'expired', 'returned', 'destroyed'];

  it.each(DEAD)('a card that is %s never comes back', (state) => {
    const reached = new Set([state]);
    for (const _step of DEAD) for (const { from, to } of MACHINES.card.transitions) if (from.some((one) => reached.has(one))) reached.add(to);
    expect([...reached].filter((one) => !DEAD.includes(one))).toEqual([]);
  });

  it('what is irreversible at the authority, unlocking, waiving and resuming need two persons; a hold needs one', () => {
    const pairs: readonly [ObjectKind, string, boolean][] = [
      ['certificate', 'request-revocation', true],
      ['card', 'unlock-pin', true],
      ['application', 'waive-fee', true],
      ['card', 'resume', true],
      ['card', 'lose', true],
      ['card', 'hold', false],
    ];
    expect(pairs.map(([kind, id]) => [kind, id, transitionOf(kind, id).second])).toEqual(pairs);
  });

  it('stop events are those of a card that nobody may use any more, or for now', () => {
    expect(MACHINES.card.transitions.filter(({ stops }) => stops).map(({ id }) => id)).toEqual([
      'hold',
      'lose',
      'cease',
      'note-death',
      'revoke-licence',
    ]);
  });
});

describe('a hold', () => {
  const walk = (kind: ObjectKind, start: string, ...ids: string[]): Standing =>
    ids.reduce<Standing>(
      (standing, id) => {
        const decision = decide(kind, standing, complete(kind, id, transitionOf(kind, id).by[0]!));
        if (!decision.allowed) throw new Error(`${id}: ${decision.because}`);
        return decision.next;
      },
      { state: start, origins: [] },
    );

  it.each<[string, ObjectKind, string, string[], string]>([
    ['an active card', 'card', 'active', ['hold', 'resume'], 'active'],
    ['a card whose PIN is blocked', 'card', 'pin-blocked', ['hold', 'resume'], 'pin-blocked'],
    ['a certificate', 'certificate', 'active', ['hold', 'resume'], 'active'],
    ['a certificate whose revocation the authority refused', 'certificate', 'active', ['hold', 'request-revocation', 'refuse-revocation'], 'on-hold'],
    ['and then', 'certificate', 'active', ['hold', 'request-revocation', 'refuse-revocation', 'resume'], 'active'],
  ])('returns to where it came from and nowhere else: %s', (_what, kind, start, ids, end) => {
    expect(walk(kind, start, ...ids).state).toBe(end);
  });

  it('is not resumed where no origin is known', () => {
    const decision = decide('card', { state: 'held', origins: [] }, complete('card', 'resume', 'reception'));
    expect([decision.allowed, !decision.allowed && decision.because]).toEqual([false, 'state']);
  });

  it('a lost card forgets that it was ever held', () => {
    expect(walk('card', 'active', 'hold', 'lose')).toEqual({ state: 'lost', origins: [] });
  });
});
