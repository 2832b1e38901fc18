import { useState } from 'react';
import type { ImportAnswer, ImportOrder } from '../../../main/api/schema/membership.ts';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { Section } from '../../frame/page.tsx';
import { ImportPreview } from '../../members/import-preview.tsx';
import '../../members/members-screen.css';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

type Looked = { readonly order: Omit<ImportOrder, 'apply'>; readonly answer: ImportAnswer };

/** Who has booked a seminar: a file is looked at first, and taken only then. */
export function BookedList({ seminar }: { readonly seminar: Pick<Seminar, 'id'> }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const lists = useAnswer(() => desk.membership.lists(), [desk]);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [taken, setTaken] = useState<{ readonly rows: number; readonly count: number } | null>(null);
  const place = useLostFocus<HTMLDivElement>(looked === null);
  const held = lists.value?.find(({ kind, seminar: of }) => kind === 'booking' && of === seminar.id);
  const look = (order: Looked['order']) => {
    setTaken(null);
    return attempt(async () => setLooked({ order, answer: await desk.membership.import({ ...order, apply: false }) }));
  };
  const take = (order: Looked['order']) =>
    attempt(async () => {
      const { rows, added, changed, unchanged } = await desk.membership.import({ ...order, apply: true });
      setLooked(null);
      setTaken({ rows, count: added + changed + unchanged });
      lists.ask();
    });
  return (
    <Section
      title={t('training.booked.title')}
      note={
        held
          ? t('training.booked.held', { count: held.persons, file: held.fileName, at: dateAndTimeShort(held.importedAt, language) })
          : t('training.booked.none')
      }
    >
      <div ref={place} tabIndex={-1} className="stack">
        {looked ? (
          <ImportPreview
            {...looked}
            working={working}
            onChange={(part) => look({ ...looked.order, ...part })}
            onApply={() => take(looked.order)}
            onCancel={() => setLooked(null)}
          />
        ) : (
          <FileDrop
            compact
            heading={t('training.booked.drop')}
            note={t('training.booked.drop-note')}
            choose={t('training.booked.choose')}
            onFiles={([file]) => file && look({ file, kind: 'booking', seminar: seminar.id })}
          />
        )}
        {working && !looked && <Progress label={t('training.booked.working')} done={null} />}
        {taken !== null && <Done>{t(taken.rows === taken.count ? 'training.booked.taken' : 'training.booked.taken-of', taken)}</Done>}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </Section>
  );
}
