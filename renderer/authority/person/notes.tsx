import { useState } from 'react';
import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';

/** What stood there before a change, field by field. */
function beforeWords(before: Readonly<Record<string, string>>, t: Translate): string {
  return Object.entries(before)
    .map(([field, value]) => {
      const key = knownKey(`credentials.screen.field.${field}`);
      return `${key ? t(key) : field} ${value || t('credentials.screen.proposals.detail-none')}`;
    })
    .join('\u3000');
}

interface NotesProps {
  readonly holder: number;
  readonly notes: HolderPage['notes'];
  readonly onPage: (page: HolderPage) => void;
}

/** What colleagues should know of somebody; no part of what happened, and of no legal weight. */
export function Notes({ holder, notes, onPage }: NotesProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const [text, setText] = useState('');
  const add = () =>
    attempt(async () => {
      onPage(await desk.credentials.note({ holder, text: text.trim() }));
      setText('');
    });
  return (
    <div className="stack">
      {may(staff, 'note') && (
        <>
          <TextArea
            label={t('credentials.screen.story.new-note')}
            note={t('credentials.screen.story.note-note')}
            rows={3}
            value={text}
            onChange={setText}
          />
          <p>
            <Button isDisabled={working || text.trim() === ''} onPress={add}>
              {t('credentials.screen.story.add-note')}
            </Button>
          </p>
        </>
      )}
      {failure && <ErrorPanel failure={failure} />}
      <ul className="story">
        {notes.map(({ id, at, by, text: words, before }) => (
          <li key={id}>
            <p className="story-when">
              <time dateTime={at}>{momentShort(at, language)}</time>
              <span>{by}</span>
            </p>
            <p className="note-text">{words}</p>
            {before && <p className="quiet">{t('credentials.screen.story.before', { before: beforeWords(before, t) })}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
