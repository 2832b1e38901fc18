import { useState } from 'react';
import type { OverviewView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Done } from '../../design/done.tsx';
import { Section } from '../../frame/page.tsx';
import { dateAlone } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';

const DAY_MS = 86_400_000;

interface HubKeysProps {
  readonly keys: OverviewView['keys'];
  readonly onRotated: () => void;
}

/** The hub's own keys with their age; the next one is made after a second word, which may end the former ones. */
export function HubKeys({ keys, onRotated }: HubKeysProps) {
  const { t, language } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const [endsFormer, setEndsFormer] = useState(false);
  const rotate = () =>
    attempt(async () => {
      await session.ask('POST', '/admin/keys/rotation', endsFormer ? { until: 'now' } : {});
      setAsking(false);
      setDone(true);
      onRotated();
    });
  return (
    <Section title={t('hub.keys.title')} note={t('hub.keys.note')}>
      <DataTable
        label={t('hub.keys.title')}
        columns={[
          { id: 'kid', title: t('hub.keys.kid'), names: true, cell: ({ kid }) => <code>{kid}</code> },
          { id: 'since', title: t('hub.keys.since'), tight: true, cell: ({ since }) => dateAlone(since, language) },
          {
            id: 'age',
            title: t('hub.keys.age'),
            align: 'end',
            tight: true,
            cell: ({ since }) => t('frame.unit.days', { days: Math.max(0, Math.floor((Date.now() - Date.parse(since)) / DAY_MS)) }),
          },
          {
            id: 'until',
            title: t('hub.keys.use'),
            tight: true,
            cell: ({ until }) => (until === null ? t('hub.keys.current') : t('hub.keys.until', { day: dateAlone(until, language) })),
          },
        ]}
        rows={keys}
        rowId={({ kid }) => kid}
      />
      {done && <Done>{t('hub.keys.done')}</Done>}
      {failure && <Told failure={failure} />}
      {asking ? (
        <div className="form-panel">
          <p>{t(endsFormer ? 'hub.keys.confirm-end' : 'hub.keys.confirm')}</p>
          <Checkbox label={t('hub.keys.end')} note={t('hub.keys.end-note')} on={endsFormer} onChange={setEndsFormer} />
          <ConfirmActions label={t('hub.keys.rotate')} isDisabled={working} onConfirm={rotate} onCancel={() => setAsking(false)} />
        </div>
      ) : (
        <div className="tools">
          <Button
            onPress={() => {
              setDone(false);
              setEndsFormer(false);
              setAsking(true);
            }}
          >
            {t('hub.keys.ask')}
          </Button>
        </div>
      )}
    </Section>
  );
}
