import { useState } from 'react';
import type { StatisticsView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Progress } from '../../design/progress.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { dateInBothCalendars } from '../../words/dates.ts';
import { dayOf } from '../../words/japan-time.ts';
import { useWords } from '../../words/words.tsx';
import { AssociationChoice } from '../client/association-choice.tsx';
import { Told } from '../client/told.tsx';
import { useAssociations } from '../client/use-associations.ts';
import { useSession } from '../session/session-context.tsx';
import { Downloads } from './downloads.tsx';
import { Printed } from './printed.tsx';
import { StatisticsTable } from './statistics-table.tsx';
import './reports.css';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Members counted as the papers have it, beside printed figures, and files of members. */
export function ReportsPage() {
  const { t, language } = useWords();
  const session = useSession();
  const associations = useAssociations();
  const { working, failure, attempt } = useTrying();
  const [association, setAssociation] = useState<string | null>(null);
  const [day, setDay] = useState(() => dayOf(new Date().toISOString()));
  const [shown, setShown] = useState<StatisticsView | null>(null);
  const code = association ?? associations.value?.find(({ tier }) => tier === 1)?.code ?? '';
  const found = associations.value?.find((row) => row.code === code);
  const ready = found !== undefined && DAY.test(day);
  const count = () =>
    attempt(async () => {
      setShown(null);
      const query = new URLSearchParams({ association: code, day, language });
      setShown(await session.ask<StatisticsView>('GET', `/admin/membership/statistics?${query}`));
    });
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setShown(null);
    };
  const bySex = shown?.tables.find(({ breakdown }) => breakdown === 'sex');
  return (
    <Page title={t('hub.page.reports')} note={t('hub.reports.note')} wide>
      {associations.failure && <Told failure={associations.failure} onRetry={associations.ask} />}
      <div className="hub-row-of-fields">
        <AssociationChoice
          label={t('hub.associations.one')}
          known={associations.value ?? []}
          value={code}
          onChange={change(setAssociation)}
          disabled={associations.value === null}
        />
        <TextField label={t('hub.reports.day')} type="date" value={day} onChange={change(setDay)} />
      </div>
      <div className="form-actions">
        <Button kind="primary" isDisabled={!ready || working} onPress={count}>
          {t('hub.reports.count')}
        </Button>
      </div>
      {working && <Progress label={t('hub.reports.counting')} done={null} />}
      {failure && <Told failure={failure} />}
      {shown && found && (
        <Section title={t('hub.reports.title', { name: found.name })} note={dateInBothCalendars(`${shown.day}T12:00:00+09:00`, language, t)}>
          <Tabs
            label={t('hub.reports.tables')}
            items={shown.tables.map((table) => ({
              id: table.breakdown,
              title: table.label,
              content: <StatisticsTable columns={shown.columns} table={table} />,
            }))}
          />
        </Section>
      )}
      {shown && bySex && (
        <Printed key={`${shown.association} ${shown.day}`} association={shown.association} columns={shown.columns} rows={bySex.rows} />
      )}
      <Section title={t('hub.files.title')} note={t('hub.files.note')}>
        <Downloads association={ready ? code : null} day={day} />
      </Section>
    </Page>
  );
}
