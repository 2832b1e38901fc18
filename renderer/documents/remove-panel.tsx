import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { useWords } from '../words/words.tsx';
import type { Meant } from './selection-words.ts';

/** Deletes the chosen documents, once a person has seen how many they are. */
export function RemovePanel({ meant, onClose, onDone }: { readonly meant: Meant; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [removed, setRemoved] = useState<number | null>(null);
  const remove = () =>
    attempt(async () => {
      const { documents } = await desk.library.remove({ selection: meant.selection, confirmed: meant.count });
      setRemoved(documents);
      onDone();
    });
  return (
    <SidePanel title={t('documents.remove.title')} about={removed === null ? 'remove' : 'removed'} onClose={onClose}>
      {removed === null ? (
        <>
          <p className="lead">{t('documents.remove.count', { count: meant.count })}</p>
          <p>{t('documents.remove.note')}</p>
          <ConfirmActions
            kind="danger"
            label={t('documents.remove.confirm')}
            isDisabled={working || meant.count === 0}
            onConfirm={remove}
            onCancel={onClose}
          />
        </>
      ) : (
        <Done>{t('documents.remove.done', { count: removed })}</Done>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
