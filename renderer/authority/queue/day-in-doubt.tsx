import type { DayInDoubt as Doubt } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { may } from '../session/permissions.ts';
import { dayWords } from '../words/days.ts';

interface DayInDoubtProps {
  readonly doubt: Doubt;
  readonly onConfirmed: () => void;
}

/** The clock went on so far that nothing runs out by its day before somebody says that it is right. */
export function DayInDoubt({ doubt, onConfirmed }: DayInDoubtProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const days = { last: dayWords(doubt.last, language), today: dayWords(doubt.today, language) };
  const confirm = () =>
    attempt(async () => {
      await desk.credentials.confirmDay({ day: doubt.today });
      onConfirmed();
    });
  return (
    <section className="notices stack" aria-label={t('credentials.screen.queue.day-in-doubt')}>
      <StatusLine status="warning">{t('credentials.screen.queue.day-in-doubt')}</StatusLine>
      <p>{t('credentials.screen.queue.day-in-doubt-note', days)}</p>
      {may(staff, 'day') && (
        <p>
          <Button isDisabled={working} onPress={confirm}>
            {t('credentials.screen.queue.day-confirm', days)}
          </Button>
        </p>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
