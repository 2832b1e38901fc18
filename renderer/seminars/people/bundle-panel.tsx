import { useState } from 'react';
import type { MergeAnswer } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { useWords } from '../../words/words.tsx';
import type { PanelProps } from './panel-props.ts';

/** Of a passphrase that keeps the file shut. */
const SHORTEST = 8;

/** Facts to and from a station without a network: one sealed file each way, under a passphrase that both know. */
export function BundlePanel({ seminar, onChanged, onClose }: PanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [passphrase, setPassphrase] = useState('');
  const [merged, setMerged] = useState<MergeAnswer | null>(null);
  const [written, setWritten] = useState<string | null>(null);
  const short = passphrase.length < SHORTEST;
  const begin = (work: () => Promise<void>) => {
    setMerged(null);
    setWritten(null);
    return attempt(work);
  };
  const write = () =>
    begin(async () => {
      const file = await desk.attendance.bundle({ seminar: seminar.id, passphrase });
      saveCopy(file, file.name);
      setWritten(file.name);
    });
  const merge = (file: File) =>
    begin(async () => {
      setMerged(await desk.attendance.merge({ file, passphrase }));
      onChanged();
    });
  const doubtful = merged !== null && (merged.refused > 0 || merged.forks.length > 0);
  return (
    <SidePanel title={t('training.tools.bundle')} about="bundle" onClose={onClose}>
      <p>{t('training.bundle.note')}</p>
      <TextField
        type="password"
        label={t('training.bundle.passphrase')}
        note={t('training.bundle.passphrase-note', { count: SHORTEST })}
        value={passphrase}
        onChange={setPassphrase}
      />
      <Button isDisabled={working || short} onPress={write}>
        {t('training.bundle.write')}
      </Button>
      {!short && (
        <FileDrop compact heading={t('training.bundle.drop')} choose={t('training.booked.choose')} onFiles={([file]) => file && merge(file)} />
      )}
      {working && <Progress label={t('training.bundle.working')} done={null} />}
      {written && <Done>{t('training.bundle.written', { name: written })}</Done>}
      {merged && (
        <Banner
          status={doubtful ? 'warning' : 'success'}
          live="status"
          heading={t('training.bundle.merged', { added: merged.added, known: merged.known })}
        >
          {merged.refused > 0 && <p>{t('training.bundle.refused', { count: merged.refused })}</p>}
          {merged.forks.length > 0 && <p>{t('training.bundle.forks', { devices: merged.forks.join(' ') })}</p>}
        </Banner>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
