import { useSyncExternalStore } from 'react';
import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';

/** The prescription at hand. It stays while other screens are looked at, and in memory alone. */
export interface Kept {
  /** Another one for each that is begun. */
  readonly id: string;
  readonly draft: PrescriptionDraft;
  /** Records of an earlier prescription that the draft cannot say. */
  readonly left: readonly string[];
  /** It has gone to be signed as it stands. */
  readonly taken: boolean;
}

let kept: Kept | null = null;
const listeners = new Set<() => void>();

/** Begins another, in place of the one at hand. */
export const beginDraft = (draft: PrescriptionDraft, left: readonly string[] = []): void =>
  keepDraft({ id: crypto.randomUUID(), draft, left, taken: false });

export function keepDraft(next: Kept | null): void {
  kept = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useKeptDraft = (): Kept | null => useSyncExternalStore(subscribe, () => kept);
