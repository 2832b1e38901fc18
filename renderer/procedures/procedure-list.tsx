import { useState } from 'react';
import type { ProcedureItem } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import type { Names } from './names.ts';
import { ProcedureStanding } from './procedure-standing.tsx';

const SHOWS = ['open', 'effective', 'refused', 'withdrawn', 'all'] as const;

interface ProcedureListProps {
  readonly own: string;
  readonly names: Names;
  readonly current: string | null;
  readonly onChoose: (procedure: ProcedureItem) => void;
}

/** How many wait, and the procedures of this association's people, the newest first. */
export function ProcedureList({ own, names, current, onChoose }: ProcedureListProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [state, setState] = useState<(typeof SHOWS)[number]>('open');
  const [older, setOlder] = useState<readonly ProcedureItem[]>([]);
  const [end, setEnd] = useState(false);
  const counts = useAnswer(() => desk.procedures.counts(), [desk]);
  const first = useAnswer(() => desk.procedures.list({ state }), [desk, state]);
  const more = useTrying();
  const rows = [...(first.value?.procedures ?? []), ...older];
  const [decides, informed] = (['decides', 'informed'] as const).map((what) =>
    (counts.value ?? []).filter(({ association }) => association === own).reduce((sum, count) => sum + count[what], 0),
  );

  const columns: readonly Column<ProcedureItem>[] = [
    {
      id: 'person',
      title: t('procedures.waiting.person'),
      names: true,
      cell: (row) => (
        <Button kind="quiet" onPress={() => onChoose(row)}>
          {row.person.name ?? t('procedures.registration', { number: row.registration })}
        </Button>
      ),
    },
    { id: 'kind', title: t('procedures.waiting.kind'), tight: true, cell: ({ kind }) => t(`membership.pending.kinds.${kind}`) },
    { id: 'asked', title: t('procedures.waiting.asked'), tight: true, cell: ({ askedAt }) => dateAlone(askedAt, language) },
    {
      id: 'state',
      title: t('procedures.waiting.state'),
      cell: (row) => <ProcedureStanding procedure={row} own={own} names={names} />,
    },
  ];
  return (
    <div className="procedures-list">
      {counts.value && (
        <p className="procedures-counts">
          {decides === 0 && informed === 0 ? (
            <StatusLine status="success">{t('procedures.waiting.none')}</StatusLine>
          ) : (
            <>
              <StatusLine status="warning">{t('procedures.waiting.counts', { count: decides ?? 0 })}</StatusLine>
              <StatusLine status="info">{t('procedures.waiting.informed', { count: informed ?? 0 })}</StatusLine>
            </>
          )}
        </p>
      )}
      <div className="procedures-choices">
        <Select
          label={t('procedures.waiting.show')}
          options={SHOWS.map((id) => ({ id, label: t(`procedures.waiting.shows.${id}`) }))}
          value={state}
          onChange={(id) => {
            setState(id);
            setOlder([]);
            setEnd(false);
          }}
        />
      </div>
      {first.failure && <ErrorPanel failure={first.failure} onRetry={first.ask} />}
      {first.value && rows.length === 0 && <p className="quiet">{t('procedures.waiting.empty')}</p>}
      {rows.length > 0 && <DataTable label={t('procedures.waiting.title')} columns={columns} rows={rows} rowId={({ id }) => id} current={current} />}
      {first.value?.more && !end && (
        <Button
          isDisabled={more.working}
          onPress={() =>
            more.attempt(async () => {
              const next = await desk.procedures.list({ state, before: rows.at(-1)!.id });
              setOlder([...older, ...next.procedures]);
              setEnd(!next.more);
            })
          }
        >
          {t('procedures.waiting.older')}
        </Button>
      )}
      {more.failure && <ErrorPanel failure={more.failure} />}
    </div>
  );
}
