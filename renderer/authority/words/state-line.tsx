import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { type Kind, stateWords } from './credential-words.ts';
import { lookOf } from './state-look.ts';

/** Where an object stands: shape, word and colour. */
export function StateLine({ kind, state, size }: { readonly kind: Kind; readonly state: string; readonly size?: number }) {
  const { t } = useWords();
  return (
    <StatusLine status={lookOf(kind, state).status} {...(size ? { size } : {})}>
      {stateWords(kind, state, t)}
    </StatusLine>
  );
}
