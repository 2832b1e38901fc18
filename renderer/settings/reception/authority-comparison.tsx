import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { comparedBeginning, thumbprintDigits } from './thumbprint.ts';

interface AuthorityComparisonProps {
  readonly authority: string;
  /** Of its key, base64url as in RFC 7638. */
  readonly thumbprint: string;
  readonly onConfirmed: () => void;
  readonly onCancel: () => void;
}

/** An authority that is new: its fingerprint is told by another way, its beginning typed and the whole compared, before anything of it counts. */
export function AuthorityComparison({ authority, thumbprint, onConfirmed, onCancel }: AuthorityComparisonProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [compared, setCompared] = useState(false);
  const heading = useLostFocus<HTMLHeadingElement>(thumbprint, { atFirst: true });
  const beginning = comparedBeginning(typed, thumbprint);
  const ready = beginning === 'agrees' && compared;
  const title = t('reception.settings.authority.title', { authority });
  return (
    <section className="settings-item" aria-label={title}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{t('reception.settings.authority.compare')}</p>
      <code className="settings-fingerprint">{fingerprint(thumbprintDigits(thumbprint) ?? thumbprint)}</code>
      <p className="quiet">{t('reception.settings.authority.other', { thumbprint })}</p>
      <TextField
        code
        label={t('reception.settings.authority.typed')}
        note={t('reception.settings.authority.typed-note')}
        value={typed}
        onChange={setTyped}
        wrong={beginning === 'differs' ? t('reception.settings.authority.typed-wrong') : null}
      />
      <Checkbox label={t('reception.settings.authority.compared')} on={compared} onChange={setCompared} />
      <div className="settings-actions">
        <Button kind="primary" isDisabled={!ready} onPress={onConfirmed}>
          {t('reception.settings.authority.take')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('settings.cancel')}
        </Button>
        {!ready && <p className="quiet">{t('reception.settings.authority.needs')}</p>}
      </div>
    </section>
  );
}
