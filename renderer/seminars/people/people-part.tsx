import { type ReactNode, useMemo, useState } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { Participation } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { pageOf, Pager } from '../../design/pager.tsx';
import { Select } from '../../design/select.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useWords } from '../../words/words.tsx';
import type { SeminarPartProps } from '../seminar-page.tsx';
import { isSettled } from '../seminar-words.ts';
import { Split } from '../../design/split.tsx';
import { BundlePanel } from './bundle-panel.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { LaterPanel } from './later-panel.tsx';
import { PaperPanel } from './paper-panel.tsx';
import { asked, countsOf, FILTER_ORDER, FILTERS, ORDER_ORDER, type Question } from './participant-filter.ts';
import { PeopleTable } from './people-table.tsx';
import { PersonPanel } from './person-panel.tsx';
import './people.css';
import { useFactCount } from './use-fact-count.ts';
import { type Tool, ToolsPanel } from './tools-panel.tsx';

const PAGE = 50;

type Open = { readonly kind: 'person'; readonly person: string } | { readonly kind: Tool | 'tools' };

interface PeoplePartProps extends SeminarPartProps {
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Who took part, as the facts say now; one person's facts beside. */
export function PeoplePart({ seminar, schemes, onChanged, onSign }: PeoplePartProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const factCount = useFactCount(desk, seminar.id);
  const preview = useAnswer(() => desk.training.preview({ seminar: seminar.id }), [desk, seminar.id, seminar.revision, factCount]);
  const facts = useAnswer(() => desk.attendance.facts({ seminar: seminar.id }), [desk, seminar.id, seminar.revision, factCount]);
  const [question, setQuestion] = useState<Question>({ text: '', filter: 'all', order: 'kana' });
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<Open | null>(null);
  const place = useLostFocus<HTMLDivElement>(open === null);
  const computedAt = preview.value?.at ?? '';
  const all = preview.value?.participations ?? NOBODY;
  const found = useMemo(() => asked(all, question), [all, question]);
  const counts = useMemo(() => countsOf(all), [all]);
  const ask = (part: Partial<Question>) => {
    setQuestion((before) => ({ ...before, ...part }));
    setPage(0);
  };
  const changed = () => {
    preview.ask();
    facts.ask();
    onChanged();
  };
  const shared = { seminar, onChanged: changed, onClose: () => setOpen(null) };
  const person = open?.kind === 'person' ? all.find((one) => one.person === open.person) : undefined;
  const panels: Readonly<Record<Tool | 'tools', () => ReactNode>> = {
    tools: () => <ToolsPanel {...shared} onChoose={(kind) => setOpen({ kind })} />,
    later: () => <LaterPanel {...shared} />,
    paper: () => <PaperPanel {...shared} />,
    bundle: () => <BundlePanel {...shared} />,
    clock: () => <ClockPanel {...shared} facts={facts.value ?? []} />,
  };
  const beside =
    person !== undefined ? (
      <PersonPanel
        key={person.person}
        {...shared}
        person={person}
        facts={facts.value ?? []}
        schemes={schemes}
        computedAt={computedAt}
        onSign={onSign}
      />
    ) : (
      open !== null && open.kind !== 'person' && panels[open.kind]()
    );
  return (
    <Split wide beside={beside}>
      <div ref={place} tabIndex={-1} className="people-head">
        <p className="answer" role="status">
          {preview.value && t('training.people.answer', counts)}{' '}
          {counts.missing > 0 && <StatusLine status="warning">{t('training.people.answer-missing', { count: counts.missing })}</StatusLine>}
        </p>
        <Button
          aria-expanded={open !== null && open.kind !== 'person'}
          onPress={() => setOpen(open && open.kind !== 'person' ? null : { kind: 'tools' })}
        >
          {t('training.tools.title')}
        </Button>
      </div>
      {isSettled(seminar) && <p>{t('training.people.settled')}</p>}
      <div className="list-tools">
        <TextField label={t('training.people.search')} value={question.text} onChange={(text) => ask({ text })} />
        <Select
          label={t('training.people.filter')}
          options={FILTER_ORDER.map((id) => ({
            id,
            label: t('training.people.filter-count', { filter: t(`training.people.filters.${id}`), count: all.filter(FILTERS[id]).length }),
          }))}
          value={question.filter}
          onChange={(filter) => ask({ filter })}
        />
        <Select
          label={t('training.people.order')}
          options={ORDER_ORDER.map((id) => ({ id, label: t(`training.people.orders.${id}`) }))}
          value={question.order}
          onChange={(order) => ask({ order })}
        />
      </div>
      {preview.failure && <ErrorPanel failure={preview.failure} onRetry={preview.ask} />}
      {facts.failure && <ErrorPanel failure={facts.failure} onRetry={facts.ask} />}
      {preview.value && found.length === 0 && <p>{t(all.length === 0 ? 'training.people.nobody' : 'training.people.nothing-found')}</p>}
      {found.length > 0 && (
        <PeopleTable
          sessions={seminar.plan.sessions}
          schemes={schemes}
          rows={pageOf(found, page, PAGE)}
          narrow={Boolean(beside)}
          computedAt={computedAt}
          current={open?.kind === 'person' ? open.person : null}
          onOpen={(id) => setOpen({ kind: 'person', person: id })}
        />
      )}
      <Pager label={t('training.parts.participants')} page={page} size={PAGE} total={found.length} onPage={setPage} />
    </Split>
  );
}

const NOBODY: readonly Participation[] = [];
