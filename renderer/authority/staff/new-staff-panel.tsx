import { useState } from 'react';
import type { StaffOrder, StaffView } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { isSound, StaffFields } from './staff-fields.tsx';

interface NewStaffPanelProps {
  readonly onChanged: (list: readonly StaffView[], words: string) => void;
  readonly onClose: () => void;
}

/** Registers a colleague; once two people can decide, the second one confirms. */
export function NewStaffPanel({ onChanged, onClose }: NewStaffPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [order, setOrder] = useState<StaffOrder>({ name: '', roles: ['reception'], association: null });
  const add = () =>
    attempt(async () => {
      onChanged(await desk.credentials.staff.add(order), t('credentials.screen.staff.added', { name: order.name }));
      onClose();
    });
  return (
    <SidePanel title={t('credentials.screen.staff.add')} about="new" onClose={onClose}>
      <StaffFields order={order} onChange={setOrder} />
      <p className="quiet">{t('credentials.screen.staff.second-note')}</p>
      <ConfirmActions label={t('credentials.screen.staff.add')} isDisabled={working || !isSound(order)} onConfirm={add} onCancel={onClose} />
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
