import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../main/api/schema/credentials.ts';
import { MACHINES, OBJECT_KINDS } from '../../../main/credentials/machines/table.ts';
import { SERIAL_PROBLEMS } from '../../../main/credentials/papers/serials.ts';
import { REGISTRY_PROBLEMS } from '../../../main/credentials/transfer/read-registry.ts';
import { letterTemplates } from '../../../main/credentials/papers/letter.ts';
import procedures from '../../../resources/credentials/procedures.json' with { type: 'json' };
import revocation from '../../../resources/credentials/revocation.json' with { type: 'json' };
import texts from '../../../resources/locales/ja/credentials.json' with { type: 'json' };

const transitions = OBJECT_KINDS.flatMap((kind) => MACHINES[kind].transitions);
const all = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].toSorted();

describe('words of the desk', () => {
  it.each(OBJECT_KINDS)('%s: every state and transition has words, and no other', (kind) => {
    const { states } = MACHINES[kind];
    expect(Object.keys(texts.state[kind]).toSorted()).toEqual(all(states));
    expect(Object.keys(texts.transition[kind]).toSorted()).toEqual(all(MACHINES[kind].transitions.map(({ id }) => id)));
  });

  it.each<[area: 'kind' | 'channel' | 'letter' | 'condition' | 'event' | 'procedure', ids: readonly string[]]>([
    ['kind', OBJECT_KINDS],
    ['channel', CHANNELS],
    ['letter', letterTemplates().map(({ id }) => id)],
    ['condition', transitions.flatMap(({ when }) => when)],
    ['event', transitions.flatMap(({ event }) => (event === null ? [] : [event.replaceAll('.', '-')]))],
    ['procedure', procedures.procedures.map(({ id }) => id)],
  ])('every %s has words, and no other', (area, ids) => {
    expect(Object.keys(texts[area]).toSorted()).toEqual(all(ids));
  });

  it.each<[area: 'evidence' | 'letter' | 'cause' | 'revocation-reason' | 'import-problem' | 'serial-problem', ids: readonly string[]]>([
    ['import-problem', REGISTRY_PROBLEMS],
    ['serial-problem', SERIAL_PROBLEMS],
    [
      'evidence',
      [...transitions.flatMap(({ evidence }) => evidence), ...procedures.procedures.flatMap(({ checklist }) => checklist.map(({ item }) => item))],
    ],
    ['letter', transitions.flatMap(({ letters }) => letters)],
    ['cause', procedures.procedures.flatMap(({ reasons }) => reasons)],
    ['revocation-reason', [...Object.values(revocation.reasons), revocation.pinKnown, revocation.hold]],
  ])('every %s that is named anywhere has words', (area, ids) => {
    expect(all(ids).filter((id) => !Object.hasOwn(texts[area], id))).toEqual([]);
  });
});
