import { useState } from 'react';
import type { RegisterEntry } from '../../main/api/schema/document.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { Select } from '../design/select.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { useWords } from '../words/words.tsx';

type Level = 'T' | 'LT' | 'LTA';
const LEVELS: readonly Level[] = ['T', 'LT', 'LTA'];

/** Levels that a signed file can be brought to; the highest is renewed instead. */
export const higherLevels = (level: RegisterEntry['level']): readonly Level[] =>
  level === 'LTA' ? ['LTA'] : LEVELS.slice(level === 'B' ? 0 : LEVELS.indexOf(level) + 1);

interface RaiseLevelProps {
  readonly entry: RegisterEntry;
  readonly onRaised: () => void;
  readonly onEnd: () => void;
}

/** Adds time stamps and evidence to a signed file. A new file is made; the one there stays. */
export function RaiseLevel({ entry, onRaised, onEnd }: RaiseLevelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const levels = higherLevels(entry.level);
  const [level, setLevel] = useState<Level>(levels.at(-1) ?? 'LTA');
  const [made, setMade] = useState<RegisterEntry | null>(null);
  const place = useLostFocus<HTMLElement>(made, { atFirst: true });
  const raise = () =>
    attempt(async () => {
      setMade(await desk.signing.extend({ id: entry.id, level }));
      onRaised();
    });
  if (made) {
    return (
      <section ref={place} tabIndex={-1}>
        <Banner status="success" live="status" heading={t('documents.raise.done', { level: made.level })}>
          <p>{made.outputName}</p>
        </Banner>
      </section>
    );
  }
  return (
    <section ref={place} tabIndex={-1} aria-label={t('documents.raise.title')} className="raise-level">
      {levels.length > 1 && (
        <Select
          label={t('documents.raise.to')}
          options={levels.map((id) => ({ id, label: t(`sign.how.levels.${id}`) }))}
          value={level}
          onChange={setLevel}
          disabled={working}
        />
      )}
      <p>{t(entry.level === 'LTA' ? 'documents.raise.renew-note' : 'documents.raise.note')}</p>
      <div className="entry-actions">
        <Button kind="primary" isDisabled={working} onPress={raise}>
          {t(entry.level === 'LTA' ? 'documents.raise.renew' : 'documents.raise.start')}
        </Button>
        <Button kind="quiet" isDisabled={working} onPress={onEnd}>
          {t('settings.cancel')}
        </Button>
      </div>
      {working && <Progress label={t('documents.raise.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
