import { useState } from 'react';
import type { KeptQualification, KeptQualifications, QualificationAnswer } from '../../main/api/schema/qualification.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { type Status, StatusLine, TestMark } from '../design/status.tsx';
import { saveCopy } from '../documents/save-copy.ts';
import { dateAlone, dateAndTimeShort } from '../words/dates.ts';
import { roleNames } from '../words/roles.ts';
import { useWords } from '../words/words.tsx';

export const ANSWER_STATUS: Readonly<Record<QualificationAnswer, Status>> = { positive: 'success', negative: 'error', indeterminate: 'unsure' };

const BY_HAND = 'by-hand';
const MONTHS = [1, 3, 6, 12, 24, 36, 60, 120] as const;

/** What the office keeps, until when, and the way to delete it. */
export function RecordsPart() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer<KeptQualifications>(() => desk.qualification.records(), [desk]);
  const [changed, setChanged] = useState<KeptQualifications | null>(null);
  const [sure, setSure] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const { working, failure, attempt } = useTrying();
  const book = changed ?? asked.value;
  const print = (id: string) =>
    attempt(async () => {
      const file = await desk.qualification.recordPdf({ id, language });
      saveCopy(file, file.name);
    });
  const remove = (id: string) =>
    attempt(async () => {
      setChanged(await desk.qualification.delete({ id }));
      setSure(null);
      setDone(t('qualification.records.deleted'));
    });
  const retain = (choice: string) =>
    attempt(async () => {
      const months = choice === BY_HAND ? null : Number(choice);
      setChanged(await desk.qualification.setRetention({ retentionMonths: months }));
      setDone(t('qualification.records.retention-saved'));
    });
  const columns: readonly Column<KeptQualification>[] = [
    { id: 'when', title: t('qualification.records.when'), tight: true, cell: ({ checkedAt }) => dateAndTimeShort(checkedAt, language) },
    {
      id: 'who',
      title: t('qualification.records.who'),
      names: true,
      cell: ({ name, roles, test }) => (
        <>
          <span lang="ja">{name}</span> {test && <TestMark>{t('frame.test.mark')}</TestMark>}
          <span className="under">{roleNames(roles, t)}</span>
        </>
      ),
    },
    {
      id: 'answer',
      title: t('qualification.records.answer'),
      cell: ({ answer, possession }) => (
        <>
          <StatusLine status={ANSWER_STATUS[answer]}>{t(`qualification.answer.${answer}`)}</StatusLine>
          <span className="under">{t(possession ? 'qualification.records.possession' : 'qualification.records.no-possession')}</span>
        </>
      ),
    },
    { id: 'by', title: t('qualification.records.by'), cell: ({ by }) => by },
    {
      id: 'until',
      title: t('qualification.records.until'),
      tight: true,
      cell: ({ deleteOn }) => (deleteOn === null ? t('qualification.records.by-hand') : dateAlone(deleteOn, language)),
    },
    {
      id: 'do',
      title: t('qualification.records.do'),
      cell: ({ id }) => (
        <span className="record-actions">
          <Button isDisabled={working} onPress={() => print(id)}>
            {t('qualification.records.pdf')}
          </Button>
          <Button kind={sure === id ? 'danger' : 'quiet'} isDisabled={working} onPress={() => (sure === id ? remove(id) : setSure(id))}>
            {t(sure === id ? 'qualification.records.delete-sure' : 'qualification.records.delete')}
          </Button>
        </span>
      ),
    },
  ];
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  if (!book) return null;
  const choices = MONTHS.map((months) => ({ id: String(months), label: t('qualification.records.months', { months }) }));
  return (
    <div className="stack">
      <p>{t('qualification.records.lead')}</p>
      {done && <Done>{done}</Done>}
      {failure && <ErrorPanel failure={failure} />}
      {book.records.length === 0 ? (
        <p className="lead">{t('qualification.records.none')}</p>
      ) : (
        <>
          <DataTable label={t('qualification.parts.records')} columns={columns} rows={book.records} rowId={({ id }) => id} />
          <p className="quiet">{t('qualification.records.audit-note')}</p>
        </>
      )}
      <div className="records-retention">
        <Select
          label={t('qualification.records.retention')}
          note={t('qualification.records.retention-note')}
          options={[...choices, { id: BY_HAND, label: t('qualification.records.by-hand-choice') }]}
          value={book.retentionMonths === null ? BY_HAND : String(book.retentionMonths)}
          onChange={retain}
          disabled={working}
        />
      </div>
    </div>
  );
}
