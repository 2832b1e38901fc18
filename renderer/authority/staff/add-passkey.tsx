import { useState } from 'react';
import type { StaffView } from '../../../main/api/schema/staff.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { PasskeyPage } from '../session/passkey-page.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';

interface AddPasskeyProps {
  /** Whose it is to be. */
  readonly id: string;
  readonly onAdded?: (list: readonly StaffView[]) => void;
}

/** Registers a passkey: for oneself after one that is there, for a colleague with a second person's word. */
export function AddPasskey({ id, onAdded }: AddPasskeyProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { session, staff: me } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const [name, setName] = useState('');
  const add = () =>
    attempt(async () => {
      const list = await desk.credentials.staff.addPasskey({ id, name: name.trim() });
      onAdded?.(list);
      setName('');
    });
  return (
    <div className="stack">
      <TextField
        label={t('credentials.screen.staff.passkey-name')}
        note={t('credentials.screen.staff.passkey-name-note')}
        value={name}
        onChange={setName}
      />
      <p className="quiet">{t(id === me.id ? 'credentials.screen.staff.own-first' : 'credentials.screen.staff.for-other')}</p>
      <Button isDisabled={working || name.trim() === ''} onPress={add}>
        {t('credentials.screen.staff.add-passkey')}
      </Button>
      {working && <PasskeyPage page={session.page} />}
      {failure && !working && <ErrorPanel failure={failure} />}
    </div>
  );
}
