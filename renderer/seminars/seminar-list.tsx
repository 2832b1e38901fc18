import { useState } from 'react';
import type { Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Checkbox } from '../design/choice.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { pageOf, Pager } from '../design/pager.tsx';
import { StatusLine, TestMark } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { Page } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { dayOf, dayWithWeekday, timeOf } from '../words/japan-time.ts';
import { useWords } from '../words/words.tsx';
import { folded } from './people/participant-filter.ts';
import { byUrgency, isOver, spanOf, STATE_STATUS } from './seminar-words.ts';
import { useCounts } from './use-counts.ts';

const PAGE = 20;
/** Fewer than this are found by looking. */
const SEARCH_FROM = 8;

/** Every seminar this desk knows, by what must happen next. */
export function SeminarList() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const list = useAnswer(() => desk.training.list(), [desk]);
  const [text, setText] = useState('');
  const [withOver, setWithOver] = useState(false);
  const [page, setPage] = useState(0);
  const all = byUrgency(list.value ?? []);
  const over = all.filter(isOver).length;
  const wanted = folded(text);
  const found = all.filter(({ plan }) => wanted === '' || folded(`${plan.title}${plan.organiser}${plan.venue}`).includes(wanted));
  const shown = withOver || over === all.length ? found : found.filter((seminar) => !isOver(seminar));
  const rows = pageOf(shown, page, PAGE);
  const counts = useCounts(desk, rows);
  const columns: readonly Column<Seminar>[] = [
    { id: 'when', title: t('training.list.when'), tight: true, cell: ({ plan }) => <When plan={plan} /> },
    {
      id: 'title',
      title: t('training.list.seminar'),
      names: true,
      cell: ({ id, plan }) => (
        <>
          <a href={address('reception', id)}>{plan.title}</a> {plan.practice && <TestMark>{t('training.practice')}</TestMark>}
          <span className="under">{[plan.organiser, plan.venue].filter(Boolean).join('　')}</span>
        </>
      ),
    },
    {
      id: 'sessions',
      title: t('training.list.sessions'),
      align: 'end',
      tight: true,
      cell: ({ plan }) => t('training.list.session-count', { count: plan.sessions.length }),
    },
    {
      id: 'people',
      title: t('training.list.people'),
      align: 'end',
      tight: true,
      cell: ({ id }) => {
        const count = counts.get(id);
        return count ? t('training.list.booked-present', { ...count }) : '';
      },
    },
    {
      id: 'state',
      title: t('training.list.state'),
      tight: true,
      cell: ({ state }) => <StatusLine status={STATE_STATUS[state]}>{t(`training.state.${state}`)}</StatusLine>,
    },
  ];
  return (
    <Page
      title={t('training.title')}
      wide
      actions={
        <a className="button button-primary" href={address('reception', 'new')}>
          {t('training.new.title')}
        </a>
      }
      {...(list.value ? { note: answerOf(all, t, language) } : {})}
    >
      {list.failure && <ErrorPanel failure={list.failure} onRetry={list.ask} />}
      {list.value && all.length > 0 && (
        <>
          {all.length >= SEARCH_FROM && (
            <div className="list-tools">
              <TextField
                label={t('training.list.search')}
                value={text}
                onChange={(next) => {
                  setText(next);
                  setPage(0);
                }}
              />
            </div>
          )}
          {shown.length > 0 ? (
            <DataTable label={t('training.title')} columns={columns} rows={rows} rowId={({ id }) => id} />
          ) : (
            <p>{t('training.list.nothing-found')}</p>
          )}
          <Pager label={t('training.title')} page={page} size={PAGE} total={shown.length} onPage={setPage} />
        </>
      )}
      <div className="list-foot">
        {over > 0 && over < all.length && <Checkbox label={t('training.list.with-over', { count: over })} on={withOver} onChange={setWithOver} />}
        <a href={address('reception', 'rules')}>{t('training.rules.title')}</a>
      </div>
    </Page>
  );
}

/** The day, and the times of it under it; where it takes more days, the last one. */
function When({ plan }: Pick<Seminar, 'plan'>) {
  const { t, language } = useWords();
  const { from, to } = spanOf(plan);
  const oneDay = dayOf(from) === dayOf(to);
  return (
    <>
      {dayWithWeekday(from, language)}
      <span className="under">
        {t('training.span', { from: oneDay ? timeOf(from) : '', to: oneDay ? timeOf(to) : dayWithWeekday(to, language) })}
      </span>
    </>
  );
}

/** The first sentence: what is open now, else what waits, else what comes next. */
function answerOf(seminars: readonly Seminar[], t: ReturnType<typeof useWords>['t'], language: ReturnType<typeof useWords>['language']): string {
  const count = (...states: readonly Seminar['state'][]) => seminars.filter(({ state }) => states.includes(state)).length;
  const next = seminars.find(({ state }) => ['certified', 'applied', 'planned'].includes(state));
  if (seminars.length === 0) return t('training.list.empty');
  if (count('open', 'running') > 0) return t('training.list.running', { count: count('open', 'running') });
  if (count('closed') > 0) return t('training.list.to-settle', { count: count('closed') });
  if (next) return t('training.list.next', { day: dayWithWeekday(spanOf(next.plan).from, language) });
  return t('training.list.none-coming');
}
