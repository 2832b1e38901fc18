import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';

const CHOICES = [3, 5, 10, 15, 30, 60];

/** After how long without work the desk locks. */
export function IdleMinutes() {
  const { t } = useWords();
  const { desk, settings } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [chosen, setChosen] = useState<number | null>(null);
  if (!settings) return null;
  const present = chosen ?? settings.staffIdleMinutes;
  const all = CHOICES.includes(present) ? CHOICES : [...CHOICES, present].toSorted((a, b) => a - b);
  return (
    <div className="stack narrow-form">
      <Select
        label={t('credentials.screen.staff.idle')}
        options={all.map((minutes) => ({ id: String(minutes), label: t('credentials.screen.staff.minutes', { minutes }) }))}
        value={String(present)}
        disabled={working}
        onChange={(id) =>
          attempt(async () => {
            await desk.credentials.staff.setIdleMinutes({ minutes: Number(id) });
            setChosen(Number(id));
          })
        }
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
