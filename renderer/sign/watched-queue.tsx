import type { WatchedFile } from '../../main/api/schema/watched-folder.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel, FailureBody } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { dateAndTimeShort } from '../words/dates.ts';
import { fileSize } from '../words/quantities.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import type { Signing } from './use-signing.ts';
import { useWatched } from './use-watched.ts';
import './watched-queue.css';

/** Files that wait in the watched folder. Taken, they are looked at and signed like every other document. */
export function WatchedQueue({ signing }: { readonly signing: Signing }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { value: view, ask } = useWatched();
  if (!view || view.folder === null) return null;
  const open = new Set(signing.desk.open.map(({ id }) => id));
  const waiting = view.files.filter(({ document }) => document === null || !open.has(document));
  const ids = waiting.map(({ id }) => id);
  const take = (wanted: readonly string[]) =>
    attempt(async () => {
      if (await signing.desk.takeWatched(wanted)) signing.review();
    });
  return (
    <Section
      title={view.failure ? t('settings.watched.title') : t('sign.watched.title', { count: waiting.length + view.more })}
      note={t('sign.watched.note', { folder: view.folder })}
    >
      {failure && <ErrorPanel failure={failure} />}
      {view.failure ? (
        <>
          <ErrorPanel failure={view.failure} />
          {view.since && <p className="quiet">{t('sign.watched.since', { at: dateAndTimeShort(view.since, language) })}</p>}
        </>
      ) : (
        waiting.length === 0 && <p className="quiet">{t('sign.watched.none')}</p>
      )}
      {waiting.length > 0 && (
        <>
          <p>
            <Button kind="primary" isDisabled={working} onPress={() => take(ids)}>
              {t('sign.watched.take-all', { count: ids.length })}
            </Button>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard could not scroll a long list */}
          <ul className="watched-list" tabIndex={0} aria-label={t('settings.watched.title')}>
            {waiting.map((file) => (
              <li key={file.id}>
                <WatchedEntry
                  file={file}
                  isDisabled={working}
                  onTake={() => take([file.id])}
                  onPutAside={() => attempt(() => desk.watchedFolder.putAside({ ids: [file.id] }).then(ask))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {view.more > 0 && <p className="quiet">{t('sign.watched.more', { count: view.more })}</p>}
      {view.unfit.length > 0 && (
        <details>
          <summary>{t('sign.watched.unfit', { count: view.unfit.length })}</summary>
          {view.unfit.map(({ name, failure: own }) => (
            <div key={name}>
              <h3>{name}</h3>
              <StatusLine status="error">{t(knownKey(`errors.${own.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading', own.detail)}</StatusLine>
              <FailureBody failure={own} />
            </div>
          ))}
        </details>
      )}
      {view.signed > 0 && <p className="quiet">{t('sign.watched.signed', { count: view.signed })}</p>}
      {view.aside > 0 && (
        <p className="watched-aside">
          <span className="quiet">{t('sign.watched.set-aside', { count: view.aside })}</span>
          <Button kind="quiet" isDisabled={working} onPress={() => attempt(() => desk.watchedFolder.offerAgain().then(ask))}>
            {t('sign.watched.again')}
          </Button>
        </p>
      )}
    </Section>
  );
}

interface WatchedEntryProps {
  readonly file: WatchedFile;
  readonly isDisabled: boolean;
  readonly onTake: () => void;
  readonly onPutAside: () => void;
}

function WatchedEntry({ file: { name, size, changedAt }, isDisabled, onTake, onPutAside }: WatchedEntryProps) {
  const { t, language } = useWords();
  return (
    <div className="watched-file">
      <span className="watched-name">
        {name}
        <span className="quiet">{t('sign.watched.arrived', { date: dateAndTimeShort(changedAt, language), size: fileSize(size, t) })}</span>
      </span>
      <Button isDisabled={isDisabled} aria-label={t('sign.watched.take', { name })} onPress={onTake}>
        {t('sign.watched.take-short')}
      </Button>
      <Button kind="quiet" isDisabled={isDisabled} aria-label={t('sign.watched.aside', { name })} onPress={onPutAside}>
        {t('sign.watched.aside-short')}
      </Button>
    </div>
  );
}
