import { useState } from 'react';
import type { Seminar } from '../../../main/api/schema/training.ts';
import type { Drafts, HeldDraft } from '../use-drafts.ts';
import { draftOf, type PlanDraft } from './plan-draft.ts';

export interface PlanEditing {
  /** The revision on which the draft builds; `null` for a new seminar. */
  readonly base: Seminar | null;
  readonly draft: PlanDraft;
  readonly changed: boolean;
  readonly set: (part: Partial<PlanDraft>) => void;
  /** Goes on from another revision with a draft. */
  readonly restart: (base: Seminar | null, draft: PlanDraft) => void;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const isChanged = ({ base, draft }: HeldDraft) => base === null || !same(draft, draftOf(base.plan));

/** A draft beside the seminar as it stands now: where the newer revision is in nobody's way, the draft builds on it. */
export function upToDate(held: HeldDraft, seminar: Seminar | null): HeldDraft {
  if (!held.base || !seminar || seminar.revision <= held.base.revision) return held;
  if (!isChanged(held)) return { base: seminar, draft: draftOf(seminar.plan) };
  return same(seminar.plan, held.base.plan) ? { base: seminar, draft: held.draft } : held;
}

/** The draft of one plan, begun from the seminar as it stands or taken up where it was left. */
export function usePlanDraft(id: string, drafts: Drafts, seminar: Seminar | null, fresh: () => PlanDraft): PlanEditing {
  const [known, setKnown] = useState<HeldDraft>(() => drafts.get(id) ?? { base: seminar, draft: seminar ? draftOf(seminar.plan) : fresh() });
  const held = upToDate(known, seminar);
  const restart = (base: Seminar | null, draft: PlanDraft) => {
    const next = { base, draft };
    if (isChanged(next)) drafts.set(id, next);
    else drafts.delete(id);
    setKnown(next);
  };
  return { ...held, changed: isChanged(held), restart, set: (part) => restart(held.base, { ...held.draft, ...part }) };
}
