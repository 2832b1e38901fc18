import { useEffect, useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { Reading } from '../design/reading.tsx';
import { TextField } from '../design/text-field.tsx';
import { dateInBothCalendars } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

const MOST = 20;

interface Found {
  readonly text: string;
  readonly persons: readonly HeldPerson[];
}

/** Finds people of all lists as one types. */
export function PeopleSearch() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>({ text: '', persons: [] });
  const text = typed.trim();
  useEffect(() => {
    if (text === '') return;
    let current = true;
    const take = (persons: readonly HeldPerson[]) => current && setFound({ text, persons });
    desk.membership.search({ text, limit: MOST }).then(take, () => take([]));
    return () => {
      current = false;
    };
  }, [desk, text]);
  const columns: readonly Column<HeldPerson>[] = [
    { id: 'name', title: t('members.search.name'), names: true, cell: ({ name, kana }) => <Reading name={name} kana={kana} /> },
    {
      id: 'registration',
      title: t('members.search.registration'),
      tight: true,
      cell: ({ registration }) => registration ?? t('members.search.unknown'),
    },
    { id: 'affiliation', title: t('members.search.affiliation'), cell: ({ affiliation }) => affiliation || t('members.search.unknown') },
    {
      id: 'birth',
      title: t('members.search.birth'),
      cell: ({ birthDate }) => (birthDate ? dateInBothCalendars(`${birthDate}T12:00:00+09:00`, language, t) : t('members.search.unknown')),
    },
    {
      id: 'marks',
      title: t('members.search.marks'),
      cell: ({ member, booked, myPage }) =>
        [
          ...(member ? [t('members.search.member')] : []),
          ...(booked.length > 0 ? [t('members.search.booked', { count: booked.length })] : []),
          ...(myPage === false ? [t('members.search.no-my-page')] : []),
        ].reduce((first, rest) => (first ? t('frame.list', { first, rest }) : rest), ''),
    },
  ];
  const answered = text !== '' && found.text === text;
  return (
    <>
      <TextField label={t('members.search.label')} value={typed} onChange={setTyped} />
      <div role="status">
        {answered && found.persons.length === 0 && <p>{t('members.search.none')}</p>}
        {answered && found.persons.length === MOST && <p className="quiet">{t('members.search.more')}</p>}
      </div>
      {text !== '' && found.persons.length > 0 && (
        <DataTable label={t('members.search.results')} columns={columns} rows={found.persons} rowId={({ person }) => person} />
      )}
    </>
  );
}
