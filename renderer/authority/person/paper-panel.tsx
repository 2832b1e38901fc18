import { useState } from 'react';
import type { CredentialObject } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Select } from '../../design/select.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { identityWords, wordOf } from '../words/credential-words.ts';
import { dayWords, monthsAfter, today } from '../words/days.ts';
import { lackingOf } from './checklist.tsx';
import { ITEMS } from './items.ts';
import type { PanelProps } from './panel-props.ts';
import { megabytes, SCAN_TYPES, scanProblem } from './scan-file.ts';

interface PaperPanelProps extends PanelProps {
  readonly object: CredentialObject;
  /** The paper that came; `null`: it is chosen here. */
  readonly item: string | null;
}

/** Records a paper that came, with its date and, where it was scanned, its picture. */
export function PaperPanel({ page, object, item: given, onPage, onClose }: PaperPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { id, checklist } = object;
  const [item, setItem] = useState(given ?? lackingOf(checklist)[0]?.item ?? ITEMS[0]);
  const [dated, setDated] = useState('');
  const [note, setNote] = useState('');
  const [scan, setScan] = useState<File | null>(null);
  const [refused, setRefused] = useState<File | null>(null);
  const why = refused && scanProblem(refused);
  const choose = (file: File) => {
    const problem = scanProblem(file);
    setRefused(problem ? file : null);
    setScan(problem ? null : file);
  };
  const months = checklist.find((one) => one.item === item)?.months ?? null;
  const asked = checklist.map((one) => one.item);
  const future = dated > today();
  const complete = (months === null || dated !== '') && !future;
  const add = () =>
    attempt(async () => {
      onPage(await desk.credentials.addEvidence({ object: id, item, dated: dated || null, note: note.trim(), ...(scan ? { scan } : {}) }));
    });
  return (
    <SidePanel title={t('credentials.screen.papers.add')} about={`paper ${id}`} onClose={onClose}>
      <Select
        label={t('credentials.screen.papers.item')}
        options={[...asked, ...ITEMS.filter((one) => !asked.includes(one))].map((one) => ({ id: one, label: wordOf('item', one, t) }))}
        value={item}
        onChange={setItem}
      />
      <TextField
        type="date"
        label={t('credentials.screen.papers.date')}
        note={months === null ? t('credentials.screen.papers.date-note') : t('credentials.screen.papers.date-months', { months })}
        value={dated}
        onChange={setDated}
        wrong={future ? t('credentials.screen.papers.date-future') : null}
      />
      {item === 'identity-copy' && <p className="quiet">{identityWords(page.identity, t)}</p>}
      {months !== null && dated !== '' && !future && (
        <p className="quiet">{t('credentials.screen.papers.until', { day: dayWords(monthsAfter(dated, months), language) })}</p>
      )}
      <TextField label={t('credentials.screen.papers.note')} value={note} onChange={setNote} />
      {scan ? (
        <p className="chosen-file">
          {scan.name}{' '}
          <Button kind="quiet" onPress={() => setScan(null)}>
            {t('credentials.screen.papers.other-scan')}
          </Button>
        </p>
      ) : (
        <FileDrop
          compact
          heading={t('credentials.screen.papers.drop')}
          note={t('credentials.screen.papers.drop-note')}
          choose={t('credentials.screen.choose-file')}
          accept={SCAN_TYPES}
          onFiles={([file]) => file && choose(file)}
        />
      )}
      {refused && why && (
        <div className="chosen-file" role="alert">
          <StatusLine status="error" size={18}>
            {t(`credentials.screen.papers.scan-${why}`, { name: refused.name, size: megabytes(refused.size) })}
          </StatusLine>
        </div>
      )}
      <ConfirmActions label={t('credentials.screen.papers.record')} isDisabled={working || !complete} onConfirm={add} onCancel={onClose} />
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
