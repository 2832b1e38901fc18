import { useState } from 'react';
import type { z } from 'zod';
import type { retentionRow } from '../../../main/api/schema/credential-records.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { wordOf } from '../words/credential-words.ts';
import { dayShort } from '../words/days.ts';
import { RetentionRules } from './retention-rules.tsx';

type Row = z.infer<typeof retentionRow>;

/** Persons at once, as the program takes them. */
const MOST = 1_000;

/** Whose time of keeping is over, by which rule; their keys are destroyed once a second person confirms. */
export function RetentionPart() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { round, changed } = useWorkspace();
  const { working, failure, attempt } = useTrying();
  const asked = useAnswer(() => desk.credentials.retention.preview(), [desk, round]);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const rows = asked.value?.rows.slice(0, MOST) ?? [];
  const proposes = may(staff, 'retention');
  const named = rows.filter(({ holder }) => chosen.has(holder)).map(({ holder }) => holder);
  const toggle = (holder: number, on: boolean) => setChosen(new Set(on ? [...chosen, holder] : [...chosen].filter((one) => one !== holder)));
  const propose = () =>
    attempt(async () => {
      await desk.credentials.retention.propose({ holders: named });
      setDone(t('credentials.screen.retention.proposed', { count: named.length }));
      setChosen(new Set());
      setAsking(false);
      changed();
    });
  const columns: readonly Column<Row>[] = [
    {
      id: 'name',
      title: t('credentials.screen.queue.column.name'),
      names: true,
      cell: ({ holder, name }) => (proposes ? <Checkbox label={name} on={chosen.has(holder)} onChange={(on) => toggle(holder, on)} /> : name),
    },
    { id: 'rule', title: t('credentials.screen.retention.rule'), cell: ({ rule }) => wordOf('retention', rule, t) },
    { id: 'since', title: t('credentials.screen.retention.since'), tight: true, cell: ({ since }) => dayShort(since, language) },
    {
      id: 'page',
      title: t('credits.column.actions'),
      tight: true,
      cell: ({ holder }) => <a href={personAddress(holder)}>{t('credentials.screen.stop.to-person')}</a>,
    },
  ];
  return (
    <Page title={t('credentials.screen.parts.retention')} note={t('credentials.screen.retention.note')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      {(asked.failure ?? failure) && <ErrorPanel failure={(asked.failure ?? failure)!} />}
      {asked.value && (
        <Section title={t('credentials.screen.retention.rules')}>
          <RetentionRules rules={asked.value.rules} sets={proposes} onSet={changed} />
        </Section>
      )}
      {asked.value && rows.length === 0 && <p className="lead">{t('credentials.screen.retention.none')}</p>}
      {rows.length > 0 && (
        <Section title={t('credentials.screen.retention.over', { count: asked.value?.rows.length ?? 0 })}>
          {proposes && (
            <div className="tools no-print">
              <Button onPress={() => setChosen(new Set(rows.map(({ holder }) => holder)))}>{t('credentials.screen.retention.all')}</Button>
              <Button kind="danger" isDisabled={named.length === 0} onPress={() => setAsking(true)}>
                {t('credentials.screen.retention.propose', { count: named.length })}
              </Button>
            </div>
          )}
          {asking && (
            <div className="form-panel">
              <p>{t('credentials.screen.retention.sure', { count: named.length })}</p>
              <ConfirmActions
                kind="danger"
                label={t('credentials.screen.retention.propose', { count: named.length })}
                isDisabled={working || named.length === 0}
                onConfirm={propose}
                onCancel={() => setAsking(false)}
              />
            </div>
          )}
          <div className="dense-table">
            <DataTable label={t('credentials.screen.parts.retention')} columns={columns} rows={rows} rowId={({ holder }) => holder} />
          </div>
        </Section>
      )}
    </Page>
  );
}
