import { useState } from 'react';
import type { Scheme } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { copyOf, sessionAfter } from './new-plan.ts';
import { byTime, inOrder, type PlanDraft, type Problems, type SessionDraft } from './plan-draft.ts';
import { SessionCard } from './session-card.tsx';

interface SessionsPartProps {
  readonly plan: PlanDraft;
  readonly schemes: readonly Scheme[];
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly onChange: (sessions: readonly SessionDraft[]) => void;
}

/** The sessions in the order of the day. Where all are on one day, it is asked once. */
export function SessionsPart({ plan, schemes, problems, disabled, onChange }: SessionsPartProps) {
  const { t } = useWords();
  const { sessions } = plan;
  const oneDay = sessions.every(({ day }) => day === sessions[0]?.day);
  const [several, setSeveral] = useState(!oneDay);
  const withDay = several || !oneDay;
  const replace = (id: string, ...others: readonly SessionDraft[]) =>
    onChange(sessions.flatMap((session) => (session.id === id ? others : [session])));
  const toOneDay = (day: string) => onChange(sessions.map((session) => ({ ...session, day })));
  return (
    <Section title={t('training.session.all')}>
      <div className="form-row">
        {!withDay && (
          <TextField type="date" label={t('training.session.day')} value={sessions[0]?.day ?? ''} onChange={toOneDay} disabled={disabled} />
        )}
        <Checkbox
          label={t('training.session.several-days')}
          on={withDay}
          disabled={disabled}
          onChange={(on) => {
            setSeveral(on);
            if (!on) toOneDay(sessions[0]?.day ?? '');
          }}
        />
      </div>
      {sessions.map((session, index) => (
        <SessionCard
          key={session.id}
          session={session}
          number={index + 1}
          plan={plan}
          schemes={schemes}
          problems={problems}
          withDay={withDay}
          disabled={disabled}
          onChange={(next) => replace(session.id, next)}
          onCopy={() => replace(session.id, session, copyOf(session))}
          onRemove={sessions.length > 1 ? () => replace(session.id) : null}
        />
      ))}
      {!disabled && (
        <div className="form-actions">
          <Button icon="larger" onPress={() => onChange([...sessions, sessionAfter(sessions.at(-1), plan.rooms[0]?.id ?? '')])}>
            {t('training.session.add')}
          </Button>
          {!inOrder(sessions) && <Button onPress={() => onChange(byTime(sessions))}>{t('training.session.sort')}</Button>}
        </div>
      )}
    </Section>
  );
}
