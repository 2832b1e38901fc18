import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePlans } from '../../../renderer/seminars/plan/merge-plans.ts';
import { draftOf, type PlanDraft, type SessionDraft } from '../../../renderer/seminars/plan/plan-draft.ts';
import { upToDate } from '../../../renderer/seminars/plan/use-plan-draft.ts';
import { plan, seminar } from '../double/training-samples.ts';

const base = draftOf(plan);
const session = (part: Partial<SessionDraft>, from: PlanDraft = base): PlanDraft => ({
  ...from,
  sessions: from.sessions.map((one, index) => (index === 0 ? { ...one, ...part } : one)),
});
const without = (id: string): PlanDraft => ({ ...base, sessions: base.sessions.filter((one) => one.id !== id) });
const added: SessionDraft = { ...base.sessions[0]!, id: 'new', title: '新しい演題' };

describe('two changes of one plan', () => {
  it('in different fields are both kept', () => {
    const { draft, theirs, both } = mergePlans(base, { ...base, title: '私の題名' }, { ...base, venue: '相手の会場' });
    expect({ draft, theirs, both }).toEqual({
      draft: { ...base, title: '私の題名', venue: '相手の会場' },
      theirs: [{ kind: 'field', field: 'venue' }],
      both: [],
    });
  });

  it('in one field: ours stays, and it is said', () => {
    const { draft, both } = mergePlans(base, { ...base, title: '私' }, { ...base, title: '相手' });
    expect([draft.title, both]).toEqual(['私', [{ kind: 'field', field: 'title' }]]);
  });

  it('in one field to the same: nothing to say', () => {
    expect(mergePlans(base, { ...base, title: '同じ' }, { ...base, title: '同じ' }).both).toEqual([]);
  });

  it('in different sessions are both kept', () => {
    const { draft } = mergePlans(base, session({ speaker: '私の講師' }), { ...base, sessions: [...base.sessions, added] });
    expect(draft.sessions.map(({ id, speaker }) => [id, speaker])).toEqual([
      ['s1', '私の講師'],
      ['s2', '神楽坂　三十四'],
      ['s3', '髙橋　﨑子'],
      ['new', '髙橋　﨑子'],
    ]);
  });

  it.each<[string, PlanDraft, PlanDraft, readonly string[]]>([
    ['theirs deleted, ours as it was', base, without('s1'), ['s2', 's3']],
    ['ours deleted, theirs as it was', without('s1'), base, ['s2', 's3']],
    ['theirs deleted what we changed', session({ title: '変更' }), without('s1'), ['s1', 's2', 's3']],
    ['ours deleted what they changed', without('s1'), session({ title: '変更' }), ['s2', 's3', 's1']],
    ['both deleted it', without('s1'), without('s1'), ['s2', 's3']],
  ])('sessions: %s', (_name, mine, theirs, ids) => expect(mergePlans(base, mine, theirs).draft.sessions.map(({ id }) => id)).toEqual(ids));
});

const plans = fc.record({ title: fc.constantFrom('a', 'b'), venue: fc.constantFrom('c', 'd') }).map((part) => ({ ...base, ...part }));

it('joining with what nobody changed leaves things as they are', () => {
  fc.assert(
    fc.property(plans, (mine) => {
      expect(mergePlans(base, mine, base).draft).toEqual(mine);
      expect(mergePlans(base, base, mine).draft).toEqual(mine);
    }),
  );
});

describe('a draft beside a newer revision', () => {
  const old = seminar('s', { revision: 3 });
  const moved = seminar('s', { revision: 4, state: 'closed' });
  const changed = seminar('s', { revision: 4, plan: { ...plan, title: '別の題名' } });
  const held = { base: old, draft: base };
  const edited = { base: old, draft: { ...base, title: '私の題名' } };

  it.each([
    ['goes on from it when nothing was written', held, changed, { base: changed, draft: draftOf(changed.plan) }],
    ['goes on from it when only the state moved', edited, moved, { base: moved, draft: edited.draft }],
    ['waits for the person when both changed the plan', edited, changed, edited],
    ['is left alone by the revision it builds on', edited, old, edited],
    ['is left alone where there is no seminar yet', { base: null, draft: base }, null, { base: null, draft: base }],
  ])('%s', (_name, before, latest, after) => expect(upToDate(before, latest)).toEqual(after));
});
