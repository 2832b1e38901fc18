import { useState } from 'react';
import type { ColumnProfile, Submission } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { type Status, StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { dateAndTimeShort } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';

const OUTCOMES = ['accepted', 'partly-rejected', 'rejected'] as const;
type Outcome = (typeof OUTCOMES)[number];
const OUTCOME_STATUS: Readonly<Record<Outcome, Status>> = { accepted: 'success', 'partly-rejected': 'warning', rejected: 'error' };

interface SubmissionListProps {
  readonly submissions: readonly Submission[];
  readonly profiles: readonly ColumnProfile[];
  readonly onNoted: () => void;
}

/** Every report that went out, and what its receiver answered. */
export function SubmissionList({ submissions, profiles, onNoted }: SubmissionListProps) {
  const { t, language } = useWords();
  const [noting, setNoting] = useState<string | null>(null);
  const place = useLostFocus<HTMLOListElement>(noting);
  return (
    <ol ref={place} tabIndex={-1} className="stack">
      {submissions.map((submission) => {
        const { id, receipt } = submission;
        return (
          <li key={id} className="card">
            <h3>{t(`training.submit.modes.${submission.mode}`)}</h3>
            {receipt ? (
              <StatusLine status={OUTCOME_STATUS[receipt.outcome]}>{t(`training.receipt.outcomes.${receipt.outcome}`)}</StatusLine>
            ) : (
              <StatusLine status="unsure">{t('training.receipt.waiting')}</StatusLine>
            )}
            <DefinitionList
              stacked
              items={[
                { term: t('training.submit.at'), value: `${dateAndTimeShort(submission.at, language)}　${submission.by}` },
                { term: t('training.submit.to'), value: profiles.find((one) => one.id === submission.profile)?.name[language] ?? submission.profile },
                { term: t('training.submit.file'), value: t('training.submit.rows', { name: submission.fileName, count: submission.rows }) },
                { term: t('training.history.hash'), value: fingerprint(submission.sha256), code: true },
                ...(receipt ? [{ term: t('training.receipt.number'), value: [receipt.number, receipt.note].filter(Boolean).join('　') }] : []),
              ]}
            />
            {noting === id ? (
              <ReceiptForm
                submission={submission}
                onEnd={() => setNoting(null)}
                onNoted={() => {
                  setNoting(null);
                  onNoted();
                }}
              />
            ) : (
              <p>
                <Button onPress={() => setNoting(id)}>{t(receipt ? 'training.receipt.change' : 'training.receipt.note-it')}</Button>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface ReceiptFormProps {
  readonly submission: Submission;
  readonly onEnd: () => void;
  readonly onNoted: () => void;
}

function ReceiptForm({ submission, onEnd, onNoted }: ReceiptFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [outcome, setOutcome] = useState<Outcome>(submission.receipt?.outcome ?? 'accepted');
  const [number, setNumber] = useState(submission.receipt?.number ?? '');
  const [note, setNote] = useState(submission.receipt?.note ?? '');
  const save = () =>
    attempt(async () => {
      await desk.training.receipt({ submission: submission.id, outcome, number: number.trim(), note: note.trim() });
      onNoted();
    });
  return (
    <div className="form-panel">
      <Select
        label={t('training.receipt.outcome')}
        options={OUTCOMES.map((id) => ({ id, label: t(`training.receipt.outcomes.${id}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <TextField label={t('training.receipt.number')} value={number} onChange={setNumber} />
      <TextField label={t('training.receipt.note')} value={note} onChange={setNote} />
      <ConfirmActions label={t('settings.save')} isDisabled={working} onConfirm={save} onCancel={onEnd} />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
