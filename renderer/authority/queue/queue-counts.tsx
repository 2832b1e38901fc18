import type { QueueCount } from '../../../main/api/schema/credentials.ts';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { queueWords } from '../words/credential-words.ts';
import { sinceWords } from '../words/days.ts';

interface QueueCountsProps {
  readonly counts: readonly QueueCount[];
  /** `null`: everything. */
  readonly chosen: string | null;
  readonly onChoose: (queue: string | null) => void;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** How much waits for what, how old the oldest is, and how much of it is late; each leads to its part of the stack. */
export function QueueCounts({ counts, chosen, onChoose }: QueueCountsProps) {
  const { t } = useWords();
  const late = (overdue: number) =>
    overdue > 0 && (
      <StatusLine status="warning" size={16}>
        {t('credentials.screen.queue.overdue', { count: overdue })}
      </StatusLine>
    );
  const button = (queue: string | null, words: string, count: number, under: string, overdue: number) => (
    <li key={queue ?? ''}>
      <button type="button" className="queue-count" aria-pressed={chosen === queue} onClick={() => onChoose(queue)}>
        <span className="queue-count-words">{words}</span>
        <span className="queue-count-number">{t('credentials.screen.queue.count', { count })}</span>
        <span className="queue-count-under">{under}</span>
        {late(overdue)}
      </button>
    </li>
  );
  return (
    <ul className="queue-counts" aria-label={t('credentials.screen.queue.counts')}>
      {button(null, t('credentials.screen.queue.all'), sum(counts.map(({ count }) => count)), '', sum(counts.map(({ overdue }) => overdue)))}
      {counts
        .toSorted((a, b) => b.overdue - a.overdue || b.count - a.count)
        .map(({ queue, count, oldest, overdue }) =>
          button(queue, queueWords(queue, t), count, t('credentials.screen.queue.oldest', { age: sinceWords(oldest, t) }), overdue),
        )}
    </ul>
  );
}
