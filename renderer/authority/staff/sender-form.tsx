import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

const LINES = ['name', 'postalCode', 'address', 'phone'] as const;
type Sender = Readonly<Record<(typeof LINES)[number], string>>;

/** Who letters come from: it stands on every one of them. */
export function SenderForm() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const asked = useAnswer(() => desk.credentials.sender(), [desk]);
  const [draft, setDraft] = useState<Sender | null>(null);
  const [done, setDone] = useState(false);
  const shown = draft ?? asked.value;
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!shown) return null;
  const save = () =>
    attempt(async () => {
      setDraft(await desk.credentials.setSender({ ...shown }));
      setDone(true);
    });
  return (
    <div className="stack">
      <div className="form-row">
        {LINES.map((line) => (
          <TextField
            key={line}
            label={t(`credentials.screen.sender.${line}`)}
            value={shown[line]}
            onChange={(value) => {
              setDone(false);
              setDraft({ ...shown, [line]: value });
            }}
          />
        ))}
      </div>
      <p>
        <Button isDisabled={working || draft === null || shown.name.trim() === ''} onPress={save}>
          {t('settings.save')}
        </Button>
      </p>
      {done && <Done>{t('credentials.screen.sender.saved')}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
