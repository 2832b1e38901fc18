import { describe, expect, it } from 'vitest';
import { MACHINES, OBJECT_KINDS, ROLES } from '../../../main/credentials/machines/table.ts';
import { PROCEDURES } from '../../../main/credentials/procedures/table.ts';
import { ACTIONS } from '../../../renderer/authority/audit/audit-filter.ts';
import { ITEMS } from '../../../renderer/authority/person/items.ts';
import {
  causeWords,
  eventWords,
  lackingWords,
  listed,
  queueWords,
  refusalWords,
  stateWords,
  transitionWords,
  wordOf,
} from '../../../renderer/authority/words/credential-words.ts';
import { knownStates, lookOf } from '../../../renderer/authority/words/state-look.ts';
import { knownKey, translate } from '../../../renderer/words/translate.ts';

const t = translate('ja');
const english = translate('en');
const transitions = OBJECT_KINDS.flatMap((kind) => MACHINES[kind].transitions.map((transition) => ({ kind, ...transition })));

describe.each(OBJECT_KINDS)('%s', (kind) => {
  it.each(MACHINES[kind].states)('state %s has words and a look', (state) => {
    expect({ known: knownStates(kind).includes(state), words: stateWords(kind, state, t) !== state }).toEqual({ known: true, words: true });
  });
  it('has no look of a state that there is not', () => {
    expect(knownStates(kind).filter((state) => !MACHINES[kind].states.includes(state))).toEqual([]);
  });
});

it.each(transitions)('step $kind $id has words, its letters and its event too', ({ kind, id, letters, event }) => {
  expect([
    transitionWords(kind, id, t),
    ...letters.map((letter) => wordOf('letter', letter, t)),
    ...(event ? [eventWords(event, t)] : []),
  ]).not.toContain(id);
  expect(letters.filter((letter) => wordOf('letter', letter, t) === letter)).toEqual([]);
});

it.each(transitions.filter(({ main }) => main).map(({ kind, id }) => `${kind}-${id}`))('queue %s has words', (queue) =>
  expect([queueWords(queue, t), queueWords(queue, english)]).not.toContain(queue),
);

it('a queue without its kind has the same words', () => expect(queueWords('approve', t)).toBe(queueWords('application-approve', t)));

it.each(PROCEDURES.map(({ id }) => id))('procedure %s has words', (id) => expect(wordOf('procedure', id, t)).not.toBe(id));
it.each([...new Set(PROCEDURES.flatMap(({ reasons }) => reasons))])('reason %s has words', (id) => expect(causeWords(id, t)).not.toBe(id));
it.each([...new Set(PROCEDURES.flatMap(({ checklist }) => checklist.map(({ item }) => item)))])('paper %s can be recorded and has words', (item) => {
  expect({ offered: ITEMS.some((known) => known === item), words: wordOf('item', item, t) !== item }).toEqual({ offered: true, words: true });
});
it.each(['has-card', 'no-live-card', 'never-had-card', 'nothing-to-return', 'not-held', 'under-way'])('closed because of %s', (because) =>
  expect(wordOf('closed', because, t)).not.toBe(because),
);
it.each(ROLES)('role %s has words', (role) => expect(wordOf('role', role, t)).not.toBe(role));
it.each(ACTIONS)('action %s of the filter has words', (action) => expect(knownKey(`audit.actions.${action}`)).not.toBeNull());

describe('refusals', () => {
  it.each([
    ['state', [], '今の状態ではできません。'],
    ['role', ['approver', 'operator'], 'この操作の権限がありません。（承認、運用）'],
    ['condition', ['past-expiry'], '必要な条件がそろっていません。（有効期限を過ぎていること）'],
    ['evidence', ['checklist'], '確認が必要なものがあります。（書類のそろい）'],
    ['reason', [], '理由の記入が必要です。'],
    ['second-missing', [], 'もう一人の確認が必要です。'],
    ['second-same', [], '確認は別の担当者にしかできません。'],
    ['second-role', [], '確認する担当者に、この操作の権限がありません。'],
    ['transition-unknown', [], 'この操作はありません。'],
  ])('%s lacking %j', (because, lacking, words) => expect(refusalWords(because, lacking, t)).toBe(words));

  it('an id without words is shown as it is, never hidden', () => {
    expect([refusalWords('moon', ['tide'], t), lackingWords(['tide'], t), listed([], t)]).toEqual(['moon（tide）', 'tide', '']);
  });
});

it('a revocation that was asked for says that it waits, in both languages, and does not look done', () => {
  expect([
    stateWords('certificate', 'revoke-requested', t),
    stateWords('certificate', 'revoke-requested', english),
    lookOf('certificate', 'revoke-requested'),
  ]).toEqual(['認証局で処理待ち', 'Pending at the certification authority', { status: 'unsure' }]);
});

it('a state that nobody knows may mean anything', () => expect(lookOf('card', 'melted')).toEqual({ status: 'unsure' }));
