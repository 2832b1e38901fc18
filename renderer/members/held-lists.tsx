import { useState } from 'react';
import type { HeldList } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { dateAndTimeShort } from '../words/dates.ts';
import { ageWords } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';

interface HeldListsProps {
  readonly lists: readonly HeldList[];
  readonly onRemoved: (words: string) => void;
}

const HOUR = 3_600_000;

/** The lists with how many they name and how old they are; one is removed only after it was asked again. */
export function HeldLists({ lists, onRemoved }: HeldListsProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [removing, setRemoving] = useState<string | null>(null);
  const list = lists.find(({ id }) => id === removing);
  if (lists.length === 0) return <p>{t('members.lists.none')}</p>;
  const age = (importedAt: string) => {
    const hours = Math.max(0, (Date.now() - Date.parse(importedAt)) / HOUR);
    return t('members.lists.age', { time: dateAndTimeShort(importedAt, language), age: ageWords(hours, t) });
  };
  const columns: readonly Column<HeldList>[] = [
    {
      id: 'name',
      title: t('members.lists.name'),
      names: true,
      cell: ({ kind, name, fileName }) => (
        <>
          {name}
          <span className="quiet members-under">
            {t(`members.lists.kind.${kind}`)}
            {'\u3000'}
            {t('members.lists.file', { name: fileName })}
          </span>
        </>
      ),
    },
    {
      id: 'persons',
      title: t('members.lists.persons'),
      align: 'end',
      tight: true,
      cell: ({ persons }) => t('members.lists.count', { count: persons }),
    },
    { id: 'imported', title: t('members.lists.imported'), cell: ({ importedAt }) => age(importedAt) },
    {
      id: 'remove',
      title: t('members.lists.action'),
      tight: true,
      cell: ({ id, name }) => (
        <Button kind="quiet" aria-label={t('members.lists.remove-named', { name })} onPress={() => setRemoving(id)}>
          {t('members.lists.remove')}
        </Button>
      ),
    },
  ];
  return (
    <>
      <DataTable label={t('members.lists.title')} columns={columns} rows={lists} rowId={({ id }) => id} />
      {list && (
        <Banner
          status="warning"
          live="alert"
          heading={t('members.lists.remove-note', { name: list.name, count: list.persons })}
          actions={
            <>
              <Button
                kind="danger"
                isDisabled={working}
                onPress={() =>
                  attempt(async () => {
                    await desk.membership.remove({ list: list.id });
                    setRemoving(null);
                    onRemoved(t('members.lists.removed', { name: list.name }));
                  })
                }
              >
                {t('members.lists.remove-confirm')}
              </Button>
              <Button kind="quiet" onPress={() => setRemoving(null)}>
                {t('members.preview.cancel')}
              </Button>
            </>
          }
        />
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
