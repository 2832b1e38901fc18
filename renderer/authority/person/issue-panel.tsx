import { useState } from 'react';
import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { objectTitle } from './object-facts.ts';
import type { PanelProps } from './panel-props.ts';

/** Takes in a certificate that was issued elsewhere: issuer and number come from the file, never from a keyboard. */
export function IssuePanel({ object, onPage, onClose }: PanelProps & { readonly object: CredentialObject }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [reason, setReason] = useState('');
  const take = (file: File) =>
    attempt(async () => onPage(await desk.credentials.issueCertificate({ object: object.id, file, reason: reason.trim() })));
  return (
    <SidePanel title={t('credentials.screen.issue.title')} about={`issue ${object.id}`} onClose={onClose}>
      <p className="quiet">{objectTitle(object, t)}</p>
      <p>{t('credentials.screen.issue.note')}</p>
      <TextField label={t('credentials.screen.issue.reason')} value={reason} onChange={setReason} />
      <FileDrop
        compact
        heading={t('credentials.screen.issue.drop')}
        choose={t('credentials.screen.choose-file')}
        onFiles={([file]) => file && take(file)}
      />
      {working && <Progress label={t('credentials.screen.issue.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
