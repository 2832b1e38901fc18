import { useState } from 'react';
import type { LibraryRemoval } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { useWords } from '../words/words.tsx';
import type { Meant } from './selection-words.ts';

/** Deletes the chosen documents, once a person has seen which they are. */
export function RemovePanel({ meant, onClose, onDone }: { readonly meant: Meant; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const shown = useAnswer(() => desk.library.removal({ selection: meant.selection }), [desk, JSON.stringify(meant.selection)]);
  const { value: removal } = shown;
  const [removed, setRemoved] = useState<number | null>(null);
  const remove = () =>
    attempt(async () => {
      if (!removal) return;
      const { documents } = await desk.library.remove({ selection: meant.selection, confirmed: removal.digest });
      setRemoved(documents);
      onDone();
    });
  return (
    <SidePanel title={t('documents.remove.title')} about={removed === null ? 'remove' : 'removed'} onClose={onClose}>
      {removed === null ? (
        <>
          {removal && <Shown removal={removal} />}
          {shown.failure && <ErrorPanel failure={shown.failure} onRetry={shown.ask} />}
          <p>{t('documents.remove.note')}</p>
          <ConfirmActions
            kind="danger"
            label={t('documents.remove.confirm')}
            isDisabled={working || !removal || removal.documents === 0}
            onConfirm={remove}
            onCancel={onClose}
          />
        </>
      ) : (
        <Done>{t('documents.remove.done', { count: removed })}</Done>
      )}
      {failure && <ErrorPanel failure={failure} onRetry={shown.ask} />}
    </SidePanel>
  );
}

/** How many documents, and the names of the first of them. */
function Shown({ removal: { documents, names } }: { readonly removal: LibraryRemoval }) {
  const { t } = useWords();
  return (
    <>
      <p className="lead">{t('documents.remove.count', { count: documents })}</p>
      <ul>
        {names.map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and the list is shown once
          <li key={place}>{name === '' ? t('documents.remove.nameless') : name}</li>
        ))}
        {documents > names.length && <li>{t('documents.remove.more', { count: documents - names.length })}</li>}
      </ul>
    </>
  );
}
