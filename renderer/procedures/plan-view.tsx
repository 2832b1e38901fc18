import { useState } from 'react';
import type { ProcedurePlan } from '../../main/api/schema/procedures.ts';
import { Checkbox } from '../design/choice.tsx';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { StatusLine } from '../design/status.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { useWords } from '../words/words.tsx';
import type { Asker } from './form.ts';
import type { Names } from './names.ts';
import { Steps } from './steps.tsx';

interface PlanViewProps {
  readonly plan: ProcedurePlan;
  /** Associations that are left by wish; others that end fall with them. */
  readonly wished: readonly string[];
  readonly names: Names;
  readonly by: Asker;
  readonly corrects: boolean;
  readonly working: boolean;
  readonly onConfirm: (warned: readonly string[]) => void;
  readonly onCancel: () => void;
}

/** Who will be asked, what ends, and what the person has to be told before it is asked. */
export function PlanView({ plan, wished, names, by, corrects, working, onConfirm, onCancel }: PlanViewProps) {
  const { t, language } = useWords();
  const [warned, setWarned] = useState<readonly string[]>([]);
  const place = useLostFocus<HTMLDivElement>(plan, { atFirst: true });
  const ends = plan.intents.filter(({ intent }) => intent === 'end').map(({ association }) => association);
  const cascade = wished.length > 0 && ends.some((code) => !wished.includes(code));
  return (
    <div ref={place} tabIndex={-1} className="procedures-plan">
      <h3>{t('procedures.plan.title')}</h3>
      <h4>{t('procedures.plan.steps')}</h4>
      <Steps steps={plan.steps} names={names} />
      {ends.length > 0 && (
        <>
          <h4>{t('procedures.plan.ends')}</h4>
          <ul className="procedures-lines">
            {ends.map((code) => (
              <li key={code}>{names.association(code)}</li>
            ))}
          </ul>
          {cascade && <StatusLine status="warning">{t('procedures.plan.cascade')}</StatusLine>}
        </>
      )}
      {plan.warnings.length > 0 && <h4>{t(`procedures.plan.warnings.${by}`)}</h4>}
      {plan.warnings.map(({ id, benefits, ...words }) => (
        <div key={id} className="procedures-warning">
          {benefits.length > 0 && (
            <>
              <p>{t('procedures.plan.benefits')}</p>
              <ul>
                {benefits.map((benefit) => (
                  <li key={benefit.id}>{benefit[language]}</li>
                ))}
              </ul>
            </>
          )}
          <p>{words[language]}</p>
          <Checkbox
            label={t(`procedures.plan.warned.${by}`)}
            on={warned.includes(id)}
            onChange={(on) => setWarned(on ? [...warned, id] : warned.filter((each) => each !== id))}
          />
        </div>
      ))}
      <ConfirmActions
        label={t(corrects ? 'procedures.plan.correct' : 'procedures.plan.ask')}
        isDisabled={working || plan.warnings.some(({ id }) => !warned.includes(id))}
        onConfirm={() => onConfirm(warned)}
        onCancel={onCancel}
      />
    </div>
  );
}
