import { useEffect, useState } from 'react';
import type { LetterPhrase, LetterText } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { type Trying, useTrying } from '../../client/use-trying.ts';

export interface PhraseBook extends Pick<Trying, 'failure'> {
  readonly phrases: readonly LetterPhrase[];
  readonly keep: (field: LetterText, text: string) => void;
  readonly remove: (id: string) => void;
}

/** The phrases of this desk. */
export function usePhrases(): PhraseBook {
  const { desk } = useDesk();
  const { failure, attempt } = useTrying();
  const [phrases, setPhrases] = useState<readonly LetterPhrase[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once
  useEffect(() => {
    void attempt(async () => setPhrases(await desk.letters.phrases()));
  }, [desk]);
  return {
    phrases,
    failure,
    keep: (field, text) => void attempt(async () => setPhrases(await desk.letters.addPhrase({ field, text }))),
    remove: (id) => void attempt(async () => setPhrases(await desk.letters.removePhrase({ id }))),
  };
}
