import { useState } from 'react';
import type { Seminar, SeminarState } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { Button } from '../design/button.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { canReceive, type Part, STATE_STATUS } from './seminar-words.ts';
import './state-bar.css';

/** The way of a seminar by hand; going back on it, or out of it, wants a reason. Further states come from operations alone. */
const WAY = ['planned', 'applied', 'certified', 'open', 'running', 'closed', 'cancelled'] as const satisfies readonly SeminarState[];
type ByHand = (typeof WAY)[number];
const placeOf = (state: SeminarState) => (WAY as readonly SeminarState[]).indexOf(state);
const wantsReason = (from: SeminarState, to: ByHand) => to === 'cancelled' || placeOf(to) < placeOf(from);

/** Where an operation, not a hand, leads on. */
const GOES_ON: Partial<Record<SeminarState, Part>> = {
  closed: 'result',
  settled: 'output',
  corrected: 'output',
  'partly-rejected': 'output',
  submitted: 'output',
};

interface StateBarProps {
  readonly seminar: Seminar;
  /** The part that is shown; nothing leads to where one is. */
  readonly open: Part;
  readonly onMoved: (seminar: Seminar) => void;
}

/** Where the seminar stands, what comes next, and what that causes. */
export function StateBar({ seminar, open, onMoved }: StateBarProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [unfolded, setUnfolded] = useState(false);
  const [reasoned, setReasoned] = useState<ByHand | null>(null);
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<ByHand | null>(null);
  const place = useLostFocus<HTMLUListElement>(reasoned);
  const { state } = seminar;
  const next = WAY.filter((to) => seminar.next.includes(to)).sort((a, b) => seminar.next.indexOf(a) - seminar.next.indexOf(b));
  const move = (to: ByHand, because: string) =>
    attempt(async () => {
      onMoved(await desk.training.move({ seminar: seminar.id, to, reason: because }));
      setUnfolded(false);
      setReasoned(null);
      setReason('');
      setDone(to);
    });
  const choose = (to: ByHand) => {
    setDone(null);
    if (wantsReason(state, to)) setReasoned(to);
    else move(to, '');
  };
  const part = GOES_ON[state];
  const onward = part && part !== open ? part : null;
  return (
    <section className="state-bar" aria-label={t('training.state-bar')}>
      <div className="state-now">
        <StatusLine status={STATE_STATUS[state]}>{t(`training.state.${state}`)}</StatusLine>
        <p>{t(`training.stand.${state}`)}</p>
      </div>
      <div className="form-actions">
        {next.length > 0 && (
          <Button kind="quiet" aria-expanded={unfolded} onPress={() => setUnfolded(!unfolded)}>
            {t('training.move.unfold')}
          </Button>
        )}
        {onward && (
          <a className="button button-secondary" href={address('reception', seminar.id, onward)}>
            {t(`training.go-on.${onward === 'result' ? 'result' : 'output'}`)}
          </a>
        )}
        {canReceive(seminar) && (
          <a className={`button button-${open === 'plan' ? 'secondary' : 'primary'}`} href={address('hall', seminar.id)}>
            {t('training.hall.open')}
          </a>
        )}
      </div>
      {unfolded && (
        <ul ref={place} tabIndex={-1} className="state-moves">
          {next.map((to) => (
            <li key={to}>
              <Button kind={to === 'cancelled' ? 'danger' : 'secondary'} isDisabled={working} onPress={() => choose(to)}>
                {t(`training.move.${to}.do`)}
              </Button>
              <span>{t(`training.move.${to}.effect`)}</span>
              {reasoned === to && (
                <div className="form-panel">
                  <TextField label={t('training.move.reason', { state: t(`training.state.${to}`) })} value={reason} onChange={setReason} />
                  <ConfirmActions
                    label={t('training.move.confirm')}
                    kind={to === 'cancelled' ? 'danger' : 'primary'}
                    isDisabled={working || reason.trim() === ''}
                    onConfirm={() => move(to, reason.trim())}
                    onCancel={() => setReasoned(null)}
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {done === state && <Done>{t('training.move.done', { state: t(`training.state.${done}`) })}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
