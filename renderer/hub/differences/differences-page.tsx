import { useState } from 'react';
import type { DifferenceView } from '../../../main/api/schema/hub-administration.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Page } from '../../frame/page.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useAssociations } from '../client/use-associations.ts';
import { useSession } from '../session/session-context.tsx';
import { Settle } from './settle.tsx';
import { useDifferenceWords } from './use-difference-words.ts';

const STATES = ['open', 'settled'] as const;
const PAGE = 20;
/** Pages that the hub gives at once: 200 items. */
const PAGES_AT_ONCE = 10;
/** What the hub itself notes when what it told of is no longer so. */
const GONE = 'gone';

/** What sources do not agree on: people settle it, with a reason. */
export function DifferencesPage() {
  const { t, language } = useWords();
  const session = useSession();
  const associations = useAssociations();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<DifferenceView | null>(null);
  /** After which item each part that was leafed through begins. */
  const [starts, setStarts] = useState<readonly (string | null)[]>([null]);
  const part = Math.floor(page / PAGES_AT_ONCE);
  const before = starts[part] ?? null;
  const { value, failure, ask } = useAnswer(async () => {
    const query = new URLSearchParams({ state, ...(before !== null && { before }) });
    const found = await session.ask<{ items: readonly DifferenceView[]; count: number }>('GET', `/membership/reconciliation?${query}`);
    return { ...found, before };
  }, [session, state, before]);
  const turn = (next: number) => {
    const last = value?.items.at(-1);
    if (Math.floor(next / PAGES_AT_ONCE) > part && last) setStarts([...starts.slice(0, part + 1), last.id]);
    setPage(next);
  };
  const says = useDifferenceWords();
  const nameOf = (code: string | null) => associations.value?.find((row) => row.code === code)?.name ?? code ?? t('hub.none');
  const kindOf = (kind: string) => {
    const key = knownKey(`hub.differences.kind.${kind}`);
    return key ? t(key) : kind;
  };
  return (
    <Page
      title={t('hub.page.differences')}
      note={t('hub.differences.note')}
      wide
      beside={open && <Settle key={open.id} item={open} kind={kindOf(open.kind)} says={says(open)} onSettled={ask} onClose={() => setOpen(null)} />}
    >
      <div className="list-tools">
        <Select
          label={t('hub.differences.state')}
          options={STATES.map((id) => ({ id, label: t(`hub.differences.states.${id}`) }))}
          value={state}
          onChange={(id) => {
            setState(id);
            setPage(0);
            setStarts([null]);
            setOpen(null);
          }}
        />
      </div>
      {failure && <Told failure={failure} onRetry={ask} />}
      {!value && !failure && <Progress label={t('hub.working')} done={null} />}
      {value?.items.length === 0 && <StatusLine status={state === 'open' ? 'success' : 'info'}>{t(`hub.differences.none-${state}`)}</StatusLine>}
      {value && value.items.length > 0 && (
        <>
          <p role="status">{t('hub.differences.found', { count: value.count })}</p>
          <div className="hub-table">
            <DataTable
              label={t('hub.page.differences')}
              columns={[
                {
                  id: 'kind',
                  title: t('hub.differences.what'),
                  names: true,
                  cell: (row) => (
                    <>
                      {kindOf(row.kind)}
                      <span className="under">{says(row)}</span>
                      <span className="under">{t('hub.differences.at', { at: dateAndTimeShort(row.openedAt, language) })}</span>
                    </>
                  ),
                },
                {
                  id: 'association',
                  tight: open === null,
                  title: t('hub.associations.one'),
                  cell: ({ association }) => <span lang="ja">{nameOf(association)}</span>,
                },
                { id: 'registration', title: t('membership.ledger.registration'), tight: true, cell: (row) => row.registration ?? t('hub.none') },
                {
                  id: 'settle',
                  title: t(state === 'open' ? 'hub.differences.settle' : 'hub.differences.reason'),
                  tight: state === 'open',
                  cell: (row) =>
                    row.state === 'open' ? (
                      <Button
                        aria-label={t('hub.differences.settle-named', { what: `${kindOf(row.kind)} ${says(row)}` })}
                        onPress={() => setOpen(row)}
                      >
                        {t('hub.differences.settle')}
                      </Button>
                    ) : row.note === GONE ? (
                      t('hub.differences.gone')
                    ) : (
                      row.note
                    ),
                },
              ]}
              rows={value.before === before ? pageOf(value.items, page % PAGES_AT_ONCE, PAGE) : []}
              rowId={({ id }) => id}
              current={open?.id ?? null}
            />
          </div>
          <Pager label={t('hub.page.differences')} page={page} size={PAGE} total={value.count} onPage={turn} />
        </>
      )}
    </Page>
  );
}
