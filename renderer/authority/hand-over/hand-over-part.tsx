import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { usePage } from '../person/use-page.ts';
import { QueueTable } from '../queue/queue-table.tsx';
import { useQueue } from '../queue/use-queue.ts';
import { type HandOverPlace, handOverAddress, readHandOver } from './hand-over-address.ts';
import { HandOver } from './hand-over.tsx';

/** Cards that wait for their holders, and the hand-over of one. */
export function HandOverPart({ id }: { readonly id: string | null }) {
  const place = readHandOver(id);
  return place ? <OfOne place={place} /> : <Waiting />;
}

function OfOne({ place }: { readonly place: HandOverPlace }) {
  const { t } = useWords();
  const { round } = useWorkspace();
  const { page, failure, show, ask } = usePage(place.holder, round);
  const order = page?.objects.find(({ id }) => id === place.order);
  if (page && order) return <HandOver page={page} order={order} onPage={show} />;
  return (
    <Page title={t('credentials.screen.parts.hand-over')}>
      {failure && <ErrorPanel failure={failure} onRetry={ask} />}
      {page && <p>{t('credentials.screen.hand-over.no-order')}</p>}
    </Page>
  );
}

function Waiting() {
  const { t } = useWords();
  const { place, setPlace, round } = useWorkspace();
  const { page, rows, failure, again } = useQueue('order-hand-over', null, round);
  return (
    <Page title={t('credentials.screen.parts.hand-over')} note={t('credentials.screen.hand-over.note')} wide>
      {failure && <ErrorPanel failure={failure} onRetry={again} />}
      {page && rows.length === 0 && <p className="lead">{t('credentials.screen.hand-over.none')}</p>}
      {rows.length > 0 && (
        <QueueTable
          rows={rows}
          one
          current={place.current}
          onCurrent={(object) => setPlace((before) => ({ ...before, current: object }))}
          addressOf={({ holder, object }) => handOverAddress(holder, object)}
        />
      )}
    </Page>
  );
}
