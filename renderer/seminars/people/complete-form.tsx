import { useState } from 'react';
import type { Participation } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { emptyDraft, registrationOf } from '../../reception/person-fields.tsx';
import { useStaff } from '../../reception/use-staff.ts';
import { useWords } from '../../words/words.tsx';

interface CompleteFormProps {
  readonly person: Participation;
  readonly onDone: () => void;
  readonly onEnd: () => void;
}

/** The details that are missing of a participant, as the clerk knows them; what is known is not asked. */
export function CompleteForm({ person, onDone, onEnd }: CompleteFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState(emptyDraft);
  const [by, setBy] = useStaff();
  const { missing } = person;
  const registration = registrationOf(draft);
  const entered = missing.some((column) => draft[column].trim() !== '');
  const complete = entered && registration !== undefined && by.trim() !== '';
  const save = () =>
    attempt(async () => {
      if (!complete) return;
      const value = (column: 'name' | 'kana' | 'affiliation' | 'birthDate') => draft[column].trim() || person[column];
      await desk.membership.complete({
        person: person.person,
        registration: registration ?? person.registration,
        name: value('name'),
        kana: value('kana'),
        affiliation: value('affiliation'),
        birthDate: value('birthDate'),
        by: by.trim(),
      });
      onDone();
      onEnd();
    });
  return (
    <section className="form-panel" aria-label={t('training.person.complete')}>
      <p className="quiet">{t('training.person.complete-note')}</p>
      {missing.map((column) => (
        <TextField
          key={column}
          label={t(`training.column.${column}`)}
          type={column === 'birthDate' ? 'date' : 'text'}
          value={draft[column]}
          onChange={(text) => setDraft({ ...draft, [column]: text })}
          wrong={column === 'registration' && registration === undefined ? t('reception.receive.needs-registration') : null}
        />
      ))}
      <TextField label={t('training.by')} value={by} onChange={setBy} />
      <ConfirmActions label={t('training.person.complete-save')} isDisabled={working || !complete} onConfirm={save} onCancel={onEnd} />
      {failure && <ErrorPanel failure={failure} />}
    </section>
  );
}
