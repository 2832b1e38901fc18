import { type KeyboardEvent, useRef } from 'react';
import type { LibraryDocument } from '../../main/api/schema/library.ts';
import { type Column, DataTable } from '../design/data-table.tsx';
import { TestMark } from '../design/status.tsx';
import { dateAndTimeShort } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { RenewalDue } from './renewal-due.tsx';
import { VerdictLine } from './verdict-line.tsx';

interface LibraryTableProps {
  readonly documents: readonly LibraryDocument[];
  readonly open: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The documents of a page. Arrows go from one to the next, Enter opens it. */
export function LibraryTable({ documents, open, chosen, onOpen, onChoose }: LibraryTableProps) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const names = [...(place.current?.querySelectorAll<HTMLButtonElement>('.document-name') ?? [])];
    const at = names.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    names[step(at, names.length - 1)]?.focus();
  };
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    onChoose(next);
  };
  const present = documents.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
  const nameOf = ({ name, deletedAt }: LibraryDocument) => name || t(deletedAt === null ? 'documents.nameless' : 'documents.gone');
  const columns: readonly Column<LibraryDocument>[] = [
    {
      id: 'choose',
      title: t('documents.column.choose'),
      tight: true,
      cell: (row) =>
        row.deletedAt === null && (
          <input
            type="checkbox"
            className="document-choose"
            aria-label={t('documents.choose', { name: nameOf(row) })}
            checked={chosen.has(row.id)}
            onChange={(event) => toggle([row.id], event.target.checked)}
          />
        ),
    },
    {
      id: 'name',
      title: t('documents.column.name'),
      names: true,
      cell: (row) => (
        <>
          <button type="button" className="link document-name" onClick={() => onOpen(row.id)}>
            {nameOf(row)}
          </button>{' '}
          {row.test && <TestMark>{t('frame.test.mark')}</TestMark>}
          {row.excerpt && <span className="under">{row.excerpt}</span>}
          {!row.excerpt && row.made && (
            <span className="under">{t(row.extendedFrom === null ? 'documents.from' : 'documents.raised-from', { name: row.made.sourceName })}</span>
          )}
        </>
      ),
    },
    {
      id: 'added-at',
      title: t('documents.column.added-at'),
      tight: true,
      cell: ({ addedAt, origin }) => (
        <>
          <time dateTime={addedAt}>{dateAndTimeShort(addedAt, language)}</time>
          <span className="under">{t(`documents.origin.${origin}`)}</span>
        </>
      ),
    },
    { id: 'signer', title: t('documents.column.signer'), tight: true, cell: ({ signerName }) => signerName },
    {
      id: 'format',
      title: t('documents.column.format'),
      tight: true,
      cell: ({ format, level, renewal }) => (
        <>
          {t(`documents.format.${format}`)} {level}
          {renewal && !renewal.renewed && <RenewalDue renewal={renewal} />}
        </>
      ),
    },
    { id: 'verdict', title: t('documents.column.verdict'), tight: true, cell: (row) => <VerdictLine verification={row.verification} /> },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons within
    <div ref={place} onKeyDown={onKeyDown} className="library-table">
      {present.length > 1 && (
        <label className="document-choose-all">
          <input
            type="checkbox"
            className="document-choose"
            checked={present.every((id) => chosen.has(id))}
            onChange={(event) => toggle(present, event.target.checked)}
          />
          {t('documents.choose-page')}
        </label>
      )}
      <DataTable label={t('documents.table')} columns={columns} rows={documents} rowId={({ id }) => id} current={open} />
    </div>
  );
}
