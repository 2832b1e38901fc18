import { useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { dateInBothCalendars } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { useWords } from '../words/words.tsx';
import type { QuestionProps } from './answer-panel.tsx';
import { look } from './look.ts';
import { isJapanese, newcomerLacks } from './newcomer-lacks.ts';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { emptyDraft, type PersonDraft, PersonFields } from './person-fields.tsx';
import { readTyped } from './typed.ts';
import { Who } from './who.tsx';

interface BindPanelProps extends QuestionProps {
  readonly card: NonNullable<VerdictView['card']>;
}

/** Whom the number on the card's face names: somebody of the lists, or nobody yet. */
type Candidate = { readonly registration: string; readonly person: HeldPerson | null };

/** An unknown card: the number on its face names the person, staff compare, and the card is known from then on. */
export function BindPanel({ verdict, card, laneName, staff, onScan }: BindPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const temporary = card.kind === 'temporary';
  const renewed = card.renewalOf !== null && verdict.person?.registration ? verdict.person : null;
  const [proposed, setProposed] = useState(renewed);
  const [typed, setTyped] = useState('');
  const [answered, setAnswered] = useState(false);
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [draft, setDraft] = useState<PersonDraft>({ ...emptyDraft, name: isJapanese(card.name) ? card.name : '' });
  const number = readTyped(typed);
  const { status, word, because } = look(verdict);
  const lacking = candidate && candidate.person === null ? newcomerLacks({ ...draft, registration: candidate.registration, again }) : null;

  const find = () =>
    attempt(async () => {
      if (number.kind !== 'number') return;
      const { registration } = number;
      const found = await desk.membership.search({ text: registration, limit: 20 });
      setAsked(false);
      setCandidate({ registration, person: found.find((person) => person.registration === registration) ?? null });
    });
  const bind = (registration: string, person: string | null, fields: Omit<PersonDraft, 'registration'>) =>
    attempt(async () => {
      const { name, kana, affiliation, birthDate } = fields;
      await desk.attendance.bindCard({ verdict: verdict.id, registration, person, name, kana, affiliation, birthDate, by: staff });
      setAnswered(true);
    });
  const decline = () =>
    attempt(async () => {
      await desk.attendance.answer({ verdict: verdict.id, answer: 'decline', reason: '', by: staff, photoIdentity: false });
      setAnswered(true);
    });

  const step = proposed
    ? {
        accept: t('reception.bind.accept'),
        decline: t('reception.bind.other'),
        ready: true,
        enter: () => bind(proposed.registration!, proposed.person, { ...proposed, birthDate: '' }),
        escape: () => setProposed(null),
      }
    : candidate
      ? {
          accept: t('reception.bind.accept'),
          decline: t('reception.bind.back'),
          ready: lacking === null,
          enter: () => bind(candidate.registration, candidate.person?.person ?? null, candidate.person ?? draft),
          escape: () => {
            setCandidate(null);
            setAgain('');
            setAsked(false);
          },
        }
      : {
          accept: t('reception.keys.confirm'),
          decline: t('reception.answer.decline'),
          ready: number.kind === 'number',
          enter: find,
          escape: decline,
        };
  const over = working || answered;
  const enter = () => {
    setAsked(true);
    if (step.ready && !over) return step.enter();
  };
  return (
    <Panel
      key={proposed ? 'renewal' : candidate ? 'compare' : 'number'}
      title={`${laneName}\u3000${t(word)}`}
      status={status}
      unasked={!candidate}
      types={!proposed && !candidate?.person}
      onEnter={enter}
      onEscape={() => !over && step.escape()}
      onScan={(text) => (readTyped(text).kind === 'number' ? setTyped(text) : onScan(text))}
      remember={() => () => {
        setTyped(typed);
        setAgain(again);
        setDraft(draft);
      }}
    >
      <DefinitionList
        stacked
        items={[
          temporary
            ? { term: t('reception.bind.temporary'), value: card.name }
            : {
                term: t('reception.bind.card'),
                value: t('reception.bind.card-value', { name: card.name || t('reception.person.no-name'), roles: roleNames(card.roles, t) }),
              },
          { term: t('reception.bind.expires'), value: dateInBothCalendars(card.expires, language, t) },
        ]}
      />
      {verdict.face === 'stop' && (
        <>
          <StatusLine status="error">{t(because)}</StatusLine>
          {!candidate && !proposed && <p>{t('reception.bind.stopped')}</p>}
        </>
      )}
      {verdict.also.length > 0 && (
        <p>
          {t('reception.answer.also', {
            list: verdict.also.map((id) => t(`reception.verdict.${id}`)).reduce((first, rest) => t('frame.list', { first, rest })),
          })}
        </p>
      )}
      {card.test && <StatusLine status="warning">{t('reception.bind.test')}</StatusLine>}
      {proposed ? (
        <>
          <p>{t('reception.bind.renewal')}</p>
          <Who person={proposed} />
        </>
      ) : candidate ? (
        <>
          <p>{t(candidate.person ? 'reception.bind.compare' : 'reception.bind.nobody')}</p>
          {candidate.person ? (
            <Who person={candidate.person} />
          ) : (
            <>
              <p>{t('reception.person.number', { registration: candidate.registration })}</p>
              <TextField label={t('reception.bind.again')} value={again} onChange={setAgain} />
              <PersonFields withoutNumber draft={draft} onChange={setDraft} />
              {asked && lacking && (
                <p role="alert" className="text-field-wrong">
                  {t(lacking)}
                </p>
              )}
            </>
          )}
        </>
      ) : (
        <TextField
          label={t(temporary ? 'reception.bind.number-temporary' : 'reception.bind.number')}
          note={t(temporary ? 'reception.bind.what-temporary' : 'reception.bind.what')}
          value={typed}
          onChange={setTyped}
          wrong={number.kind === 'nothing' || number.kind === 'number' ? null : t('reception.receive.needs-registration')}
        />
      )}
      <PanelActions
        accept={step.accept}
        decline={step.decline}
        onAccept={enter}
        onDecline={() => !over && step.escape()}
        disabled={over || !step.ready}
      />
      {(proposed || candidate) && (
        <Button kind="quiet" isDisabled={over} onPress={decline}>
          {t('reception.answer.decline')}
        </Button>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </Panel>
  );
}
