import { useState } from 'react';
import { useDesk } from '../../../client/desk-context.tsx';
import { useTrying } from '../../../client/use-trying.ts';
import { Button } from '../../../design/button.tsx';
import { ConfirmActions } from '../../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../../design/error-panel.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { useWords } from '../../../words/words.tsx';

const EMPTY = { name: '', base: '', clientId: '' };

/** A service to put on record, unfolded by a press. */
export function ServiceForm({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState<typeof EMPTY | null>(null);
  if (!draft)
    return (
      <div className="settings-actions">
        <Button onPress={() => setDraft(EMPTY)}>{t('keys.remote.add')}</Button>
      </div>
    );
  const set = (part: Partial<typeof EMPTY>) => setDraft({ ...draft, ...part });
  const complete = Object.values(draft).every((value) => value.trim() !== '');
  const save = () =>
    attempt(async () => {
      await desk.remote.add(draft);
      setDraft(null);
      onAdded();
    });
  return (
    <div className="settings-import">
      <h3>{t('keys.remote.add')}</h3>
      <TextField label={t('keys.remote.name')} note={t('keys.remote.name-note')} value={draft.name} onChange={(name) => set({ name })} />
      <TextField
        type="url"
        code
        label={t('keys.remote.base')}
        note={t('keys.remote.base-note')}
        value={draft.base}
        onChange={(base) => set({ base })}
      />
      <TextField
        code
        label={t('keys.remote.client')}
        note={t('keys.remote.client-note')}
        value={draft.clientId}
        onChange={(clientId) => set({ clientId })}
      />
      {failure && <ErrorPanel failure={failure} />}
      <ConfirmActions label={t('keys.remote.save')} isDisabled={working || !complete} onConfirm={save} onCancel={() => setDraft(null)} />
    </div>
  );
}
