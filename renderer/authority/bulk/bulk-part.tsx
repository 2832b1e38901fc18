import { useState } from 'react';
import type { BulkOrder, BulkPreview } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { monthsAfter, today } from '../words/days.ts';
import { type BulkDraft, isComplete, orderOf, STEPS } from './bulk-draft.ts';
import { BulkFields } from './bulk-fields.tsx';
import { BulkPreviewTable } from './bulk-preview-table.tsx';

/** Cards that run out within this time are renewed together. */
const MONTHS = 3;

interface Looked {
  readonly order: BulkOrder;
  readonly preview: BulkPreview;
}

/** One step for many: first what would change is shown, then exactly that is proposed to a second person. */
export function BulkPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { changed } = useWorkspace();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState<BulkDraft>({
    task: 'open-renewals',
    until: monthsAfter(today(), MONTHS),
    association: staff.association,
    step: STEPS[0].queue,
    evidence: [],
    reason: '',
  });
  const [looked, setLooked] = useState<Looked | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const change = (next: BulkDraft) => {
    setDraft(next);
    setLooked(null);
    setDone(null);
  };
  const look = () =>
    attempt(async () => {
      const order = orderOf(draft);
      setLooked({ order, preview: await desk.credentials.bulk.preview(order) });
    });
  const propose = () =>
    attempt(async () => {
      if (!looked) return;
      await desk.credentials.bulk.propose({ ...looked.order, reason: draft.reason.trim(), digest: looked.preview.digest });
      setDone(t('credentials.screen.bulk.proposed', { count: looked.preview.changes }));
      setLooked(null);
      changed();
    });
  return (
    <Page title={t('credentials.screen.parts.bulk')} note={t('credentials.screen.bulk.note')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      <BulkFields draft={draft} onChange={change} />
      <p>
        <Button kind={looked ? 'secondary' : 'primary'} isDisabled={working || !isComplete(draft)} onPress={look}>
          {t('credentials.screen.bulk.look')}
        </Button>
      </p>
      {working && <Progress label={t('credentials.screen.bulk.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
      {looked && (
        <BulkPreviewTable
          task={looked.order.task}
          preview={looked.preview}
          reason={draft.reason}
          onReason={(reason) => setDraft({ ...draft, reason })}
          working={working}
          onPropose={propose}
          onCancel={() => setLooked(null)}
        />
      )}
    </Page>
  );
}
