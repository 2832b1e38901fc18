import type { LibraryFilters, LibrarySelection } from '../../main/api/schema/library.ts';
import type { Translate } from '../words/translate.ts';

/** The documents that a panel works on: those that were chosen, else all that were found. */
export interface Meant {
  readonly selection: LibrarySelection;
  readonly count: number;
  readonly chosen: boolean;
}

export const meant = (chosen: ReadonlySet<string>, text: string, filters: LibraryFilters, found: number): Meant =>
  chosen.size > 0
    ? { selection: { ids: [...chosen] }, count: chosen.size, chosen: true }
    : { selection: { text, filters }, count: found, chosen: false };

export const meantWords = ({ count, chosen }: Meant, t: Translate): string => t(`documents.selection.${chosen ? 'chosen' : 'found'}`, { count });
