import type { StaffSession } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AddPasskey } from '../staff/add-passkey.tsx';

/** Whoever signed in with a passkey that a colleague registered makes one of their own before anything else. */
export function OwnKey({ session }: { readonly session: StaffSession }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  if (!session.staff) return null;
  return (
    <Page title={t('credentials.screen.session.own-key')}>
      <p className="lead">{t('credentials.screen.session.own-key-note', { name: session.staff.name })}</p>
      <AddPasskey id={session.staff.id} />
      <p>
        <Button kind="quiet" isDisabled={working} onPress={() => attempt(() => desk.credentials.staff.signOut())}>
          {t('credentials.screen.session.sign-out')}
        </Button>
      </p>
      {failure && <ErrorPanel failure={failure} />}
    </Page>
  );
}
