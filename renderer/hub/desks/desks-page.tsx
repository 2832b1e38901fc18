import { useState } from 'react';
import type { AdministrationChoices, ClientView, CodeView } from '../../../main/api/schema/hub-administration.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { Progress } from '../../design/progress.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { matching, useAssociations } from '../client/use-associations.ts';
import { useWhose } from '../client/whose.ts';
import { useSession } from '../session/session-context.tsx';
import { NewCode } from './new-code.tsx';
import { RemoveDesk } from './remove-desk.tsx';

const PAGE = 20;

/** Desks that ask the hub, codes for new ones, and the end of a desk. */
export function DesksPage() {
  const { t, language } = useWords();
  const session = useSession();
  const whose = useWhose();
  const associations = useAssociations();
  const choices = useAnswer(() => session.ask<AdministrationChoices>('GET', '/admin/choices'), [session]);
  const { value, failure, ask } = useAnswer(
    () => session.ask<{ clients: readonly ClientView[]; codes: readonly CodeView[] }>('GET', '/admin/clients'),
    [session],
  );
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<'code' | ClientView | null>(null);
  const nameOf = (code: string | null) => associations.value?.find((row) => row.code === code)?.name ?? null;
  const whoseRow = (row: ClientView | CodeView) => whose({ ...row, name: nameOf(row.association) });
  const rows = matching(
    (value?.clients ?? []).map((row) => ({
      ...row,
      client: row,
      code: `${row.id} ${row.association ?? ''}`,
      name: `${row.name} ${whoseRow(row)}`,
    })),
    search,
  ).map(({ client }) => client);
  const close = () => setOpen(null);
  return (
    <Page
      title={t('hub.page.desks')}
      note={t('hub.desks.note')}
      wide
      actions={
        <Button kind="primary" onPress={() => setOpen('code')}>
          {t('hub.code.new')}
        </Button>
      }
      beside={
        open === 'code'
          ? choices.value && <NewCode associations={associations.value ?? []} allowed={choices.value.scopes} onMade={ask} onClose={close} />
          : open && <RemoveDesk key={open.id} desk={open} name={nameOf(open.association)} onRemoved={ask} onClose={close} />
      }
    >
      {failure && <Told failure={failure} onRetry={ask} />}
      {!value && !failure && <Progress label={t('hub.working')} done={null} />}
      {value && (
        <>
          <div className="list-tools">
            <TextField
              label={t('hub.search')}
              value={search}
              onChange={(text) => {
                setSearch(text);
                setPage(0);
              }}
            />
          </div>
          <p role="status">{t('hub.desks.found', { count: rows.length })}</p>
          <div className="hub-table">
            <DataTable
              label={t('hub.page.desks')}
              columns={[
                {
                  id: 'name',
                  title: t('hub.desks.name'),
                  names: true,
                  cell: ({ name }) => name,
                },
                {
                  id: 'whose',
                  title: t('hub.desks.of'),
                  cell: (row) => <span lang={row.association ? 'ja' : undefined}>{whoseRow(row)}</span>,
                },
                {
                  id: 'seen',
                  title: t('hub.desks.seen'),
                  tight: true,
                  cell: ({ seen_at, enrolled_at }) => (
                    <>
                      {seen_at ? dateAndTimeShort(seen_at, language) : t('hub.desks.never')}
                      <span className="under">{t('hub.desks.enrolled', { at: dateAndTimeShort(enrolled_at, language) })}</span>
                    </>
                  ),
                },
                {
                  id: 'end',
                  title: t('hub.desks.end'),
                  tight: true,
                  cell: (row) =>
                    row.id === session.client ? (
                      <StatusLine status="info">{t('hub.desks.this')}</StatusLine>
                    ) : (
                      <Button aria-label={t('hub.desks.remove-named', { name: row.name })} onPress={() => setOpen(row)}>
                        {t('hub.desks.remove')}
                      </Button>
                    ),
                },
              ]}
              rows={pageOf(rows, page, PAGE)}
              rowId={({ id }) => id}
              current={open && open !== 'code' ? open.id : null}
            />
          </div>
          <Pager label={t('hub.page.desks')} page={page} size={PAGE} total={rows.length} onPage={setPage} />
          <Section title={t('hub.code.open')} note={t('hub.code.open-note')}>
            {value.codes.length === 0 ? (
              <p>{t('hub.code.none')}</p>
            ) : (
              <DataTable
                label={t('hub.code.open')}
                columns={[
                  {
                    id: 'whose',
                    title: t('hub.desks.of'),
                    names: true,
                    cell: whoseRow,
                  },
                  { id: 'until', title: t('hub.code.until'), tight: true, cell: ({ expires_at }) => dateAndTimeShort(expires_at, language) },
                ]}
                rows={value.codes.map((row, index) => ({ ...row, index }))}
                rowId={({ index }) => index}
              />
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
