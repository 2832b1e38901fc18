import { useState } from 'react';
import type { AuthorityNotice } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

/** What the authority's desk is to be told of a seminar, and the file that tells it; nothing where nobody with a stopped card was received. */
export function NoticesCard({ seminar }: { readonly seminar: string }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const asked = useAnswer(() => desk.attendance.notices({ seminar }), [desk, seminar]);
  const { working, failure, attempt } = useTrying();
  const [made, setMade] = useState<string | null>(null);
  if (asked.failure) return <ErrorPanel failure={asked.failure} onRetry={asked.ask} />;
  const notices = asked.value ?? [];
  if (notices.length === 0) return null;

  const again = notices.every(({ sentAt }) => sentAt !== null);
  const make = () => {
    setMade(null);
    return attempt(async () => {
      const file = await desk.attendance.exportNotices({ seminar, again, language });
      saveCopy(file, file.name);
      setMade(file.name);
      asked.ask();
    });
  };
  const columns: readonly Column<AuthorityNotice>[] = [
    {
      id: 'name',
      title: t('reception.notices.columns.name'),
      cell: ({ name, registration, at }) => (
        <>
          <span lang="ja">{name}</span>
          <p className="quiet">{registration ? t('reception.person.number', { registration }) : t('reception.person.no-number')}</p>
          <p className="quiet">{dateAndTimeShort(at, language)}</p>
        </>
      ),
      names: true,
    },
    {
      id: 'reason',
      title: t('reception.notices.columns.reason'),
      cell: ({ verdict, reason, by }) => (
        <>
          {t(`reception.verdict.${verdict}`)}
          <p>{reason}</p>
          <p className="quiet">{by}</p>
        </>
      ),
    },
    {
      id: 'state',
      title: t('reception.notices.columns.state'),
      cell: ({ sentAt }) => (
        <StatusLine status={sentAt === null ? 'warning' : 'success'}>
          {sentAt === null ? t('reception.notices.not-sent') : t('reception.notices.sent', { at: dateAndTimeShort(sentAt, language) })}
        </StatusLine>
      ),
    },
  ];
  return (
    <section className="card" aria-label={t('reception.notices.title')}>
      <h3>{t('reception.notices.title')}</h3>
      <p>{t('reception.notices.note')}</p>
      <DataTable label={t('reception.notices.title')} columns={columns} rows={notices} rowId={({ id }) => id} />
      <p>
        <Button isDisabled={working} onPress={make}>
          {t(again ? 'reception.notices.again' : 'reception.notices.make')}
        </Button>
      </p>
      {failure && <ErrorPanel failure={failure} />}
      {made && <Done>{t('reception.notices.made', { name: made })}</Done>}
    </section>
  );
}
