import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { Section } from '../frame/page.tsx';
import { useWatched } from '../sign/use-watched.ts';
import { useWords } from '../words/words.tsx';

/** Which folder is watched; the program looks whether it can be before it keeps it. */
export function WatchedFolderPart() {
  const { t } = useWords();
  const { desk, info } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { value: view, ask } = useWatched();
  const [typed, setTyped] = useState<string | null>(null);
  if (!view) return null;
  const folder = (typed ?? view.folder ?? '').trim();
  const set = (wanted: string | null) =>
    attempt(async () => {
      await desk.watchedFolder.set(wanted === null ? null : { folder: wanted });
      setTyped(null);
      ask();
    });
  return (
    <Section title={t('settings.watched.title')} note={t('settings.watched.note')}>
      <p role="status">{view.folder === null ? t('settings.watched.off-now') : t('settings.watched.on-now', { folder: view.folder })}</p>
      {view.failure && <ErrorPanel failure={view.failure} />}
      <TextField
        code
        label={t('settings.watched.folder')}
        note={t('settings.watched.where', { signed: info?.signedFolder ?? '' })}
        value={typed ?? view.folder ?? ''}
        onChange={setTyped}
      />
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || folder === '' || folder === view.folder} onPress={() => set(folder)}>
          {t('settings.watched.save')}
        </Button>
        {view.folder !== null && (
          <Button kind="quiet" isDisabled={working} onPress={() => set(null)}>
            {t('settings.watched.off')}
          </Button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </Section>
  );
}
