import { describe, expect, it } from 'vitest';
import { MACHINES, type ObjectKind } from '../../../main/credentials/machines/table.ts';
import { assertable } from '../../../main/credentials/registry/evidence.ts';
import { type BulkDraft, isComplete, orderOf, STEPS } from '../../../renderer/authority/bulk/bulk-draft.ts';

const draft: BulkDraft = {
  task: 'advance',
  until: '2027-02-28',
  association: null,
  step: 'application-record-payment',
  evidence: ['payment'],
  reason: ' 入金一覧 ',
};

describe.each(STEPS)('$queue', ({ queue, transition, evidence }) => {
  const kind = queue.split('-')[0] as ObjectKind;
  const found = MACHINES[kind].transitions.find(({ id }) => id === transition);
  it('is the main way of its machine, asks for the same evidence, and for no reason of its own', () => {
    expect({
      queue: `${kind}-${transition}`,
      main: found?.main,
      evidence: assertable(found?.evidence ?? []),
      reason: found?.reason,
      second: found?.second,
    }).toEqual({
      queue,
      main: true,
      evidence: [...evidence],
      reason: false,
      second: false,
    });
  });
});

it('a step is ordered with its queue and evidence', () =>
  expect(orderOf(draft)).toEqual({
    task: 'advance',
    until: null,
    association: null,
    queue: 'application-record-payment',
    transition: 'record-payment',
    objects: null,
    evidence: ['payment'],
    reason: '入金一覧',
  }));

it('renewals are ordered until a day, without anything of a step', () =>
  expect(orderOf({ ...draft, task: 'open-renewals', association: '神楽坂区医師会' })).toEqual({
    task: 'open-renewals',
    until: '2027-02-28',
    association: '神楽坂区医師会',
    queue: null,
    transition: null,
    objects: null,
    evidence: [],
    reason: '入金一覧',
  }));

it.each([
  [draft, true],
  [{ ...draft, evidence: [] }, false],
  [{ ...draft, step: 'application-approve', evidence: [] }, true],
  [{ ...draft, task: 'open-renewals', evidence: [] }, true],
  [{ ...draft, task: 'renewal-notices', until: '' }, false],
] as const)('%j can be previewed: %s', (one, complete) => expect(isComplete(one)).toBe(complete));
