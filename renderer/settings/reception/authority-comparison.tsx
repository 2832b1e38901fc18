import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { fingerprint as inGroups } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';

const TYPED_LETTERS = 8;
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s:-]/g, '')
    .toUpperCase();

interface AuthorityComparisonProps {
  readonly fingerprint: string;
  readonly onConfirmed: () => void;
  readonly onCancel: () => void;
}

/** An authority that is new: its fingerprint is told by another way, its beginning typed and the whole compared, before anything of it counts. */
export function AuthorityComparison({ fingerprint, onConfirmed, onCancel }: AuthorityComparisonProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [compared, setCompared] = useState(false);
  const heading = useLostFocus<HTMLHeadingElement>(fingerprint, { atFirst: true });
  const begins = plain(typed);
  const wanted = plain(fingerprint);
  const fits = begins.length >= TYPED_LETTERS && wanted.startsWith(begins);
  return (
    <section className="settings-item" aria-label={t('reception.settings.authority.title')}>
      <h3 ref={heading} tabIndex={-1}>
        {t('reception.settings.authority.title')}
      </h3>
      <p>{t('reception.settings.authority.compare')}</p>
      <code className="settings-fingerprint">{inGroups(wanted)}</code>
      <TextField
        code
        label={t('reception.settings.authority.typed')}
        note={t('reception.settings.authority.typed-note')}
        value={typed}
        onChange={setTyped}
        wrong={begins === '' || wanted.startsWith(begins) ? null : t('reception.settings.authority.typed-wrong')}
      />
      <Checkbox label={t('reception.settings.authority.compared')} on={compared} onChange={setCompared} />
      <div className="settings-actions">
        <Button kind="primary" isDisabled={!fits || !compared} onPress={onConfirmed}>
          {t('reception.settings.authority.take')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('settings.cancel')}
        </Button>
        {!(fits && compared) && <p className="quiet">{t('reception.settings.authority.needs')}</p>}
      </div>
    </section>
  );
}
