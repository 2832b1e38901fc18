import { useState } from 'react';
import type { QueueRow } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { type Encoding, EncodingChoice } from '../encoding-choice.tsx';
import { personAddress } from '../frame/parts.ts';
import { useQueue } from '../queue/use-queue.ts';
import { useSaving } from '../use-saving.ts';
import { causeWords, wordOf } from '../words/credential-words.ts';
import { dayShort } from '../words/days.ts';

interface WaitingOrdersProps {
  readonly round: number;
  readonly onExported: (words: string) => void;
}

/** Cards that are to be made; all of them, or those chosen, go to the printer as one file. */
export function WaitingOrders({ round, onExported }: WaitingOrdersProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const saving = useSaving();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [encoding, setEncoding] = useState<Encoding>('utf-8');
  const { page, rows, failure, loading, more, again } = useQueue('order-export', null, round);
  const count = page?.counts.find(({ queue }) => queue === 'order-export')?.count ?? rows.length;
  const named = rows.filter(({ object }) => chosen.has(object)).map(({ object }) => object);
  const write = () =>
    saving.save(async () => {
      const file = await desk.credentials.production.export({ orders: named.length > 0 ? named : null, encoding });
      setChosen(new Set());
      onExported(t('credentials.screen.production.exported', { name: file.name }));
      return file;
    });
  const toggle = (object: string, on: boolean) => setChosen(new Set(on ? [...chosen, object] : [...chosen].filter((one) => one !== object)));
  const columns: readonly Column<QueueRow>[] = [
    {
      id: 'name',
      title: t('credentials.screen.production.order'),
      names: true,
      cell: ({ object, name }) => <Checkbox label={`${object}\u3000${name}`} on={chosen.has(object)} onChange={(on) => toggle(object, on)} />,
    },
    {
      id: 'registration',
      title: t('credentials.screen.queue.column.registration'),
      align: 'end',
      tight: true,
      cell: ({ holder, registration }) => <a href={personAddress(holder)}>{registration}</a>,
    },
    {
      id: 'procedure',
      title: t('credentials.screen.apply.procedure'),
      cell: ({ procedure, reason }) =>
        [procedure && wordOf('procedure', procedure, t), reason && causeWords(reason, t)].filter(Boolean).join('\u3000'),
    },
    { id: 'association', title: t('credentials.screen.association'), cell: ({ association }) => association },
    { id: 'due', title: t('credentials.screen.queue.column.due'), tight: true, cell: ({ due }) => dayShort(due, language) },
  ];
  if (failure) return <ErrorPanel failure={failure} onRetry={again} />;
  if (!page) return null;
  if (rows.length === 0) return <p>{t('credentials.screen.production.none-waiting')}</p>;
  return (
    <>
      <div className="list-tools no-print">
        <EncodingChoice value={encoding} onChange={setEncoding} />
        <Button kind="primary" isDisabled={saving.working} onPress={write}>
          {named.length > 0
            ? t('credentials.screen.production.export-chosen', { count: named.length })
            : t('credentials.screen.production.export-all', { count })}
        </Button>
      </div>
      {saving.failure && <ErrorPanel failure={saving.failure} />}
      <div className="dense-table">
        <DataTable label={t('credentials.screen.production.waiting')} columns={columns} rows={rows} rowId={({ object }) => object} />
      </div>
      {page.more && (
        <p>
          <Button isDisabled={loading} onPress={more}>
            {t('credentials.screen.queue.more')}
          </Button>
        </p>
      )}
    </>
  );
}
