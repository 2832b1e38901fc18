import { useState } from 'react';
import type { ProcedureItem } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { dateAndTime } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { CertificateButton } from './certificate-button.tsx';
import type { Names } from './names.ts';
import { OwnActions } from './own-actions.tsx';
import { standingOf } from './procedure-standing.tsx';
import { RequestFacts } from './request-facts.tsx';
import { Steps } from './steps.tsx';

interface ProcedureDetailsProps {
  readonly own: string;
  readonly names: Names;
  readonly procedure: ProcedureItem;
  readonly onCorrect: () => void;
  readonly onDone: (words: string) => void;
  /** It is not as it was when it was opened. */
  readonly onStale: () => void;
}

const CHANGED_SINCE = 'MEMBERSHIP_CHANGED_SINCE';
type Decision = 'approve' | 'refuse' | 'acknowledge';

interface DecidingProps extends Pick<ProcedureDetailsProps, 'onDone' | 'onStale'> {
  readonly procedure: Pick<ProcedureItem, 'id' | 'corrected'>;
  readonly decisions: readonly Decision[];
}

function Deciding({ procedure: { id, corrected }, decisions, onDone, onStale }: DecidingProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [note, setNote] = useState('');
  const [lacks, setLacks] = useState(false);
  const decide = (decision: Decision) =>
    attempt(async () => {
      const missing = decision === 'refuse' && note.trim() === '';
      setLacks(missing);
      if (missing) return;
      const { state } = await desk.procedures.decide({ id, decision, note, corrected }).catch((error: unknown) => {
        if (failureOf(error).code === CHANGED_SINCE) onStale();
        throw error;
      });
      const said = decision === 'acknowledge' ? 'acknowledged' : state === 'pending' || state === 'refused' ? state : 'effective';
      onDone(t(`procedures.decide.done.${said}`));
    });
  return (
    <section className="procedures-part">
      <h3>{t('procedures.decide.title')}</h3>
      <TextField
        label={t('procedures.decide.note')}
        value={note}
        onChange={setNote}
        wrong={lacks ? t('procedures.decide.refuse-needs-note') : null}
      />
      <div className="form-actions">
        {decisions.map((decision) => (
          <Button key={decision} kind={decision === 'refuse' ? 'danger' : 'primary'} isDisabled={working} onPress={() => decide(decision)}>
            {t(`procedures.decide.${decision}`)}
          </Button>
        ))}
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}

/** One procedure: what is asked for, who has said what, and what this association may do now. */
export function ProcedureDetails({ own, names, procedure, onCorrect, onDone, onStale }: ProcedureDetailsProps) {
  const { t, language } = useWords();
  const { id, kind, person, registration, request, byProxy, askedAt, corrected, steps, turn, state } = procedure;
  const standing = standingOf(procedure, own);
  const decisions: readonly Decision[] = standing === 'yours' ? ['approve', 'refuse'] : standing === 'seen' ? ['acknowledge'] : [];
  return (
    <div className="procedures-details">
      <DefinitionList
        stacked
        items={[
          { term: t('procedures.panel.person'), value: `${person.name ?? ''} ${t('procedures.registration', { number: registration })}`.trim() },
          {
            term: t('procedures.panel.asked'),
            value: t(`procedures.panel.by.${byProxy ? 'proxy' : 'person'}`, { at: dateAndTime(askedAt, language) }),
          },
        ]}
      />
      {corrected > 0 && <p className="quiet">{t('procedures.panel.corrected', { count: corrected })}</p>}
      <section className="procedures-part">
        <h3>{t('procedures.panel.request')}</h3>
        <RequestFacts request={request} names={names} />
      </section>
      <section className="procedures-part">
        <h3>{t('procedures.panel.steps')}</h3>
        <Steps steps={steps} names={names} turn={turn} />
      </section>
      {decisions.length > 0 && <Deciding procedure={procedure} decisions={decisions} onDone={onDone} onStale={onStale} />}
      {kind === 'certificate' && state === 'effective' && 'association' in request && request.association === own && <CertificateButton id={id} />}
      {procedure.own && <OwnActions id={id} onCorrect={onCorrect} onDone={onDone} />}
    </div>
  );
}
