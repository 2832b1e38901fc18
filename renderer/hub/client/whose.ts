import type { ClientKind } from '../../../main/api/schema/hub-administration.ts';
import { useWords } from '../../words/words.tsx';

/** Whose a desk is, in words. */
export function useWhose(): (kind: ClientKind, association: string | null, name?: string | null) => string {
  const { t } = useWords();
  return (kind, association, name = null) => {
    if (kind !== 'association') return t(`hub.kind.${kind}`);
    return name ? t('hub.named', { name, code: association }) : (association ?? '');
  };
}
