import { useState } from 'react';
import type { PrescriptionServiceView } from '../../../main/api/schema/prescription-requests.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Pager } from '../../design/pager.tsx';
import { Select } from '../../design/select.tsx';
import { Split } from '../../design/split.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { GiveSection } from './give-section.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestTable } from './request-table.tsx';
import './requests.css';
import { TerminalCard } from './terminal-card.tsx';
import { TerminalForm } from './terminal-form.tsx';
import { useService } from './use-service.ts';

const PAGE = 25;
const FILTERS = ['all', 'open', 'attention', 'accepted'] as const;
const ISSUES = ['all', 'electronic', 'paper'] as const;

/** Prescriptions on their way to the electronic prescription service, and what came of them. */
export function RequestsPart() {
  const { view, failure } = useService();
  return (
    <div className="stack">
      {failure && <ErrorPanel failure={failure} />}
      {view && <Requests view={view} />}
    </div>
  );
}

function Requests({ view }: { readonly view: PrescriptionServiceView }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('all');
  const [issue, setIssue] = useState<(typeof ISSUES)[number]>('all');
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const [settings, setSettings] = useState(false);
  const [saved, setSaved] = useState(false);
  const list = useAnswer(
    () => desk.prescriptionRequests.list({ filter, issue: issue === 'all' ? null : issue, offset: page * PAGE, limit: PAGE }),
    [desk, filter, issue, page, view.change],
  );
  const request = list.value?.requests.find(({ id }) => id === open) ?? null;
  const beside = settings ? (
    <TerminalForm
      view={view}
      onSaved={() => {
        setSettings(false);
        setSaved(true);
      }}
      onClose={() => setSettings(false)}
    />
  ) : (
    request && <RequestDetail request={request} onChanged={list.ask} onClose={() => setOpen(null)} />
  );
  return (
    <Split wide beside={beside}>
      <TerminalCard
        view={view}
        onSettings={() => {
          setSaved(false);
          setSettings(true);
        }}
      />
      {saved && <Done>{t('requests.terminal.saved')}</Done>}
      <div className="no-print">
        <GiveSection view={view} />
      </div>
      <Section title={t('requests.list.title')} note={t('requests.list.counts', { open: view.open, attention: view.attention })}>
        <div className="list-tools no-print">
          <Select
            label={t('requests.list.filter')}
            options={FILTERS.map((id) => ({ id, label: t(`requests.list.filters.${id}`) }))}
            value={filter}
            onChange={(id) => {
              setFilter(id);
              setPage(0);
            }}
          />
          <Select
            label={t('requests.list.issue')}
            options={ISSUES.map((id) => ({ id, label: id === 'all' ? t('requests.list.all-issues') : t(`requests.issues.${id}`) }))}
            value={issue}
            onChange={(id) => {
              setIssue(id);
              setPage(0);
            }}
          />
        </div>
        {list.failure && <ErrorPanel failure={list.failure} onRetry={list.ask} />}
        {list.value?.total === 0 && <p>{t('requests.list.empty')}</p>}
        {list.value && list.value.total > 0 && (
          <>
            <RequestTable
              requests={list.value.requests}
              current={settings ? null : open}
              onOpen={(id) => {
                setSettings(false);
                setOpen(id);
              }}
            />
            <Pager label={t('requests.list.title')} page={page} size={PAGE} total={list.value.total} onPage={setPage} />
          </>
        )}
      </Section>
    </Split>
  );
}
