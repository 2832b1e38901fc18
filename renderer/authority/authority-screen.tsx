import { ErrorPanel } from '../design/error-panel.tsx';
import { Page } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { FirstPerson } from './session/first-person.tsx';
import { Lockable } from './session/lockable.tsx';
import { OwnKey } from './session/own-key.tsx';
import { SignIn } from './session/sign-in.tsx';
import { StaffProvider } from './session/staff-context.tsx';
import { useSession } from './session/use-session.ts';
import { useTouch } from './session/use-touch.ts';
import { Workspace } from './workspace.tsx';

interface AuthorityScreenProps {
  /** Part of the workspace: `queue`, `person`, `production`, …; `null` for the first one of whoever is signed in. */
  readonly part: string | null;
  /** What of the part is meant, for example the number of a holder. */
  readonly id: string | null;
}

/** The authority's desk: applications, cards and certificates from issue to end, for whoever signed in. */
export function AuthorityScreen({ part, id }: AuthorityScreenProps) {
  const { t } = useWords();
  const { session, failure } = useSession();
  useTouch(session?.state === 'signed-in');
  if (!session) return <Page title={t('credentials.screen.title')}>{failure && <ErrorPanel failure={failure} />}</Page>;
  const { staff, state, firstStart } = session;
  if (firstStart) return <FirstPerson session={session} />;
  if (state === 'none' || !staff) return <SignIn session={session} />;
  return (
    <StaffProvider at={{ session, staff }}>
      <Lockable>{session.ownKeyNeeded ? <OwnKey session={session} /> : <Workspace key={staff.id} part={part} id={id} />}</Lockable>
    </StaffProvider>
  );
}
