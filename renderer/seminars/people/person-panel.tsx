import { useState } from 'react';
import type { FactView } from '../../../main/api/schema/attendance.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Participation, Scheme } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateInBothCalendars } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { codeOrder } from '../../words/code-order.ts';
import { creditWords } from '../credit-words.ts';
import { CompleteForm } from './complete-form.tsx';
import { FactTimeline } from './fact-timeline.tsx';
import { LaterForm } from './later-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PersonCertificate } from './person-certificate.tsx';
import { isStillIn, PresenceCell } from './presence-cell.tsx';

interface PersonPanelProps extends PanelProps {
  readonly person: Participation;
  /** Of the whole seminar. */
  readonly facts: readonly FactView[];
  readonly schemes: readonly Scheme[];
  /** When the presences were computed, ISO. */
  readonly computedAt: string;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** One participant: what the list needs of them, their sessions, and everything that was recorded. */
export function PersonPanel({ seminar, person, facts, schemes, onChanged, onClose, computedAt, onSign }: PersonPanelProps) {
  const { t, language } = useWords();
  const [adding, setAdding] = useState(false);
  const [completing, setCompleting] = useState(false);
  const own = facts.filter((fact) => fact.person === person.person);
  const required = {
    name: person.name,
    kana: person.kana,
    affiliation: person.affiliation,
    registration: person.registration ?? '',
    birthDate: person.birthDate,
  };
  const columns = Object.keys(required) as (keyof typeof required)[];
  const shown = columns.filter((column) => column !== 'name' || person.missing.includes('name'));
  const value = (column: keyof typeof required) => {
    if (person.missing.includes(column)) return <StatusLine status="warning">{t('training.person.not-known')}</StatusLine>;
    return column === 'birthDate' && required.birthDate ? dateInBothCalendars(`${required.birthDate}T00:00:00+09:00`, language, t) : required[column];
  };
  return (
    <SidePanel title={person.name || t('training.people.no-name')} about={person.person} onClose={onClose}>
      <DefinitionList stacked items={shown.map((column) => ({ term: t(`training.column.${column}`), value: value(column) }))} />
      {person.missing.length > 0 && !person.flags.includes('deleted') && (
        <>
          <p className="quiet">{t('training.person.missing-note')}</p>
          {completing ? (
            <CompleteForm person={person} onDone={onChanged} onEnd={() => setCompleting(false)} />
          ) : (
            <p>
              <Button onPress={() => setCompleting(true)}>{t('training.person.complete')}</Button>
            </p>
          )}
        </>
      )}
      <h3>{t('training.person.sessions')}</h3>
      <ul className="person-sessions">
        {seminar.plan.sessions.map(({ id, title, endsAt }) => {
          const presence = person.sessions.find(({ session }) => session === id);
          const running = codeOrder(computedAt, endsAt) < 0;
          return (
            <li key={id}>
              <span className="person-session-title">{title}</span>
              <PresenceCell presence={presence} running={running} />
              {presence?.reason && presence.reason !== 'absent' && !isStillIn(presence, running) && (
                <span className="under">{t(`training.no-credit.${presence.reason}`)}</span>
              )}
              {presence && presence.credits.length > 0 && (
                <span className="under">
                  {presence.credits
                    .map((credit) => creditWords(credit, schemes, language, t))
                    .reduce((first, rest) => t('frame.list', { first, rest }))}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <PersonCertificate seminar={seminar} person={person.person} onSign={onSign} />
      <h3>{t('training.person.facts')}</h3>
      <FactTimeline facts={own} sessions={seminar.plan.sessions} onChanged={onChanged} />
      {adding ? (
        <LaterForm seminar={seminar} person={person} onDone={onChanged} onEnd={() => setAdding(false)} />
      ) : (
        <p>
          <Button onPress={() => setAdding(true)}>{t('training.later.title')}</Button>
        </p>
      )}
    </SidePanel>
  );
}
