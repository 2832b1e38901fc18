import type { ClientView } from '../../../main/api/schema/hub-administration.ts';
import { useWords } from '../../words/words.tsx';

/** Of a desk, or of a code for one. */
interface Owner {
  readonly kind: ClientView['kind'];
  readonly association: string | null;
  /** Of its association. */
  readonly name?: string | null;
  /** Of the person whose own it is, where it is told. */
  readonly registration?: string | null;
}

/** Whose a desk is, in words. */
export function useWhose(): (owner: Owner) => string {
  const { t } = useWords();
  return ({ kind, association, name = null, registration = null }) => {
    if (registration !== null) return t('hub.of-person', { registration });
    if (kind !== 'association') return t(`hub.kind.${kind}`);
    return name ? t('hub.named', { name, code: association }) : (association ?? '');
  };
}
