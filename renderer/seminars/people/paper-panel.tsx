import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useStaff } from '../../reception/use-staff.ts';
import { useWords } from '../../words/words.tsx';
import type { PanelProps } from './panel-props.ts';
import { RefusedLines } from '../refused-lines.tsx';

/** A list that was kept on paper and typed up: number, name and times become manual facts. */
export function PaperPanel({ seminar, onChanged, onClose }: PanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [by, setBy] = useStaff();
  const [taken, setTaken] = useState<Awaited<ReturnType<typeof desk.attendance.importPaper>> | null>(null);
  const take = (file: File) =>
    attempt(async () => {
      setTaken(await desk.attendance.importPaper({ seminar: seminar.id, file, by: by.trim() }));
      onChanged();
    });
  return (
    <SidePanel title={t('training.tools.paper')} about="paper" onClose={onClose}>
      <p>{t('training.paper.note')}</p>
      <TextField label={t('training.by')} value={by} onChange={setBy} />
      {by.trim() !== '' ? (
        <FileDrop compact heading={t('training.paper.drop')} choose={t('training.booked.choose')} onFiles={([file]) => file && take(file)} />
      ) : (
        <p className="quiet">{t('training.paper.needs-by')}</p>
      )}
      {working && <Progress label={t('training.booked.working')} done={null} />}
      {taken && !working && (
        <Banner status={taken.refused.length > 0 ? 'warning' : 'success'} live="status" heading={t('training.paper.taken', { count: taken.added })}>
          {taken.refused.length > 0 && <RefusedLines refused={taken.refused} />}
        </Banner>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
