import { describe, expect, it } from 'vitest';
import { closedBecause, closedByReason } from '../../../../main/credentials/procedures/openings.ts';
import { PROCEDURES, procedureOf } from '../../../../main/credentials/procedures/table.ts';
import type { CredentialRecord } from '../../../../main/credentials/registry/record.ts';
import texts from '../../../../resources/locales/ja/credentials.json' with { type: 'json' };

const record = (kind: CredentialRecord['kind'], state: string, procedure: string | null = null): CredentialRecord => ({
  ...{ id: `${kind} ${state}`, kind, holder: 1, state, origins: [], since: '2026-01-01T00:00:00Z', parent: null, procedure },
  ...{ association: null, queue: null, due: null, expires: null, facts: {} },
});
const card = (state: string) => record('card', state);
const OPEN = null;

const LIVE = ['active', 'pin-blocked', 'held'];
const DEAD = ['lost', 'damaged', 'superseded', 'ceased', 'deceased', 'licence-revoked', 'expired'];
const GONE = ['blank', 'personalised', 'at-desk', 'returned', 'destroyed'];

/** By what somebody has: no card, a live one that is not held, a held one, a dead one, one that is gone. */
const TABLE: Readonly<
  Record<string, readonly [none: string | null, live: string | null, held: string | null, dead: string | null, gone: string | null]>
> = {
  'new-issue': [OPEN, 'has-card', 'has-card', OPEN, OPEN],
  renewal: ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  reissue: ['never-had-card', OPEN, OPEN, OPEN, OPEN],
  loss: ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  discontinuation: ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  'pin-disclosure': ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  'pin-unlock': ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  'contact-change': [OPEN, OPEN, OPEN, OPEN, OPEN],
  'returned-card': ['nothing-to-return', 'nothing-to-return', 'nothing-to-return', OPEN, 'nothing-to-return'],
  death: ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  'licence-revoked': ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  'suspension-from-business': ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  hold: ['no-live-card', OPEN, OPEN, 'no-live-card', 'no-live-card'],
  resume: ['not-held', 'not-held', OPEN, 'not-held', 'not-held'],
  'second-certificate': [OPEN, OPEN, OPEN, OPEN, OPEN],
};

describe('what can be opened', () => {
  it('is told of every procedure', () => expect(Object.keys(TABLE).toSorted()).toEqual(PROCEDURES.map(({ id }) => id).toSorted()));

  it.each(Object.entries(TABLE))('%s', (id, [none, live, held, dead, gone]) => {
    const why = (...records: readonly CredentialRecord[]) => closedBecause(procedureOf(id), records);
    expect(why()).toBe(none);
    for (const state of LIVE) expect([state, why(card(state))]).toEqual([state, state === 'held' ? held : live]);
    for (const state of DEAD) expect([state, why(card(state))]).toEqual([state, dead]);
    for (const state of GONE) expect([state, why(card(state))]).toEqual([state, gone]);
  });

  it.each(['death', 'licence-revoked'])('%s also by a certificate on no card', (id) => {
    const why = (state: string) => closedBecause(procedureOf(id), [card('lost'), record('certificate', state)]);
    expect(['active', 'on-hold', 'requested', 'revoke-requested', 'revoked', 'expired', 'cancelled'].map(why)).toEqual([
      OPEN,
      OPEN,
      ...Array(5).fill('no-live-card'),
    ]);
  });

  it.each(PROCEDURES.map(({ id }) => id))('%s is opened once at a time', (id) => {
    const cards = { 'no-card': [], 'held-card': [card('held')], 'dead-card': [card('lost')] }[procedureOf(id).opens as 'no-card'] ?? [card('active')];
    const why = (state: string) => closedBecause(procedureOf(id), [...cards, record('application', state, id)]);
    for (const state of ['draft', 'submitted', 'returned', 'documents-checked', 'payment-wait', 'paid', 'approved'])
      expect([state, why(state)]).toEqual([state, 'under-way']);
    for (const state of ['done', 'rejected', 'withdrawn']) expect([state, why(state)]).toEqual([state, OPEN]);
  });

  it.each([
    ['renewal', 'reissue', 'under-way'],
    ['reissue', 'renewal', 'under-way'],
    ['renewal', 'loss', OPEN],
    ['loss', 'renewal', OPEN],
    ['hold', 'suspension-from-business', OPEN],
  ])('%s while a %s is open: %s', (id, open, because) => {
    expect(closedBecause(procedureOf(id), [card('active'), record('application', 'submitted', open)])).toBe(because);
  });

  it('has words for each reason', () => {
    const reasons = new Set(
      Object.values(TABLE)
        .flatMap((row) => row.filter((reason) => reason !== null))
        .concat('under-way', closedByReason('became-member', false)!),
    );
    expect(Object.keys(texts.closed).toSorted()).toEqual([...reasons].toSorted());
  });
});
