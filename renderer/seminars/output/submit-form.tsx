import { useState } from 'react';
import type { ColumnProfile, Submission } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { useStaff } from '../../reception/use-staff.ts';
import { useWords } from '../../words/words.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

const MODES = ['replace', 'add', 'delete'] as const satisfies readonly Submission['mode'][];

interface SubmitFormProps {
  readonly seminar: string;
  readonly profiles: readonly ColumnProfile[];
  /** Something was reported before, to which can be added. */
  readonly again: boolean;
  readonly onSubmitted: () => void;
}

/** Makes the file of a report and notes that it went out: everything anew, only what is new, or only what falls away. */
export function SubmitForm({ seminar, profiles, again, onSubmitted }: SubmitFormProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const looking = useExport();
  const own = profiles.filter(({ use }) => use === 'submission');
  const [profile, setProfile] = useState(own[0]?.id ?? '');
  const [mode, setMode] = useState<Submission['mode']>('replace');
  const [by, setBy] = useStaff();
  const [made, setMade] = useState<string | null>(null);
  const source = own.find(({ id }) => id === profile)?.source ?? null;
  const submit = () =>
    attempt(async () => {
      setMade(null);
      const { submission, file } = await desk.training.submit({ seminar, mode, profile, by: by.trim() });
      saveCopy(file, submission.fileName);
      setMade(submission.fileName);
      onSubmitted();
    });
  const look = () => looking.make({ seminar, what: 'submission', format: 'csv', profile, language });
  return (
    <section className="card" aria-label={t('training.submit.title')}>
      <h3>{t('training.submit.title')}</h3>
      <p>{t('training.submit.note')}</p>
      <div className="form-row">
        <Select
          label={t('training.submit.to')}
          options={own.map(({ id, name }) => ({ id, label: name[language] }))}
          value={profile}
          onChange={setProfile}
        />
        <Select
          label={t('training.submit.mode')}
          options={MODES.map((id) => ({ id, label: t(`training.submit.modes.${id}`) }))}
          value={mode}
          onChange={setMode}
          disabled={!again}
        />
      </div>
      <p className="source">{source ? t('training.source', { source }) : t('training.submit.no-source')}</p>
      <TextField label={t('training.submit.by')} value={by} onChange={setBy} />
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || by.trim() === '' || profile === ''} onPress={submit}>
          {t('training.submit.make')}
        </Button>
        <Button kind="quiet" isDisabled={looking.working || profile === ''} onPress={look}>
          {t('training.submit.look')}
        </Button>
      </div>
      <ExportOutcome exporting={looking} onReplace={look} />
      {failure && <ErrorPanel failure={failure} />}
      {made && <Done>{t('training.submit.made', { name: made })}</Done>}
    </section>
  );
}
