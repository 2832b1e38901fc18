import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { go } from '../frame/routes.ts';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

/** Says on every screen that the program ended in the middle of a reception, until reception is opened again. */
export function InterruptedNotice({ occasion }: { readonly occasion: unknown }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { value: interrupted } = useAnswer(() => desk.attendance.interrupted(), [desk, occasion]);
  if (!interrupted) return null;
  const { seminar, title, openedAt } = interrupted;
  return (
    <Banner
      status="warning"
      live="status"
      heading={t('reception.interrupted', { title })}
      actions={
        <Button kind="primary" onPress={() => go('hall', seminar)}>
          {t('reception.go-on')}
        </Button>
      }
    >
      <p>{t('reception.interrupted-note', { time: timeOfDay(openedAt, language) })}</p>
    </Banner>
  );
}
