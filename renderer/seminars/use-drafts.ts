import { useState } from 'react';
import type { Seminar } from '../../main/api/schema/training.ts';
import type { PlanDraft } from './plan/plan-draft.ts';

/** A plan as a person is writing it, and the seminar it was begun from; `null` for a new one. */
export interface HeldDraft {
  readonly base: Seminar | null;
  readonly draft: PlanDraft;
}

/** Plans in hand, by the seminar's id. Held above the screens and in the window's own memory, so that they outlive a look elsewhere and a reload. */
export interface Drafts {
  get(id: string): HeldDraft | undefined;
  set(id: string, held: HeldDraft): void;
  delete(id: string): void;
}

/** The number counts the shape of what is kept: what another version wrote is not taken up. */
const KEY = 'hpki-desk-drafts/1';

function kept(memory: Storage): [string, HeldDraft][] {
  try {
    return JSON.parse(memory.getItem(KEY) ?? '[]') as [string, HeldDraft][];
  } catch {
    return [];
  }
}

/** @param memory of one window, gone when it is closed */
export function draftsIn(memory: Storage): Drafts {
  const drafts = new Map(kept(memory));
  const keep = () => memory.setItem(KEY, JSON.stringify([...drafts]));
  return {
    get: (id) => drafts.get(id),
    set(id, held) {
      drafts.set(id, held);
      keep();
    },
    delete(id) {
      drafts.delete(id);
      keep();
    },
  };
}

export function useDrafts(): Drafts {
  const [drafts] = useState(() => draftsIn(sessionStorage));
  return drafts;
}
