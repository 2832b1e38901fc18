import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { settledDraft, wrongFields } from './holder-draft.ts';
import { HolderForm } from './holder-form.tsx';
import type { PanelProps } from './panel-props.ts';

/** Corrects what is kept of somebody, with the reason. */
export function ChangePanel({ page, onPage, onClose }: PanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState({ fields: page.fields, association: page.association ?? '', member: page.member });
  const [reason, setReason] = useState('');
  const complete = wrongFields(draft).size === 0 && draft.fields.name.trim() !== '' && reason.trim() !== '';
  const save = () =>
    attempt(async () => onPage(await desk.credentials.change({ holder: page.holder, ...settledDraft(draft), reason: reason.trim() })));
  return (
    <SidePanel title={t('credentials.screen.change.open')} about="change" onClose={onClose}>
      <p className="quiet">{t('credentials.screen.change.note')}</p>
      <HolderForm draft={draft} onChange={setDraft} ownAssociation={staff.association} />
      <TextField label={t('credentials.screen.reason')} value={reason} onChange={setReason} />
      <ConfirmActions label={t('settings.save')} isDisabled={working || !complete} onConfirm={save} onCancel={onClose} />
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
