import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusFace } from '../../design/status-face.tsx';
import { Section } from '../../frame/page.tsx';
import { momentWords } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { countsOf } from '../people/participant-filter.ts';
import type { SeminarPartProps } from '../seminar-page.tsx';
import { isSettled } from '../seminar-words.ts';
import { Split } from '../../design/split.tsx';
import { CorrectForm } from './correct-form.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { differences } from './differences.ts';
import './result.css';
import { ResultNumbers } from './result-numbers.tsx';
import { SettleForm } from './settle-form.tsx';
import { SettlementHistory } from './settlement-history.tsx';

/** What the facts come to, what was frozen of it, and how the two differ. */
export function ResultPart({ seminar, schemes, onChanged }: SeminarPartProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(async () => {
    const [preview, settlements] = await Promise.all([
      desk.training.preview({ seminar: seminar.id }),
      desk.training.settlements({ seminar: seminar.id }),
    ]);
    return { preview, settlements };
  }, [desk, seminar.id, seminar.revision]);
  const [done, setDone] = useState<string | null>(null);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!asked.value) return null;
  const { preview, settlements } = asked.value;
  const newest = settlements[0];
  const settled = isSettled(seminar);
  const counts = countsOf((newest ?? preview).participations);
  const found = newest ? differences(newest, preview) : [];
  const onFrozen = (said: string) => {
    setDone(said);
    asked.ask();
    onChanged();
  };
  return (
    <Split beside={settlements.length > 0 && <SettlementHistory settlements={settlements} />}>
      {newest ? (
        <StatusFace
          status="success"
          word={t('training.result.settled')}
          because={t(newest.number > 1 ? 'training.result.corrected-because' : 'training.result.settled-because', {
            at: momentWords(newest.at, language),
            by: newest.by,
            confirmedBy: newest.confirmedBy ?? '',
            credited: counts.credited,
          })}
        />
      ) : (
        <StatusFace
          status={seminar.state === 'closed' ? 'warning' : 'info'}
          word={t('training.result.open')}
          because={t(seminar.state === 'closed' ? 'training.result.ready-because' : 'training.result.open-because', counts)}
        />
      )}
      {done && <Done>{done}</Done>}
      <ResultNumbers settlement={newest ?? preview} schemes={schemes} />
      {!settled && <SettleForm seminar={seminar} counts={counts} onSettled={() => onFrozen(t('training.result.done'))} />}
      {settled && newest && (
        <Section
          title={t('training.result.since')}
          note={t(found.length > 0 ? 'training.result.differ' : 'training.result.same', { count: found.length })}
        >
          {found.length > 0 && <DifferenceTable found={found} schemes={schemes} />}
          {found.length > 0 && (
            <CorrectForm seminar={seminar} count={found.length} onCorrected={() => onFrozen(t('training.result.corrected-done'))} />
          )}
        </Section>
      )}
    </Split>
  );
}
