import type { DifferenceView } from '../../../main/api/schema/hub-administration.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What an item is about, beside its kind. */
export function useDifferenceWords(): (item: Pick<DifferenceView, 'kind' | 'body'>) => string {
  const { t } = useWords();
  const line = (id: string) => {
    const key = knownKey(`membership.statistics.line.${id}`);
    return key ? t(key) : id;
  };
  const column = (id: string) => {
    const key = knownKey(`membership.statistics.column.${id}`);
    return key ? t(key) : id;
  };
  return ({ kind, body }) => {
    if (kind === 'figure')
      return t('hub.differences.figure', {
        row: line(text(body['row'])),
        column: column(text(body['column'])),
        printed: Number(body['printed']),
        computed: Number(body['computed']),
      });
    if (kind === 'stranded') return text(body['affiliation']);
    return text(body['err'] ?? body['error'] ?? body['code']);
  };
}
