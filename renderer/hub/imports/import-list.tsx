import { useState } from 'react';
import type { ImportView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Done } from '../../design/done.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';

/** Whoever runs the hub, by a command on its computer. */
const COMMAND_LINE = 'command-line';

interface ImportListProps {
  readonly imports: readonly ImportView[];
  readonly nameOf: (association: string) => string;
  readonly onUndone: () => void;
}

/** What was taken in, and the way back. */
export function ImportList({ imports, nameOf, onUndone }: ImportListProps) {
  const { t, language } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [asked, setAsked] = useState<ImportView | null>(null);
  const [undone, setUndone] = useState<{ readonly rows: number; readonly persons: number } | null>(null);
  const undo = () =>
    attempt(async () => {
      if (!asked) return;
      setUndone(await session.ask<{ rows: number; persons: number }>('POST', '/admin/membership/undo', { id: asked.id }));
      setAsked(null);
      onUndone();
    });
  if (imports.length === 0) return <p>{t('hub.imports.none')}</p>;
  return (
    <>
      {undone && <Done>{t('hub.imports.undone', undone)}</Done>}
      {asked && (
        <div className="form-panel">
          <p>
            {t('hub.imports.undo-confirm', { association: nameOf(asked.association), at: dateAndTimeShort(asked.at, language), rows: asked.rows })}
          </p>
          {failure && <Told failure={failure} />}
          <ConfirmActions label={t('hub.imports.undo')} kind="danger" isDisabled={working} onConfirm={undo} onCancel={() => setAsked(null)} />
        </div>
      )}
      <div className="hub-table">
        <DataTable
          label={t('hub.imports.list')}
          columns={[
            { id: 'at', title: t('hub.imports.at'), tight: true, cell: ({ at }) => dateAndTimeShort(at, language) },
            {
              id: 'association',
              title: t('hub.associations.one'),
              names: true,
              cell: ({ association }) => <span lang="ja">{nameOf(association)}</span>,
            },
            { id: 'by', title: t('hub.imports.by'), cell: ({ by }) => (by === COMMAND_LINE ? t('hub.imports.by-command') : by) },
            { id: 'rows', title: t('hub.imports.rows'), align: 'end', tight: true, cell: ({ rows }) => t('hub.number', { count: rows }) },
            {
              id: 'persons',
              title: t('hub.imports.persons'),
              align: 'end',
              tight: true,
              cell: ({ persons }) => t('hub.number', { count: persons }),
            },
            {
              id: 'undo',
              title: t('hub.imports.state'),
              tight: true,
              cell: (row) =>
                row.state === 'undone' ? (
                  <StatusLine status="absent">{t('hub.imports.is-undone')}</StatusLine>
                ) : (
                  <Button
                    aria-label={t('hub.imports.undo-named', { association: nameOf(row.association), at: dateAndTimeShort(row.at, language) })}
                    onPress={() => {
                      setUndone(null);
                      setAsked(row);
                    }}
                  >
                    {t('hub.imports.undo')}
                  </Button>
                ),
            },
          ]}
          rows={imports}
          rowId={({ id }) => id}
          current={asked?.id ?? null}
        />
      </div>
    </>
  );
}
