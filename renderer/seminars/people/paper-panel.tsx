import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
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
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState<readonly number[]>([]);
  const take = (chosen: File, lines: readonly number[]) =>
    attempt(async () => {
      setFile(chosen);
      setConfirmed(lines);
      setTaken(await desk.attendance.importPaper({ seminar: seminar.id, file: chosen, by: by.trim(), confirmed: [...lines] }));
      onChanged();
    });
  const doubtful = taken?.refused.filter(({ code }) => code === 'identity-differs') ?? [];
  return (
    <SidePanel title={t('training.tools.paper')} about="paper" onClose={onClose}>
      <p>{t('training.paper.note')}</p>
      <TextField label={t('training.by')} value={by} onChange={setBy} />
      {by.trim() !== '' ? (
        <FileDrop
          compact
          heading={t('training.paper.drop')}
          choose={t('training.booked.choose')}
          onFiles={([chosen]) => chosen && take(chosen, [])}
        />
      ) : (
        <p className="quiet">{t('training.paper.needs-by')}</p>
      )}
      {working && <Progress label={t('training.booked.working')} done={null} />}
      {taken && !working && (
        <Banner status={taken.refused.length > 0 ? 'warning' : 'success'} live="status" heading={t('training.paper.taken', { count: taken.added })}>
          {taken.refused.length > 0 && <RefusedLines refused={taken.refused} />}
        </Banner>
      )}
      {file && doubtful.length > 0 && !working && (
        <section className="stack" aria-label={t('training.paper.compare')}>
          <p>{t('training.paper.compare')}</p>
          {doubtful.map(({ line, held }) => (
            <Checkbox
              key={line}
              label={held === null ? t('training.paper.number-right', { line }) : t('training.paper.same-person', { line, held })}
              on={confirmed.includes(line)}
              onChange={(on) => setConfirmed(on ? [...confirmed, line] : confirmed.filter((one) => one !== line))}
            />
          ))}
          <p>
            <Button isDisabled={confirmed.length === 0 || by.trim() === ''} onPress={() => take(file, confirmed)}>
              {t('training.paper.take-compared')}
            </Button>
          </p>
        </section>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
