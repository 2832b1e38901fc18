import type { TimelineEntry } from '../../../main/api/schema/credentials.ts';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { causeWords, eventWords, evidenceWords, stateWords, transitionWords, wordOf } from '../words/credential-words.ts';
import { LetterButtons } from './letter-buttons.tsx';

/** Everything that happened to the objects of somebody, newest first; nothing is ever taken out of it. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const { t, language } = useWords();
  if (entries.length === 0) return <p className="quiet">{t('credentials.screen.story.nothing')}</p>;
  const by = (name: string) => (name === 'program' ? t('credentials.screen.story.program') : name);
  return (
    <ol className="story">
      {entries
        .toSorted((a, b) => b.sequence - a.sequence)
        .map((entry) => (
          <li key={entry.sequence}>
            <p className="story-when">
              <time dateTime={entry.at}>{momentShort(entry.at, language)}</time>
              <span>
                {wordOf('kind', entry.kind, t)} {entry.object}
              </span>
            </p>
            <p>
              <strong>{transitionWords(entry.kind, entry.transition, t)}</strong>
              <span className="story-state">{t('credentials.screen.story.to', { state: stateWords(entry.kind, entry.state, t) })}</span>
            </p>
            <p className="quiet">
              {entry.second ? t('credentials.screen.story.by-two', { by: by(entry.by), second: by(entry.second) }) : by(entry.by)}
            </p>
            {entry.reason && <p className="story-reason">{causeWords(entry.reason, t)}</p>}
            {entry.evidence.length > 0 && (
              <p className="quiet">{t('credentials.screen.story.evidence', { evidence: evidenceWords(entry.evidence, t) })}</p>
            )}
            {entry.event && <p className="quiet">{t('credentials.screen.story.event', { event: eventWords(entry.event, t) })}</p>}
            {entry.letters.length > 0 && <LetterButtons letters={entry.letters} />}
          </li>
        ))}
    </ol>
  );
}
