import { useEffect, useRef } from 'react';
import type { QueueRow } from '../../../main/api/schema/credentials.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { useKeys } from '../frame/use-keys.ts';
import { causeWords, queueWords, wordOf } from '../words/credential-words.ts';
import { dayShort, sinceWords, today } from '../words/days.ts';
import { StateLine } from '../words/state-line.tsx';
import { nextRow } from './next-row.ts';

interface QueueTableProps {
  readonly rows: readonly QueueRow[];
  /** All of one queue: what is next need not be said in each row. */
  readonly one: boolean;
  readonly current: string | null;
  readonly onCurrent: (object: string) => void;
  /** Where a row leads; to the person's page unless told otherwise. */
  readonly addressOf?: (row: QueueRow) => string;
}

const toPerson = ({ holder }: QueueRow) => personAddress(holder);

/** What waits, one line each; j and k move through it, Enter opens. */
export function QueueTable({ rows, one, current, onCurrent, addressOf = toPerson }: QueueTableProps) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const links = () => [...(place.current?.querySelectorAll<HTMLAnchorElement>('a.queue-row') ?? [])];
  const move = (step: 1 | -1) => () => {
    const all = links();
    const focused = all.indexOf(document.activeElement as HTMLAnchorElement);
    const at = focused >= 0 ? focused : rows.findIndex(({ object }) => object === current);
    all[nextRow(at, step, all.length)]?.focus();
  };
  useKeys({ j: move(1), k: move(-1) });
  // Coming back from a person, one goes on where one was.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when that becomes known, and nothing else has the focus
  useEffect(() => {
    const at = rows.findIndex(({ object }) => object === current);
    if (at >= 0 && document.activeElement === document.body) links()[at]?.focus();
  }, [rows, current]);
  const columns: readonly Column<QueueRow>[] = [
    {
      id: 'due',
      title: t('credentials.screen.queue.column.due'),
      tight: true,
      cell: ({ due, since }) => (
        <>
          {due < today() ? (
            <StatusLine status="warning" size={18}>
              {dayShort(due, language)}
            </StatusLine>
          ) : (
            dayShort(due, language)
          )}
          <span className="under">{t('credentials.screen.queue.waits', { age: sinceWords(since, t) })}</span>
        </>
      ),
    },
    {
      id: 'name',
      title: t('credentials.screen.queue.column.name'),
      names: true,
      cell: (row) => (
        <>
          <a className="link queue-row" href={addressOf(row)} onFocus={() => onCurrent(row.object)} lang="ja">
            {row.name || t('credentials.screen.no-name')}
          </a>
          <span className="under" lang="ja">
            {row.kana}
          </span>
        </>
      ),
    },
    {
      id: 'registration',
      title: t('credentials.screen.queue.column.registration'),
      align: 'end',
      tight: true,
      cell: ({ registration }) => registration,
    },
    {
      id: 'what',
      title: t('credentials.screen.queue.column.what'),
      cell: ({ kind, procedure, reason, queue }) => (
        <>
          {!one && <strong>{queueWords(queue, t)}</strong>}
          <span className={one ? undefined : 'under'}>
            {[wordOf('kind', kind, t), procedure && wordOf('procedure', procedure, t), reason && causeWords(reason, t)]
              .filter(Boolean)
              .join('\u3000')}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      title: t('credentials.screen.queue.column.state'),
      cell: ({ kind, state, association }) => (
        <>
          <StateLine kind={kind} state={state} size={18} />
          <span className="under">{association}</span>
        </>
      ),
    },
  ];
  return (
    <div ref={place} className="dense-table">
      <DataTable label={t('credentials.screen.queue.table')} columns={columns} rows={rows} rowId={({ object }) => object} current={current} />
    </div>
  );
}
