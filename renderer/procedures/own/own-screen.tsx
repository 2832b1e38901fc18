import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { address } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';
import { OwnDesk } from './own-desk.tsx';
import { ownFacts } from './own-facts.ts';
import { TermsFirst } from './terms-first.tsx';

const CONSENT_NEEDED = 'CONSENT_NEEDED';

interface OwnPartProps {
  readonly person: string;
  readonly onDone: (words: string) => void;
}

/** The terms as long as they are not consented to, and then everything. */
function OwnPart({ person, onDone }: OwnPartProps) {
  const { desk } = useDesk();
  const { value, failure, ask } = useAnswer(() => ownFacts(desk, person), [desk, person]);
  if (failure?.code === CONSENT_NEEDED) return <TermsFirst person={person} onDone={onDone} />;
  if (failure) return <ErrorPanel failure={failure} onRetry={ask} />;
  return value && <OwnDesk person={person} facts={value} onDone={onDone} />;
}

/** What somebody sees and does about their own memberships. Nothing of before stays when something was done. */
export function OwnScreen({ person }: { readonly person: string }) {
  const { t } = useWords();
  const [{ round, done }, setDone] = useState<{ readonly round: number; readonly done: string | null }>({ round: 0, done: null });
  return (
    <Page
      title={t('procedures.self.title')}
      note={t('procedures.self.note')}
      back={{ href: address('members'), label: t('members.title') }}
      occasion={round}
    >
      {done && <Done key={round}>{done}</Done>}
      <OwnPart key={`part ${round}`} person={person} onDone={(words) => setDone(({ round: before }) => ({ round: before + 1, done: words }))} />
    </Page>
  );
}
