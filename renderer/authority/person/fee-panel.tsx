import { useState } from 'react';
import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { PanelProps } from './panel-props.ts';
import { readYen } from './read-yen.ts';

/** Enters a fee that no source on record states, with where it is from. */
export function FeePanel({ object, onPage, onClose }: PanelProps & { readonly object: CredentialObject }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [typed, setTyped] = useState('');
  const [source, setSource] = useState('');
  const yen = readYen(typed);
  const enter = () =>
    attempt(async () => {
      if (yen !== null) onPage(await desk.credentials.enterFee({ application: object.id, yen, source: source.trim() }));
    });
  return (
    <SidePanel title={t('credentials.screen.fee.enter')} about={`fee ${object.id}`} onClose={onClose}>
      <p>{t('credentials.screen.fee.enter-note')}</p>
      <TextField
        label={t('credentials.screen.fee.amount')}
        unit={t('credentials.screen.fee.unit')}
        inputMode="numeric"
        value={typed}
        onChange={setTyped}
        wrong={typed !== '' && yen === null ? t('credentials.screen.fee.amount-wrong') : null}
      />
      <TextField
        label={t('credentials.screen.fee.where-from')}
        note={t('credentials.screen.fee.where-from-note')}
        value={source}
        onChange={setSource}
      />
      <ConfirmActions label={t('settings.save')} isDisabled={working || yen === null || source.trim() === ''} onConfirm={enter} onCancel={onClose} />
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
