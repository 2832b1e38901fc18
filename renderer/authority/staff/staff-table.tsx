import type { StaffView } from '../../../main/api/schema/staff.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { listed, wordOf } from '../words/credential-words.ts';

interface StaffTableProps {
  readonly list: readonly StaffView[];
  readonly current: string | null;
  readonly onOpen: (id: string) => void;
}

/** Everybody who works here, or has. */
export function StaffTable({ list, current, onOpen }: StaffTableProps) {
  const { t } = useWords();
  const columns: readonly Column<StaffView>[] = [
    {
      id: 'name',
      title: t('credentials.screen.staff.name'),
      names: true,
      cell: ({ id, name, association }) => (
        <>
          <button type="button" className="link" aria-expanded={id === current} onClick={() => onOpen(id)}>
            {name}
          </button>
          <span className="under">{association}</span>
        </>
      ),
    },
    {
      id: 'roles',
      title: t('credentials.screen.staff.roles'),
      cell: ({ roles }) =>
        listed(
          roles.map((role) => wordOf('role', role, t)),
          t,
        ),
    },
    {
      id: 'keys',
      title: t('credentials.screen.staff.keys'),
      cell: ({ passkeys, card }) =>
        [t('credentials.screen.staff.passkey-count', { count: passkeys.length }), card && t('credentials.screen.staff.has-card')]
          .filter(Boolean)
          .join('\u3000'),
    },
    {
      id: 'state',
      title: t('credentials.screen.queue.column.state'),
      tight: true,
      cell: ({ state }) => (
        <StatusLine status={state === 'active' ? 'success' : 'absent'} size={18}>
          {t(`credentials.screen.staff.state.${state}`)}
        </StatusLine>
      ),
    },
  ];
  const sorted = list.toSorted((a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : a.name.localeCompare(b.name, 'ja')));
  return (
    <div className="dense-table">
      <DataTable label={t('credentials.screen.parts.staff')} columns={columns} rows={sorted} rowId={({ id }) => id} current={current} />
    </div>
  );
}
