import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { RegisterEntry } from '../../main/api/schema/document.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import './entry-actions.css';
import { RaiseLevel } from './raise-level.tsx';
import { saveCopy } from './save-copy.ts';

interface EntryActionsProps {
  readonly entry: RegisterEntry;
  /** A file of a higher level was made of this one; where this is not given none can be made. */
  readonly onRaised?: () => void;
}

/** What to do with a signed file. Where there is no desktop to open it with, it can be saved and its place is told. */
export function EntryActions({ entry, onRaised }: EntryActionsProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const [hidden, setHidden] = useState(false);
  const [raising, setRaising] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const place = useLostFocus<HTMLDivElement>(raising);
  const trying = (work: Promise<unknown>) => work.catch((error: unknown) => setFailure(failureOf(error)));
  const reveal = (what: 'file' | 'folder') => trying(desk.documents.reveal({ id: entry.id, what }).then((revealed) => setHidden(!revealed)));
  return (
    <div ref={place} tabIndex={-1} className="entry-actions">
      <Button onPress={() => reveal('file')}>{t('documents.open')}</Button>
      <Button onPress={() => reveal('folder')}>{t('documents.folder')}</Button>
      <Button onPress={() => go('verify', entry.id)}>{t('documents.verify')}</Button>
      {onRaised && !raising && (
        <Button onPress={() => setRaising(true)}>{t(entry.level === 'LTA' ? 'documents.raise.renew' : 'documents.raise.title')}</Button>
      )}
      {onRaised && raising && <RaiseLevel entry={entry} onRaised={onRaised} onEnd={() => setRaising(false)} />}
      {hidden && (
        <p className="entry-hidden" role="status">
          {t('documents.not-revealed', { path: entry.outputPath })}
        </p>
      )}
      {hidden && (
        <Button onPress={() => trying(desk.documents.signed({ id: entry.id }).then((file) => saveCopy(file, entry.outputName)))}>
          {t('documents.save')}
        </Button>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
