import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { useSession } from '../../authority/session/use-session.ts';
import { Banner } from '../../design/banner.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { address } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';
import { WorkList } from './work-list.tsx';

interface DifferencesProps {
  readonly state: ExchangeState;
  readonly onState: (state: ExchangeState) => void;
}

/** What people are to settle; only where there are records that others could contradict, and for staff who have signed in. */
export function DifferencesPart(props: DifferencesProps) {
  const { t } = useWords();
  if (props.state.staffed) return <ForStaff {...props} />;
  return <StatusLine status="absent">{t('exchange.differences.not-here')}</StatusLine>;
}

function ForStaff({ state, onState }: DifferencesProps) {
  const { t } = useWords();
  const { session, failure } = useSession();
  if (failure) return <ErrorPanel failure={failure} />;
  if (!session) return null;
  if (session.state === 'signed-in' && !session.ownKeyNeeded) return <WorkList key={session.staff?.id} state={state} onState={onState} />;
  return (
    <Banner status="info" heading={t('exchange.staff.needed')} actions={<a href={address('authority')}>{t('exchange.staff.go')}</a>}>
      <p>{t('exchange.staff.needed-note')}</p>
    </Banner>
  );
}
