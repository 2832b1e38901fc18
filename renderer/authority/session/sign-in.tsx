import type { StaffSession } from '../../../main/api/schema/staff.ts';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { SignInChoices } from './sign-in-choices.tsx';

/** Nobody sits at the desk. */
export function SignIn({ session }: { readonly session: StaffSession }) {
  const { t } = useWords();
  return (
    <Page title={t('credentials.screen.title')}>
      <p className="lead">{t('credentials.screen.session.nobody')}</p>
      <SignInChoices session={session} />
    </Page>
  );
}
