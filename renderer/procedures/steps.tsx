import type { ProcedureItem, ProcedurePlan } from '../../main/api/schema/procedures.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import type { Names } from './names.ts';

type Answered = ProcedureItem['steps'][number];
type Planned = ProcedurePlan['steps'][number];

const TONES: Readonly<Record<Answered['state'], Status>> = { waiting: 'absent', approved: 'success', refused: 'error', done: 'success' };

interface StepsProps {
  readonly steps: readonly (Planned | Answered)[];
  readonly names: Names;
  readonly turn?: string | null;
}

/** The associations in the order in which they are asked, with what each has said. */
export function Steps({ steps, names, turn = null }: StepsProps) {
  const { t } = useWords();
  return (
    <ol className="procedures-steps">
      {steps.map((step) => (
        <li key={step.association}>
          <span className="procedures-step">
            <strong>{names.association(step.association)}</strong>
            <span className="quiet">{t(`procedures.step.${step.part}`)}</span>
            {'state' in step &&
              (step.association === turn ? (
                <StatusLine status="warning">{t('procedures.step.next')}</StatusLine>
              ) : (
                <StatusLine status={TONES[step.state]}>{t(`procedures.step.${step.state}`)}</StatusLine>
              ))}
          </span>
          {'note' in step && step.note !== '' && <q className="procedures-note">{step.note}</q>}
        </li>
      ))}
    </ol>
  );
}
