import type { RevocationRow } from '../../../main/api/schema/issuing.ts';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { momentShort } from '../words/days.ts';
import { personAddress } from '../frame/parts.ts';
import { wordOf } from '../words/credential-words.ts';
import { isPending, revocationFace } from './revocation-face.ts';

interface RevocationTableProps {
  readonly rows: readonly RevocationRow[];
  readonly current: string | null;
  /** `null`: whoever looks only looks. */
  readonly onOpen: ((request: string) => void) | null;
}

/** Those that the authority has still to act on first, by their deadline. */
const inOrder = (a: RevocationRow, b: RevocationRow) =>
  Number(isPending(b.state)) - Number(isPending(a.state)) || (a.state.due < b.state.due ? -1 : 1);

/** Each request with its deadline and how it stands. */
export function RevocationTable({ rows, current, onOpen }: RevocationTableProps) {
  const { t, language } = useWords();
  const time = (iso: string) => momentShort(iso, language);
  const columns: readonly Column<RevocationRow>[] = [
    {
      id: 'name',
      title: t('credentials.screen.queue.column.name'),
      names: true,
      cell: ({ request, holder, name, object }) => (
        <>
          {onOpen ? (
            <button type="button" className="link" lang="ja" aria-expanded={request === current} onClick={() => onOpen(request)}>
              {name || t('credentials.screen.no-name')}
            </button>
          ) : (
            <a href={personAddress(holder)} lang="ja">
              {name || t('credentials.screen.no-name')}
            </a>
          )}
          <span className="under object-number">{object}</span>
        </>
      ),
    },
    {
      id: 'certificate',
      title: t('credentials.kind.certificate'),
      tight: true,
      cell: ({ usage, serial }) => (
        <>
          {wordOf('usage', usage, t)}
          <span className="under">
            <code>{serial}</code>
          </span>
        </>
      ),
    },
    {
      id: 'due',
      title: t('credentials.screen.revocation.column.due'),
      tight: true,
      cell: ({ state }) => time(state.due),
    },
    {
      id: 'state',
      title: t('credentials.screen.queue.column.state'),
      cell: ({ state }) => {
        const { id, status } = revocationFace(state);
        return (
          <>
            <StatusLine status={status} size={18}>
              {t(`credentials.screen.revocation.face.${id}`)}
            </StatusLine>
            {state.sentAt && <span className="under">{t('credentials.screen.revocation.sent', { at: time(state.sentAt) })}</span>}
            {state.answer && <span className="under">{t('credentials.screen.revocation.answered', { answer: state.answer })}</span>}
            {state.listedAt && <span className="under">{t('credentials.screen.revocation.listed', { at: time(state.listedAt) })}</span>}
          </>
        );
      },
    },
  ];
  return (
    <div className="dense-table">
      <DataTable
        label={t('credentials.screen.parts.revocations')}
        columns={columns}
        rows={rows.toSorted(inOrder)}
        rowId={({ request }) => request}
        current={current}
      />
    </div>
  );
}
