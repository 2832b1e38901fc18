import { useState } from 'react';
import type { StaffOrder, StaffSession } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { StaffFields } from '../staff/staff-fields.tsx';
import { useWords } from '../../words/words.tsx';
import { PasskeyPage } from './passkey-page.tsx';

/** Whoever is registered first registers the others. */
const FIRST: StaffOrder = { name: '', roles: ['approver', 'examiner'], association: null };

/** Nobody is registered yet: the first person is, with a passkey. */
export function FirstPerson({ session }: { readonly session: StaffSession }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [order, setOrder] = useState(FIRST);
  const complete = order.name.trim() !== '' && order.roles.includes('approver');
  return (
    <Page title={t('credentials.screen.title')}>
      <p className="lead">{t('credentials.screen.session.first')}</p>
      <StaffFields order={order} onChange={setOrder} />
      {!order.roles.includes('approver') && <p>{t('credentials.screen.session.first-approver')}</p>}
      <p>
        <Button kind="primary" isDisabled={working || !complete} onPress={() => attempt(() => desk.credentials.staff.add(order))}>
          {t('credentials.screen.session.first-add')}
        </Button>
      </p>
      {working && <PasskeyPage page={session.page} />}
      {failure && !working && <ErrorPanel failure={failure} />}
    </Page>
  );
}
