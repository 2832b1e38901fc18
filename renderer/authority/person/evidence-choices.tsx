import { Checkbox } from '../../design/choice.tsx';
import { useWords } from '../../words/words.tsx';
import { wordOf } from '../words/credential-words.ts';

interface EvidenceChoicesProps {
  /** Kinds of evidence that somebody asserts to have before them. */
  readonly kinds: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** What lies before whoever does it, each said by hand. */
export function EvidenceChoices({ kinds, chosen, onChange }: EvidenceChoicesProps) {
  const { t } = useWords();
  return (
    <fieldset className="choices">
      <legend>{t('credentials.screen.evidence-title')}</legend>
      {kinds.map((kind) => (
        <Checkbox
          key={kind}
          label={wordOf('evidence', kind, t)}
          on={chosen.includes(kind)}
          onChange={(on) => onChange(on ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
        />
      ))}
    </fieldset>
  );
}
