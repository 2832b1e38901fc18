import { Checkbox } from '../../design/choice.tsx';
import { useWords } from '../../words/words.tsx';
import { identityWords, wordOf } from '../words/credential-words.ts';

interface EvidenceChoicesProps {
  /** Kinds of evidence that somebody asserts to have before them. */
  readonly kinds: readonly string[];
  /** Documents of which one proves who somebody is. */
  readonly identity?: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Kinds for which somebody shows who they are. */
const OF_IDENTITY: ReadonlySet<string> = new Set(['identity-document', 'identity-in-person']);

/** What lies before whoever does it, each said by hand. */
export function EvidenceChoices({ kinds, identity = [], chosen, onChange }: EvidenceChoicesProps) {
  const { t } = useWords();
  return (
    <fieldset className="choices">
      <legend>{t('credentials.screen.evidence-title')}</legend>
      {kinds.map((kind) => (
        <Checkbox
          key={kind}
          label={wordOf('evidence', kind, t)}
          {...(OF_IDENTITY.has(kind) ? { note: identityWords(identity, t) } : {})}
          on={chosen.includes(kind)}
          onChange={(on) => onChange(on ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
        />
      ))}
    </fieldset>
  );
}
