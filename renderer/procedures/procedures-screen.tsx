import { useState } from 'react';
import type { AssociationView, ProcedureItem } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { Page, Section } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { Correction } from './correction.tsx';
import { namesOf } from './names.ts';
import { NewProcedure } from './new-procedure.tsx';
import { OwnScreen } from './own/own-screen.tsx';
import { ProcedureDetails } from './procedure-details.tsx';
import { ProcedureList } from './procedure-list.tsx';
import './procedures.css';

const NOT_ENROLLED = 'EXCHANGE_NOT_ENROLLED';

interface OpenDeskProps {
  readonly own: string;
  readonly associations: readonly AssociationView[];
}

function OpenDesk({ own, associations }: OpenDeskProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const all = useAnswer(() => desk.procedures.associations(), [desk]);
  const [chosen, setChosen] = useState<ProcedureItem | null>(null);
  const [corrects, setCorrects] = useState<ProcedureItem | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [listed, setListed] = useState(0);
  const names = namesOf(associations, all.value ?? []);

  const finished = (words: string) => {
    setDone(words);
    setChosen(null);
    setCorrects(null);
    setRound((n) => n + 1);
  };
  const asking = { own, chain: associations, names, onDone: finished, onCancel: () => setCorrects(null) };
  return (
    <Page
      title={t('procedures.title')}
      note={t('procedures.note')}
      back={{ href: address('members'), label: t('members.title') }}
      wide
      occasion={done}
      beside={
        chosen && (
          <SidePanel title={t(`membership.pending.kinds.${chosen.kind}`)} about={chosen.id} onClose={() => setChosen(null)}>
            <ProcedureDetails
              key={`${chosen.id} ${chosen.corrected}`}
              own={own}
              names={names}
              procedure={chosen}
              onCorrect={() => {
                setCorrects(chosen);
                setChosen(null);
              }}
              onDone={finished}
              onStale={() => setListed((n) => n + 1)}
            />
          </SidePanel>
        )
      }
    >
      {done && <Done>{done}</Done>}
      {corrects === null && (
        <Section title={t('procedures.waiting.title')}>
          <ProcedureList key={`${round} ${listed}`} own={own} names={names} current={chosen?.id ?? null} onChoose={setChosen} />
        </Section>
      )}
      <Section
        title={t(corrects ? 'procedures.own.title' : 'procedures.new.title')}
        note={t(corrects ? 'procedures.own.note' : 'procedures.new.note')}
      >
        {all.failure && <ErrorPanel failure={all.failure} onRetry={all.ask} />}
        {all.value && corrects && <Correction key={corrects.id} {...asking} all={all.value} corrects={corrects} />}
        {all.value && !corrects && <NewProcedure key={round} {...asking} all={all.value} />}
      </Section>
    </Page>
  );
}

/** Joining, moving and leaving, as the desk of an association handles them at the hub, or a person for themselves. */
export function ProceduresScreen() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { value, failure, ask } = useAnswer(() => desk.procedures.own(), [desk]);
  if (value?.own) return <OpenDesk own={value.own} associations={value.associations} />;
  if (value?.person) return <OwnScreen key={value.person} person={value.person} />;
  const missing = failure?.code === NOT_ENROLLED ? 'procedures.not-enrolled' : value ? 'procedures.no-association' : null;
  return (
    <Page title={t('procedures.title')} note={t('procedures.note')} back={{ href: address('members'), label: t('members.title') }}>
      {missing && (
        <Section title={t('frame.workspace.exchange')}>
          <p>{t(missing)}</p>
          <p>
            <a href={address('exchange')}>{t('procedures.to-exchange')}</a>
          </p>
        </Section>
      )}
      {failure && !missing && <ErrorPanel failure={failure} onRetry={ask} />}
    </Page>
  );
}
