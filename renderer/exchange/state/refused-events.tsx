import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { refusalWords, timeAndAge, wordsOf } from '../exchange-words.ts';

interface RefusedEventsProps {
  readonly state: ExchangeState;
  readonly now: number;
  readonly onDone: (state: ExchangeState, words: string) => void;
}

type Refused = ExchangeState['refused'][number];
interface Group extends Refused {
  readonly count: number;
}

/** The same event for the same reason once, with how many and the newest. */
function grouped(refused: readonly Refused[]): readonly Group[] {
  const groups = Map.groupBy(refused, ({ event, because }) => `${event} ${because}`);
  return [...groups.values()].map((all) => ({
    ...all[0]!,
    count: all.length,
    happenedAt: all
      .map(({ happenedAt }) => happenedAt)
      .sort()
      .at(-1)!,
  }));
}

/** What the hub did not take, why, and the way to tell it again. */
export function RefusedEvents({ state: { refused }, now, onDone }: RefusedEventsProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const columns: readonly Column<Group>[] = [
    { id: 'event', title: t('exchange.refused.event'), names: true, cell: ({ event }) => wordsOf('exchange.event', event, t) },
    { id: 'reason', title: t('exchange.refused.reason'), cell: ({ because }) => refusalWords(because, t) },
    { id: 'number', title: t('exchange.refused.number'), align: 'end', tight: true, cell: ({ count }) => t('exchange.out.count', { count }) },
    { id: 'latest', title: t('exchange.refused.latest'), cell: ({ happenedAt }) => timeAndAge(happenedAt, now, language, t) },
  ];
  const again = () =>
    attempt(async () => {
      const { count, state } = await desk.exchange.forgive();
      onDone(state, t('exchange.refused.forgiven', { count }));
    });
  return (
    <>
      <DataTable
        label={t('exchange.refused.title')}
        columns={columns}
        rows={grouped(refused)}
        rowId={({ event, because }) => `${event} ${because}`}
      />
      <p>
        <Button isDisabled={working} onPress={again}>
          {t('exchange.refused.again')}
        </Button>
      </p>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
