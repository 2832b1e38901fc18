import type { Scheme } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { instantOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { CreditRows } from './credit-rows.tsx';
import { isMissing, type PlanDraft, type Problems, type SessionDraft, unitsOf } from './plan-draft.ts';
import { SessionPolicy } from './session-policy.tsx';

interface SessionCardProps {
  readonly session: SessionDraft;
  /** From 1. */
  readonly number: number;
  readonly plan: PlanDraft;
  readonly schemes: readonly Scheme[];
  readonly problems: Problems;
  /** Sessions on more than one day each say on which. */
  readonly withDay: boolean;
  readonly disabled: boolean;
  readonly onChange: (session: SessionDraft) => void;
  readonly onCopy: () => void;
  /** `null` for the only one. */
  readonly onRemove: (() => void) | null;
}

/** Minutes of a session and the sum of its units; `null` while the times are not known. */
function lengthOf({ day, from, to, credits }: SessionDraft): { readonly minutes: number; readonly units: number } | null {
  const [start, end] = [instantOf(day || '2000-01-01', from), instantOf(day || '2000-01-01', to)];
  if (!start || !end || end <= start) return null;
  const units = credits.reduce((sum, credit) => sum + (unitsOf(credit.units) ?? 0), 0);
  return { minutes: (Date.parse(end) - Date.parse(start)) / 60_000, units };
}

/** One session: what, who, when, where, and what it gives. */
export function SessionCard({ session, number, plan, schemes, problems, withDay, disabled, onChange, onCopy, onRemove }: SessionCardProps) {
  const { t } = useWords();
  const set = (part: Partial<SessionDraft>) => onChange({ ...session, ...part });
  const place = `sessions.${session.id}`;
  const wrong = (field: string) => {
    const problem = problems.get(`${place}.${field}`);
    return problem && !isMissing(problem) ? t(`training.problem.${problem}`) : null;
  };
  const length = lengthOf(session);
  return (
    <section className="session-card" id={`session-${session.id}`} tabIndex={-1} aria-label={t('training.session.number', { number })}>
      <div className="session-head">
        <h3>{t('training.session.number', { number })}</h3>
        {!disabled && (
          <div className="session-actions">
            <Button kind="quiet" onPress={onCopy}>
              {t('training.session.copy')}
            </Button>
            {onRemove && (
              <Button kind="quiet" onPress={onRemove}>
                {t('training.session.remove')}
              </Button>
            )}
          </div>
        )}
      </div>
      <div className="form-row form-row-wide-first">
        <TextField label={t('training.session.title')} value={session.title} onChange={(title) => set({ title })} disabled={disabled} />
        <TextField label={t('training.session.speaker')} value={session.speaker} onChange={(speaker) => set({ speaker })} disabled={disabled} />
      </div>
      <div className="form-row">
        {withDay && (
          <TextField type="date" label={t('training.session.day')} value={session.day} onChange={(day) => set({ day })} disabled={disabled} />
        )}
        <TextField
          label={t('training.session.from')}
          value={session.from}
          onChange={(from) => set({ from })}
          inputMode="numeric"
          disabled={disabled}
          wrong={wrong('from')}
        />
        <TextField
          label={t('training.session.to')}
          value={session.to}
          onChange={(to) => set({ to })}
          inputMode="numeric"
          disabled={disabled}
          wrong={wrong('to')}
        />
        {plan.rooms.length > 1 && (
          <Select
            label={t('training.session.room')}
            options={plan.rooms.map(({ id, name }) => ({ id, label: name || t('training.rooms.unnamed') }))}
            value={session.room}
            onChange={(room) => set({ room })}
            disabled={disabled}
          />
        )}
      </div>
      <CreditRows session={session} schemes={schemes} problems={problems} disabled={disabled} onChange={(credits) => set({ credits })} />
      {length && <p className="quiet">{t('training.session.length', length)}</p>}
      <SessionPolicy session={session} policy={plan.policy} problems={problems} disabled={disabled} onChange={(policy) => set({ policy })} />
    </section>
  );
}
