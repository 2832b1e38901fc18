import { useEffect, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { LibraryFilters, LibraryPage } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { asking } from '../client/until-answered.ts';

export const PAGE_SIZE = 50;

export interface LibraryView {
  readonly text: string;
  readonly filters: LibraryFilters;
  readonly page: LibraryPage | null;
  readonly failure: Failure | null;
  /** From 0. */
  readonly index: number;
  /** Documents that are found, as far as they are counted. */
  readonly count: NonNullable<LibraryPage['count']> | null;
  readonly setText: (text: string) => void;
  readonly setFilters: (filters: LibraryFilters) => void;
  readonly turn: (index: number) => void;
  readonly ask: () => void;
}

/** One page of what is looked for; it changes as one types, and an answer that comes late is dropped. */
export function useLibrary(): LibraryView {
  const { desk } = useDesk();
  const [query, setQuery] = useState<{ readonly text: string; readonly filters: LibraryFilters }>({ text: '', filters: {} });
  /** Where each page begins. */
  const [begins, setBegins] = useState<readonly (number | null)[]>([null]);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Pick<LibraryView, 'page' | 'failure' | 'count'>>({ page: null, failure: null, count: null });
  const before = begins.at(-1) ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again in each round
  useEffect(
    () =>
      asking(
        () => desk.library.page({ ...query, before, limit: PAGE_SIZE }),
        ({ value: page, failure }) => setState((old) => (page ? { page, failure, count: page.count ?? old.count } : { ...old, failure })),
      ),
    [desk, query, before, round],
  );

  const change = (part: Partial<typeof query>) => {
    setQuery({ ...query, ...part });
    setBegins([null]);
  };
  return {
    ...query,
    ...state,
    index: begins.length - 1,
    setText: (text) => change({ text }),
    setFilters: (filters) => change({ filters }),
    turn: (index) => setBegins(index < begins.length ? begins.slice(0, index + 1) : [...begins, state.page?.next ?? null]),
    ask: () => setRound((last) => last + 1),
  };
}
