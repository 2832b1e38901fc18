import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Pager } from '../design/pager.tsx';
import { Split } from '../design/split.tsx';
import { TextField } from '../design/text-field.tsx';
import { Page } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { DocumentPanel } from './document-panel.tsx';
import './documents-screen.css';
import { ExportPanel } from './export-panel.tsx';
import { LibraryFilterBar } from './library-filters.tsx';
import { LibraryTable } from './library-table.tsx';
import { RemovePanel } from './remove-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { meant } from './selection-words.ts';
import { PAGE_SIZE, useLibrary } from './use-library.ts';
import { useRuns } from './use-runs.ts';

const TOOLS = ['verify', 'renew', 'export', 'mark', 'remove'] as const;
type Tool = (typeof TOOLS)[number];
type Beside = { readonly tool: Tool } | { readonly document: string };

const NOBODY: ReadonlySet<string> = new Set();

/** Moves to the search from wherever nothing is being typed. */
function useSlash(focus: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

/** All documents made, received and verified: what is looked for, what was found, and what is open beside it. */
export function DocumentsScreen() {
  const { t } = useWords();
  const { desk } = useDesk();
  const library = useLibrary();
  const runs = useRuns();
  const signers = useAnswer(() => desk.library.signers(), [desk, library.page]);
  const [chosen, setChosen] = useState(NOBODY);
  const [beside, setBeside] = useState<Beside | null>(null);
  const search = useRef<HTMLDivElement>(null);
  useSlash(() => search.current?.querySelector('input')?.focus());
  const finished = runs?.verify?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a run did is in the documents
  useEffect(() => library.ask(), [finished, runs?.renew?.state]);

  const { page, count, text, filters } = library;
  const asked = text.trim() !== '' || Object.keys(filters).length > 0;
  const about = meant(chosen, text, filters, count?.documents ?? 0);
  const close = () => setBeside(null);
  const done = () => {
    setChosen(NOBODY);
    library.ask();
  };
  const panels: Readonly<Record<Tool, () => ReactNode>> = {
    verify: () => runs && <RunPanel kind="verify" runs={runs} onClose={close} onShowChanged={() => library.setFilters({ changed: true })} />,
    renew: () => runs && <RunPanel kind="renew" runs={runs} onClose={close} onShowChanged={close} />,
    export: () => <ExportPanel meant={about} onClose={close} onDone={library.ask} />,
    mark: () => <RetentionPanel meant={about} onClose={close} onDone={library.ask} />,
    remove: () => <RemovePanel meant={about} onClose={close} onDone={done} />,
  };
  const open = beside && 'document' in beside ? (page?.documents.find(({ id }) => id === beside.document) ?? null) : null;
  const panel =
    beside && 'tool' in beside
      ? panels[beside.tool]()
      : open && <DocumentPanel key={open.id} document={open} onClose={close} onChanged={library.ask} />;
  const found = count && t('documents.found', { count: count.documents, exact: count.exact ? 'yes' : 'no' });
  return (
    <Page title={t('documents.title')} wide {...(count && !asked ? { note: t('documents.answer', { count: count.documents }) } : {})}>
      <Split wide beside={panel}>
        <div ref={search} className="library-search">
          <TextField label={t('documents.search.label')} note={t('documents.search.note')} value={text} onChange={library.setText} />
        </div>
        <LibraryFilterBar filters={filters} signers={signers.value ?? []} onChange={library.setFilters} />
        <section className="tools" aria-label={t('documents.tools.label')}>
          {TOOLS.map((tool) => (
            <Button
              key={tool}
              aria-expanded={beside !== null && 'tool' in beside && beside.tool === tool}
              isDisabled={tool === 'remove' && chosen.size === 0}
              onPress={() => setBeside({ tool })}
            >
              {t(`documents.tools.${tool}`)}
            </Button>
          ))}
        </section>
        <div role="status" className="answer">
          {asked && found && <p>{count.documents === 0 ? t('documents.none') : found}</p>}
          {chosen.size > 0 && <p>{t('documents.chosen', { count: chosen.size })}</p>}
          {page && page.waiting > 0 && <p className="quiet">{t('documents.waiting', { count: page.waiting })}</p>}
        </div>
        {library.failure && <ErrorPanel failure={library.failure} onRetry={library.ask} />}
        {page && !asked && page.documents.length === 0 && (
          <p>
            {t('documents.empty')} <a href={address('sign')}>{t('documents.to-sign')}</a>
          </p>
        )}
        {page && page.documents.length > 0 && (
          <LibraryTable
            documents={page.documents}
            open={open?.id ?? null}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(document) => setBeside({ document })}
          />
        )}
        {count && (
          <Pager
            label={t('documents.page')}
            page={library.index}
            size={PAGE_SIZE}
            total={Math.max(count.documents, library.index * PAGE_SIZE + (page?.documents.length ?? 0) + (page?.next === null ? 0 : 1))}
            onPage={library.turn}
          />
        )}
      </Split>
    </Page>
  );
}
