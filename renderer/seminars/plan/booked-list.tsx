import { useState } from 'react';
import type { ImportAnswer } from '../../../main/api/schema/membership.ts';
import type { Seminar } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { Section } from '../../frame/page.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { BookingPreview } from './booking-preview.tsx';

/** Who has booked a seminar: a file is looked at first, and taken only then. */
export function BookedList({ seminar }: { readonly seminar: Pick<Seminar, 'id'> }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const lists = useAnswer(() => desk.membership.lists(), [desk]);
  const [looked, setLooked] = useState<{ readonly file: File; readonly answer: ImportAnswer } | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const place = useLostFocus<HTMLDivElement>(looked);
  const held = lists.value?.find(({ kind, seminar: of }) => kind === 'booking' && of === seminar.id);
  const order = (file: File, apply: boolean) => desk.membership.import({ file, kind: 'booking', seminar: seminar.id, apply });
  const look = (file: File) => {
    setTaken(null);
    return attempt(async () => setLooked({ file, answer: await order(file, false) }));
  };
  const take = (file: File) =>
    attempt(async () => {
      const { rows } = await order(file, true);
      setLooked(null);
      setTaken(rows);
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
          <>
            <BookingPreview answer={looked.answer} name={looked.file.name} />
            <div className="form-actions">
              <Button kind="primary" isDisabled={working || looked.answer.rows === 0} onPress={() => take(looked.file)}>
                {t('training.booked.take')}
              </Button>
              <Button kind="quiet" onPress={() => setLooked(null)}>
                {t('settings.cancel')}
              </Button>
            </div>
          </>
        ) : (
          <FileDrop
            compact
            heading={t('training.booked.drop')}
            note={t('training.booked.drop-note')}
            choose={t('training.booked.choose')}
            onFiles={([file]) => file && look(file)}
          />
        )}
        {working && <Progress label={t('training.booked.working')} done={null} />}
        {taken !== null && <Done>{t('training.booked.taken', { count: taken })}</Done>}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </Section>
  );
}
