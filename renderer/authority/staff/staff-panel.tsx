import { useState } from 'react';
import type { StaffView } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { isSound, StaffFields } from './staff-fields.tsx';
import { StaffKeys } from './staff-keys.tsx';
import { StaffTokens } from './staff-tokens.tsx';

export interface StaffPanelProps {
  readonly one: StaffView;
  readonly onChanged: (list: readonly StaffView[], words: string) => void;
  readonly onClose: () => void;
}

/** One colleague: roles, keys, and the end of the work here. */
export function StaffPanel({ one, onChanged, onClose }: StaffPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff: me } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const [order, setOrder] = useState({ name: one.name, roles: one.roles, association: one.association });
  const [leaving, setLeaving] = useState(false);
  const decides = may(me, 'settings');
  const { staff } = desk.credentials;
  const same = order.name === one.name && order.association === one.association && order.roles.toSorted().join() === one.roles.toSorted().join();
  const change = () =>
    attempt(async () => onChanged(await staff.change({ ...order, id: one.id }), t('credentials.screen.staff.changed', { name: order.name })));
  const leave = () =>
    attempt(async () => {
      onChanged(await staff.leave({ id: one.id }), t('credentials.screen.staff.left', { name: one.name }));
      onClose();
    });
  return (
    <SidePanel title={one.name} about={one.id} onClose={onClose}>
      {one.state === 'left' && <p>{t('credentials.screen.staff.left-note')}</p>}
      {one.state === 'active' && decides && (
        <>
          <StaffFields order={order} onChange={setOrder} />
          <p className="quiet">{t('credentials.screen.staff.second-note')}</p>
          <Button isDisabled={working || same || !isSound(order)} onPress={change}>
            {t('credentials.screen.staff.change')}
          </Button>
        </>
      )}
      {one.state === 'active' && (decides || one.id === me.id) && (
        <>
          <StaffKeys one={one} onChanged={onChanged} onClose={onClose} />
          <StaffTokens one={one} onChanged={onChanged} />
        </>
      )}
      {one.state === 'active' && decides && !leaving && (
        <Button kind="danger" onPress={() => setLeaving(true)}>
          {t('credentials.screen.staff.leave')}
        </Button>
      )}
      {leaving && (
        <div className="form-panel">
          <p>{t('credentials.screen.staff.leave-note', { name: one.name })}</p>
          <ConfirmActions
            label={t('credentials.screen.staff.leave')}
            kind="danger"
            isDisabled={working}
            onConfirm={leave}
            onCancel={() => setLeaving(false)}
          />
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
