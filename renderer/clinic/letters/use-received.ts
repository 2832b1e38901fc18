import { useCallback, useEffect, useState } from 'react';
import type { ReceivedLetter } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { lend } from '../../client/lend.ts';
import type { Answered } from '../../client/until-answered.ts';
import type { Answer } from '../../client/use-answer.ts';

/** A letter that came, opened for this view: the copy that the program takes in for it is gone with the view, however early that is left. */
export function useReceived(id: string): Answer<ReceivedLetter> {
  const { desk } = useDesk();
  const [state, setState] = useState<Answered<ReceivedLetter>>({ value: null, failure: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again with each round
  useEffect(
    () =>
      lend({
        ask: () => desk.letters.openReceived({ id }),
        onValue: (value) => setState({ value, failure: null }),
        onFailure: (error) => setState({ value: null, failure: failureOf(error) }),
        giveBack: async ({ document }) => document && desk.documents.discard({ id: document.id }),
      }),
    [desk, id, round],
  );
  return { ...state, ask: useCallback(() => setRound((n) => n + 1), []) };
}
