import type { Participation, Scheme, SeminarSession } from '../../../main/api/schema/training.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { codeOrder } from '../../words/code-order.ts';
import { creditNames } from '../credit-words.ts';
import { columnWords } from '../seminar-words.ts';
import { flagLines } from './flag-words.ts';
import { PresenceCell } from './presence-cell.tsx';

/** More sessions than this are told as a count; the person's panel has them all. */
const SESSION_COLUMNS = 4;

interface PeopleTableProps {
  readonly sessions: readonly SeminarSession[];
  readonly schemes: readonly Scheme[];
  readonly rows: readonly Participation[];
  /** Somebody's details are open beside: the number stands below the name, and the sessions below each other. */
  readonly narrow: boolean;
  readonly current: string | null;
  /** When the presences were computed, ISO. */
  readonly computedAt: string;
  readonly onOpen: (person: string) => void;
}

/** The participants as a table; the name opens the person beside. */
export function PeopleTable({ sessions, schemes, rows, narrow, current, computedAt, onOpen }: PeopleTableProps) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const name: Column<Participation> = {
    id: 'name',
    title: t('training.column.name'),
    names: true,
    cell: (one) => (
      <div className="people-name">
        <button type="button" className="link" aria-expanded={one.person === current} onClick={() => onOpen(one.person)}>
          {one.name || t('training.people.no-name')}
        </button>
        <span className="under people-kana">{one.kana}</span>
        <span className="under">{one.affiliation}</span>
        {narrow && one.registration && <span className="under">{t('reception.person.number', { registration: one.registration })}</span>}
      </div>
    ),
  };
  const registration: Column<Participation> = {
    id: 'registration',
    title: t('training.column.registration'),
    align: 'end',
    tight: true,
    cell: (one) => one.registration ?? '',
  };
  const presences: readonly Column<Participation>[] =
    sessions.length > SESSION_COLUMNS
      ? [
          {
            id: 'sessions',
            title: t('training.people.sessions'),
            align: 'end',
            tight: true,
            cell: (one) =>
              t('training.people.of-sessions', { count: one.sessions.filter((presence) => presence.in !== null).length, all: sessions.length }),
          },
        ]
      : sessions.map(({ id, title, endsAt }, index) => ({
          id,
          title: t('training.people.session-column', { number: t('training.session.number', { number: index + 1 }), title }),
          cell: (one) => <PresenceCell presence={one.sessions.find(({ session }) => session === id)} running={codeOrder(computedAt, endsAt) < 0} />,
        }));
  const times: Column<Participation> = {
    id: 'times',
    title: t('training.people.times'),
    cell: (one) => (
      <ol className="people-times">
        {sessions.map(({ id, title, endsAt }, index) => (
          <li key={id}>
            <span className="people-session" title={title}>
              {index + 1}
            </span>
            <PresenceCell presence={one.sessions.find(({ session }) => session === id)} running={codeOrder(computedAt, endsAt) < 0} />
          </li>
        ))}
      </ol>
    ),
  };
  const units: Column<Participation> = {
    id: 'units',
    title: t('training.people.units'),
    cell: (one) => (
      <ul className="units">
        {one.totals.map((total) => (
          <li key={`${total.scheme} ${total.category}`}>
            <span className="under">{[names.scheme(total.scheme), names.category(total.scheme, total.category)].filter(Boolean).join(' ')}</span>
            {t('training.units', { units: total.units })}
          </li>
        ))}
      </ul>
    ),
  };
  const remarks: Column<Participation> = {
    id: 'remarks',
    title: t('training.people.remarks'),
    cell: (one) => <Remarks one={one} />,
  };
  const columns = narrow
    ? [name, ...(sessions.length > SESSION_COLUMNS ? presences : [times]), units, remarks]
    : [name, registration, ...presences, units, remarks];
  return (
    <div className={narrow ? 'people people-narrow' : 'people'}>
      <DataTable label={t('training.parts.participants')} columns={columns} rows={rows} rowId={({ person }) => person} current={current} />
    </div>
  );
}

/** What is out of the ordinary with somebody: what is missing, how they were received, what turned out later. */
function Remarks({ one }: { readonly one: Participation }) {
  const { t } = useWords();
  const present = one.firstIn !== null;
  return (
    <ul className="remarks">
      {present && one.missing.length > 0 && (
        <li>
          <StatusLine status="warning" size={16}>
            {t('training.people.lacks', { columns: columnWords(one.missing, t) })}
          </StatusLine>
        </li>
      )}
      {(one.how === 'manual' || one.how === 'override') && <li>{t(`training.people.how.${one.how}`)}</li>}
      {!one.booked && <li>{t('training.people.not-booked')}</li>}
      {flagLines(one, t).map((line) => (
        <li key={line}>
          <StatusLine status="error" size={16}>
            {line}
          </StatusLine>
        </li>
      ))}
    </ul>
  );
}
