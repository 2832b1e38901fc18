import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { matching, useAssociations } from '../client/use-associations.ts';
import { goTo, hubAddress } from '../frame/routes.ts';
import { TIERS, tierKey } from './tiers.ts';

const PAGE = 25;
const ALL = '*';

/** All associations, by a search. */
export function AssociationList() {
  const { t } = useWords();
  const { value, failure, ask } = useAssociations();
  const [search, setSearch] = useState('');
  const [tier, setTier] = useState(ALL);
  const [page, setPage] = useState(0);
  const rows = matching(value ?? [], search).filter((row) => tier === ALL || String(row.tier) === tier);
  const nameOf = (code: string | null) => value?.find((row) => row.code === code)?.name ?? code ?? t('hub.none');
  const narrow =
    <Value,>(set: (value: Value) => void) =>
    (to: Value) => {
      set(to);
      setPage(0);
    };
  return (
    <Page
      title={t('hub.page.associations')}
      note={t('hub.associations.note')}
      wide
      actions={
        <Button kind="primary" onPress={() => goTo('associations', '+')}>
          {t('hub.associations.new')}
        </Button>
      }
    >
      {failure && <Told failure={failure} onRetry={ask} />}
      {!value && !failure && <Progress label={t('hub.working')} done={null} />}
      {value && (
        <div className="list-tools">
          <TextField label={t('hub.search')} value={search} onChange={narrow(setSearch)} />
          <Select
            label={t('hub.associations.tier')}
            options={[{ id: ALL, label: t('hub.associations.all-tiers') }, ...TIERS.map((id) => ({ id: String(id), label: t(tierKey(id)) }))]}
            value={tier}
            onChange={narrow(setTier)}
          />
        </div>
      )}
      {value && (
        <>
          <p role="status">{value.length === 0 ? t('hub.associations.empty') : t('hub.associations.found', { count: rows.length })}</p>
          {rows.length > 0 && (
            <div className="hub-table">
              <DataTable
                label={t('hub.page.associations')}
                columns={[
                  {
                    id: 'name',
                    title: t('hub.associations.name'),
                    names: true,
                    cell: ({ name, code }) => (
                      <>
                        <a href={hubAddress('associations', code)} lang="ja">
                          {name}
                        </a>
                        <span className="under">{code}</span>
                      </>
                    ),
                  },
                  { id: 'tier', title: t('hub.associations.tier'), tight: true, cell: (row) => t(tierKey(row.tier)) },
                  { id: 'above', title: t('hub.associations.above'), cell: ({ above }) => <span lang="ja">{nameOf(above)}</span> },
                  { id: 'mastered', title: t('hub.associations.mastered'), tight: true, cell: (row) => t(`hub.associations.by.${row.mastered_by}`) },
                  {
                    id: 'rules',
                    title: t('hub.associations.rules'),
                    tight: true,
                    cell: ({ own_rules }) => t(own_rules ? 'hub.associations.own-rules' : 'hub.associations.plain-rules'),
                  },
                  {
                    id: 'members',
                    title: t('hub.associations.members'),
                    align: 'end',
                    tight: true,
                    cell: ({ members }) => t('hub.number', { count: members }),
                  },
                  {
                    id: 'clients',
                    title: t('hub.desks.count'),
                    align: 'end',
                    tight: true,
                    cell: ({ clients }) => t('hub.number', { count: clients }),
                  },
                ]}
                rows={pageOf(rows, page, PAGE)}
                rowId={({ code }) => code}
              />
            </div>
          )}
          <Pager label={t('hub.page.associations')} page={page} size={PAGE} total={rows.length} onPage={setPage} />
        </>
      )}
    </Page>
  );
}
