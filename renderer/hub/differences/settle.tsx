import { useState } from 'react';
import type { DifferenceView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextArea } from '../../design/text-area.tsx';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';

interface SettleProps {
  readonly item: DifferenceView;
  readonly kind: string;
  readonly says: string;
  readonly onSettled: () => void;
  readonly onClose: () => void;
}

/** The end of an item: what was found, in somebody's words. */
export function Settle({ item, kind, says, onSettled, onClose }: SettleProps) {
  const { t } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [note, setNote] = useState('');
  const settle = () =>
    attempt(async () => {
      await session.ask('POST', `/membership/reconciliation/${item.id}/settlement`, { note: note.trim() });
      onSettled();
      onClose();
    });
  return (
    <SidePanel title={kind} about={item.id} onClose={onClose}>
      <p>{says}</p>
      <TextArea label={t('hub.differences.reason')} note={t('hub.differences.reason-note')} value={note} onChange={setNote} rows={3} />
      {failure && <Told failure={failure} />}
      <ConfirmActions label={t('hub.differences.settle')} isDisabled={working || note.trim() === ''} onConfirm={settle} onCancel={onClose} />
    </SidePanel>
  );
}
