import { useEffect } from 'react';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationFilter } from '../associations/association-filter.tsx';
import { partAddress, partsFor } from '../frame/parts.ts';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { queueWords } from '../words/credential-words.ts';
import { DayInDoubt } from './day-in-doubt.tsx';
import { KeyHints } from './key-hints.tsx';
import { goOnAt } from './next-row.ts';
import { QueueCounts } from './queue-counts.tsx';
import { QueueTable } from './queue-table.tsx';
import './queue.css';
import { useQueue } from './use-queue.ts';

/** The stack: what waits, by what must happen next and by when. */
export function QueuePart() {
  const { t } = useWords();
  const { staff } = useStaffAtDesk();
  const { place, setPlace, round } = useWorkspace();
  const { queue, association } = place;
  const asked = useQueue(queue, association, round);
  const { page, rows } = asked;
  const proposals = page?.proposals ?? 0;
  const answered = page !== null;
  useEffect(() => {
    if (answered) setPlace((before) => ({ ...before, rows, current: goOnAt(before.rows, before.current, rows) }));
  }, [answered, rows, setPlace]);
  const title = queue ? queueWords(queue, t) : t('credentials.screen.parts.queue');
  return (
    <Page title={title} wide actions={<Button onPress={asked.again}>{t('credentials.screen.queue.again')}</Button>}>
      {proposals > 0 && partsFor(staff).includes('proposals') && (
        <ul className="notices">
          <li>
            <StatusLine status="warning">{t('credentials.screen.queue.proposals', { count: proposals })}</StatusLine>
            <a href={partAddress('proposals')}>{t('credentials.screen.queue.to-proposals')}</a>
          </li>
        </ul>
      )}
      {page?.doubt && <DayInDoubt doubt={page.doubt} onConfirmed={asked.again} />}
      {asked.failure && <ErrorPanel failure={asked.failure} onRetry={asked.again} />}
      {page && (
        <div className="queue">
          <div className="queue-beside no-print">
            <QueueCounts counts={page.counts} chosen={queue} onChoose={(next) => setPlace((before) => ({ ...before, queue: next, current: null }))} />
            {staff.association === null && (
              <AssociationFilter value={association} onChange={(next) => setPlace((before) => ({ ...before, association: next, current: null }))} />
            )}
          </div>
          <div className="stack">
            <KeyHints />
            {rows.length === 0 ? (
              <p className="lead">{t(queue || association ? 'credentials.screen.queue.none-here' : 'credentials.screen.queue.none')}</p>
            ) : (
              <QueueTable
                rows={rows}
                one={queue !== null}
                current={place.current}
                onCurrent={(object) => setPlace((before) => ({ ...before, current: object }))}
              />
            )}
            {page.more && (
              <p className="no-print">
                <Button isDisabled={asked.loading} onPress={asked.more}>
                  {t('credentials.screen.queue.more')}
                </Button>
              </p>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
