import { useState } from 'react';
import type { ProposalView } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { proposalWords } from './proposal-words.ts';
import './proposals.css';
import { ProposalCard } from './proposal-card.tsx';

/** What others asked for and a second person must confirm, the one that lapses first above. */
export function ProposalsPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { round, changed } = useWorkspace();
  const asked = useAnswer(() => desk.credentials.proposals.list(), [desk, round]);
  const [done, setDone] = useState<string | null>(null);
  const list = asked.value?.toSorted((a, b) => Number(a.because !== null) - Number(b.because !== null) || (a.until < b.until ? -1 : 1)) ?? [];
  const decided = (proposal: ProposalView, how: 'confirmed' | 'refused') => {
    setDone(t(`credentials.screen.proposals.${how}`, { what: proposalWords(proposal, t), name: proposal.name }));
    changed();
  };
  return (
    <Page title={t('credentials.screen.parts.proposals')} note={t('credentials.screen.proposals.note')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}
      {asked.value && list.length === 0 && <p className="lead">{t('credentials.screen.proposals.none')}</p>}
      <ul className="proposals">
        {list.map((proposal) => (
          <li key={proposal.id}>
            <ProposalCard proposal={proposal} onDecided={(how) => decided(proposal, how)} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
