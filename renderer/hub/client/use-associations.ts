import type { AssociationSummary } from '../../../main/api/schema/hub-administration.ts';
import { type Answer, useAnswer } from '../../client/use-answer.ts';
import { useSession } from '../session/session-context.tsx';

/** Every association that the hub knows, about a thousand. */
export function useAssociations(): Answer<readonly AssociationSummary[]> {
  const session = useSession();
  return useAnswer(
    async () => (await session.ask<{ associations: readonly AssociationSummary[] }>('GET', '/admin/associations')).associations,
    [session],
  );
}

/** Those that a search names by code or name, whatever the width of its letters. */
export function matching<Row extends Pick<AssociationSummary, 'code' | 'name'>>(rows: readonly Row[], search: string): readonly Row[] {
  const words = search.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ code, name }) => {
    const text = `${code} ${name}`.normalize('NFKC').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
