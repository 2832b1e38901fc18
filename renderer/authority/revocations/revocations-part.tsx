import { useState } from 'react';
import type { RevocationRow } from '../../../main/api/schema/issuing.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { Split } from '../../design/split.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { isPending } from './revocation-face.ts';
import { RevocationPanel } from './revocation-panel.tsx';
import { RevocationTable } from './revocation-table.tsx';

/** Revocations that were asked for: pending until the list of the certification authority shows them. */
export function RevocationsPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { round } = useWorkspace();
  const { working, failure, attempt } = useTrying();
  const asked = useAnswer(() => desk.credentials.revocations.list(), [desk, round]);
  const [newer, setNewer] = useState<readonly RevocationRow[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const rows = newer ?? asked.value;
  const row = rows?.find(({ request }) => request === chosen);
  const pending = rows?.filter(({ state }) => isPending(state)) ?? [];
  const late = pending.filter(({ state }) => state.late).length;
  const acts = may(staff, 'revoke');
  const track = () =>
    attempt(async () => {
      const answer = await desk.credentials.revocations.track();
      setNewer(answer.rows);
      setDone(t('credentials.screen.revocation.tracked', { asked: answer.asked, listed: answer.listed, unanswered: answer.unanswered }));
    });
  return (
    <Page
      title={t('credentials.screen.parts.revocations')}
      note={t('credentials.screen.revocation.note')}
      wide
      occasion={done}
      actions={
        acts && (
          <Button isDisabled={working} onPress={track}>
            {t('credentials.screen.revocation.track')}
          </Button>
        )
      }
    >
      {working && <Progress label={t('credentials.screen.revocation.tracking')} done={null} />}
      {done && <Done>{done}</Done>}
      {(asked.failure ?? failure) && <ErrorPanel failure={(asked.failure ?? failure)!} onRetry={asked.ask} />}
      {rows && <p className="lead">{t('credentials.screen.revocation.answer', { pending: pending.length, late })}</p>}
      {rows && rows.length > 0 && (
        <Split wide beside={row && acts && <RevocationPanel key={row.request} row={row} onRows={setNewer} onClose={() => setChosen(null)} />}>
          <RevocationTable rows={rows} current={chosen} onOpen={acts ? setChosen : null} />
        </Split>
      )}
    </Page>
  );
}
