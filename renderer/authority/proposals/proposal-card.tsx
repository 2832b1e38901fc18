import { useState } from 'react';
import type { ProposalView } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { personAddress } from '../frame/parts.ts';
import { ProposalDetails } from './proposal-details.tsx';
import { obstacleWords, proposalWords } from './proposal-words.ts';

interface ProposalCardProps {
  readonly proposal: ProposalView;
  readonly onDecided: (how: 'confirmed' | 'refused') => void;
}

/** One proposal: what it changes, for whom and why; to be confirmed or refused with a reason, unless whoever sits here may not. */
export function ProposalCard({ proposal, onDecided }: ProposalCardProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const { id, at, by, until, holder, name, object, count, details, digest, because } = proposal;
  const confirm = () =>
    attempt(async () => {
      await desk.credentials.proposals.confirm({ id, digest });
      onDecided('confirmed');
    });
  const refuse = () =>
    attempt(async () => {
      await desk.credentials.proposals.refuse({ id, reason: reason.trim() });
      onDecided('refused');
    });
  return (
    <section className="card proposal" aria-label={`${proposalWords(proposal, t)} ${name}`}>
      <h2>{proposalWords(proposal, t)}</h2>
      <p className="proposal-who">
        {holder === null ? (
          count > 0 && t('credentials.screen.proposals.count', { count })
        ) : (
          <a href={personAddress(holder)} lang="ja">
            {name || t('credentials.screen.no-name')}
          </a>
        )}
        {object && <span className="under object-number">{object}</span>}
      </p>
      <p className="proposal-reason">{proposal.reason || t('credentials.screen.proposals.no-reason')}</p>
      <p className="quiet">
        {[
          t('credentials.screen.proposals.by', { by, at: momentShort(at, language) }),
          t('credentials.screen.proposals.until', { until: momentShort(until, language) }),
        ].join('\u3000')}
      </p>
      <ProposalDetails details={details} />
      {because !== null && <StatusLine status="info">{obstacleWords(because, t)}</StatusLine>}
      {!refusing && (
        <div className="form-actions">
          {because === null && (
            <Button kind="primary" isDisabled={working} onPress={confirm}>
              {t('credentials.screen.proposals.confirm')}
            </Button>
          )}
          <Button isDisabled={working} onPress={() => setRefusing(true)}>
            {t(because === 'own' ? 'credentials.screen.proposals.take-back' : 'credentials.screen.proposals.refuse')}
          </Button>
        </div>
      )}
      {refusing && (
        <div className="stack">
          <TextField label={t('credentials.screen.reason')} value={reason} onChange={setReason} />
          <ConfirmActions
            label={t(because === 'own' ? 'credentials.screen.proposals.take-back' : 'credentials.screen.proposals.refuse')}
            kind="danger"
            isDisabled={working || reason.trim() === ''}
            onConfirm={refuse}
            onCancel={() => setRefusing(false)}
          />
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
