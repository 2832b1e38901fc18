import { useState } from 'react';
import type { StaffView } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Split } from '../../design/split.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { IdleMinutes } from './idle-minutes.tsx';
import { NewStaffPanel } from './new-staff-panel.tsx';
import { SenderForm } from './sender-form.tsx';
import { StaffPanel } from './staff-panel.tsx';
import { StaffReader } from './staff-reader.tsx';
import { StaffTable } from './staff-table.tsx';

type Open = { readonly kind: 'new' } | { readonly kind: 'one'; readonly id: string };

/** Who works at this desk, in which roles, and with what they sign in. */
export function StaffPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { round } = useWorkspace();
  const asked = useAnswer(() => desk.credentials.staff.list(), [desk, round]);
  const [newer, setNewer] = useState<readonly StaffView[] | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const list = newer ?? asked.value;
  const decides = may(staff, 'settings');
  const namesReader = decides || (staff.association === null && staff.roles.includes('operator'));
  const one = open?.kind === 'one' ? list?.find(({ id }) => id === open.id) : undefined;
  const changed = (next: readonly StaffView[], words: string) => {
    setNewer(next);
    setDone(words);
  };
  const close = () => setOpen(null);
  return (
    <Page
      title={t('credentials.screen.parts.staff')}
      note={t('credentials.screen.staff.note')}
      wide
      occasion={done}
      actions={decides && <Button onPress={() => setOpen({ kind: 'new' })}>{t('credentials.screen.staff.add')}</Button>}
    >
      {done && <Done>{done}</Done>}
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.ask} />}
      {list && (
        <Split
          wide
          beside={
            open?.kind === 'new' ? (
              <NewStaffPanel onChanged={changed} onClose={close} />
            ) : (
              one && <StaffPanel key={one.id} one={one} onChanged={changed} onClose={close} />
            )
          }
        >
          <StaffTable list={list} current={one?.id ?? null} onOpen={(id) => setOpen({ kind: 'one', id })} />
          {namesReader && (
            <Section title={t('credentials.screen.staff.reader-title')} note={t('credentials.screen.staff.reader-note')}>
              <StaffReader />
              {decides && <IdleMinutes />}
            </Section>
          )}
          {decides && (
            <Section title={t('credentials.screen.sender.title')} note={t('credentials.screen.sender.note')}>
              <SenderForm />
            </Section>
          )}
        </Split>
      )}
    </Page>
  );
}
