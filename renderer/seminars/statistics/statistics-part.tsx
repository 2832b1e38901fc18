import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { BarChart } from '../../design/bar-chart.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { timeOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { flagWords } from '../people/flag-words.ts';
import { laneWords } from '../people/lane-words.ts';
import type { SeminarPartProps } from '../seminar-page.tsx';

/** How reception went: arrivals, presence, verdicts and lanes. */
export function StatisticsPart({ seminar }: SeminarPartProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.training.statistics({ seminar: seminar.id }), [desk, seminar.id, seminar.revision]);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  const { arrivals, sessions, verdicts, lanes, booked, present } = asked.value;
  const peak = arrivals.reduce<{ minute: string; count: number } | null>((most, one) => (most && most.count >= one.count ? most : one), null);
  return (
    <div className="charts">
      <p className="answer">
        {booked > 0 ? t('training.statistics.answer', { booked, present }) : t('training.statistics.answer-present', { present })}
      </p>
      <BarChart
        kind="time"
        title={t('training.statistics.arrivals')}
        says={peak ? t('training.statistics.arrivals-says', { time: timeOf(peak.minute), count: peak.count }) : t('training.statistics.nothing')}
        bars={arrivals.map(({ minute, count }) => ({ id: minute, label: timeOf(minute), value: count }))}
        labels={t('training.statistics.minute')}
        values={t('training.statistics.persons')}
      />
      <BarChart
        title={t('training.statistics.sessions')}
        says={t('training.statistics.sessions-says')}
        bars={sessions.map(({ session, title, present: came, credited }) => ({ id: session, label: title, value: came, part: credited }))}
        labels={t('training.statistics.session')}
        values={t('training.statistics.came')}
        parts={t('training.statistics.credited')}
      />
      <BarChart
        title={t('training.statistics.verdicts')}
        says={t('training.statistics.verdicts-says', { count: verdicts.reduce((sum, { count }) => sum + count, 0) })}
        bars={[...verdicts]
          .sort((a, b) => b.count - a.count)
          .map(({ verdict, count }) => ({ id: verdict, label: flagWords(verdict, t), value: count }))}
        labels={t('training.statistics.verdict')}
        values={t('training.statistics.times')}
      />
      <BarChart
        title={t('training.statistics.lanes')}
        says={
          lanes.length > 0
            ? t('training.statistics.lanes-says', { count: Math.max(...lanes.map(({ perMinuteAtPeak }) => perMinuteAtPeak)) })
            : t('training.statistics.nothing')
        }
        bars={lanes.map(({ lane, taps }) => ({ id: lane, label: laneWords(lane, t), value: taps }))}
        labels={t('training.statistics.lane')}
        values={t('training.statistics.taps')}
      />
      <p className="no-print">
        <Button onPress={() => window.print()}>{t('training.print')}</Button>
      </p>
    </div>
  );
}
