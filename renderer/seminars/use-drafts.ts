import { useState } from 'react';
import type { Seminar } from '../../main/api/schema/training.ts';
import type { PlanDraft } from './plan/plan-draft.ts';

/** A plan as a person is writing it, and the seminar it was begun from; `null` for a new one. */
export interface HeldDraft {
  readonly base: Seminar | null;
  readonly draft: PlanDraft;
}

/** Plans in hand, by the seminar's id. Held above the screens, so that they outlive a look elsewhere. */
export type Drafts = Map<string, HeldDraft>;

export function useDrafts(): Drafts {
  const [drafts] = useState<Drafts>(() => new Map());
  return drafts;
}
