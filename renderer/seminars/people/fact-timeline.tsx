import { useState } from 'react';
import type { FactView } from '../../../main/api/schema/attendance.ts';
import type { SeminarSession } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TestMark } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useStaff } from '../../reception/use-staff.ts';
import { dateAndTime } from '../../words/dates.ts';
import { timeOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { flagWords } from './flag-words.ts';
import { laneWords } from './lane-words.ts';
import { codeOrder } from '../../words/code-order.ts';

interface FactTimelineProps {
  /** Of one person. */
  readonly facts: readonly FactView[];
  readonly sessions: readonly SeminarSession[];
  readonly onChanged: () => void;
}

/** Verdicts that the kind of the fact says already. */
const SAID: readonly FactView['verdict'][] = ['ok', 'name-only'];

/** Facts that put somebody in or out and can therefore be annulled; annulling an annulment brings back what it annulled. */
const ANNULLED_BY = { in: 'annul', out: 'annul', manual: 'annul', override: 'annul', void: 'restore' } as const;
const annulledBy = ({ kind, annulled }: FactView) => (annulled ? null : (Object.entries(ANNULLED_BY).find(([known]) => known === kind)?.[1] ?? null));

/** Everything that was recorded of one person, in the order of true time; nothing is ever deleted. */
export function FactTimeline({ facts, sessions, onChanged }: FactTimelineProps) {
  const { t, language } = useWords();
  const [annulling, setAnnulling] = useState<string | null>(null);
  const sorted = [...facts].sort((a, b) => codeOrder(a.trueAt, b.trueAt) || a.sequence - b.sequence);
  const place = useLostFocus<HTMLOListElement>(annulling);
  if (facts.length === 0) return <p className="quiet">{t('training.fact.none')}</p>;
  return (
    <ol ref={place} tabIndex={-1} className="timeline">
      {sorted.map((fact) => {
        const action = annulledBy(fact);
        const session = sessions.find(({ id }) => id === fact.session)?.title;
        return (
          <li key={fact.hash} className={fact.annulled ? 'timeline-fact timeline-annulled' : 'timeline-fact'}>
            <time dateTime={fact.trueAt} title={dateAndTime(fact.trueAt, language)}>
              {timeOf(fact.trueAt)}
            </time>
            <div>
              <p>
                <strong>{t(`training.fact.kind.${fact.kind}`)}</strong>{' '}
                {fact.direction && fact.kind !== 'in' && fact.kind !== 'out' && t(`training.fact.direction.${fact.direction}`)}{' '}
                {fact.verdict && !SAID.includes(fact.verdict) && flagWords(fact.verdict, t)}{' '}
                {fact.test && <TestMark>{t('frame.test.mark')}</TestMark>}
              </p>
              {fact.annulled && <p>{t('training.fact.annulled')}</p>}
              {(session || fact.lane) && <p className="quiet">{[session, fact.lane && laneWords(fact.lane, t)].filter(Boolean).join('　')}</p>}
              {fact.at !== fact.trueAt && <p className="quiet">{t('training.fact.clock', { time: timeOf(fact.at) })}</p>}
              {fact.reason && <p>{fact.by ? t('training.fact.reason-by', { reason: fact.reason, by: fact.by }) : fact.reason}</p>}
              {action && annulling !== fact.hash && (
                <Button kind="quiet" onPress={() => setAnnulling(fact.hash)}>
                  {t(`training.fact.${action}`)}
                </Button>
              )}
              {action && annulling === fact.hash && (
                <Annulling
                  fact={fact}
                  action={action}
                  onEnd={() => setAnnulling(null)}
                  onDone={() => {
                    setAnnulling(null);
                    onChanged();
                  }}
                />
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

interface AnnullingProps {
  readonly fact: FactView;
  readonly action: 'annul' | 'restore';
  readonly onEnd: () => void;
  readonly onDone: () => void;
}

/** Annulling is a fact of its own, with a reason and a name. */
function Annulling({ fact, action, onEnd, onDone }: AnnullingProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [by, setBy] = useStaff();
  const [reason, setReason] = useState('');
  const annul = () =>
    attempt(async () => {
      await desk.attendance.annul({ fact: fact.hash, reason: reason.trim(), by: by.trim() });
      onDone();
    });
  return (
    <div className="form-panel">
      <TextField label={t('training.reason')} value={reason} onChange={setReason} />
      <TextField label={t('training.by')} value={by} onChange={setBy} />
      <ConfirmActions
        label={t(`training.fact.${action}`)}
        kind="danger"
        isDisabled={working || !reason.trim() || !by.trim()}
        onConfirm={annul}
        onCancel={onEnd}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
