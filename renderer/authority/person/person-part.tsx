import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AdvanceAnswer, HolderPage } from '../../../main/api/schema/credentials.ts';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Split } from '../../design/split.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { ActionForm } from './action-form.tsx';
import { AnswerNotice } from './answer-notice.tsx';
import { ApplyPanel } from './apply-panel.tsx';
import { ChangePanel } from './change-panel.tsx';
import { FeePanel } from './fee-panel.tsx';
import { IssuePanel } from './issue-panel.tsx';
import { ObjectCard } from './object-card.tsx';
import type { Open, PanelProps } from './panel-props.ts';
import { PaperPanel } from './paper-panel.tsx';
import { PersonHead } from './person-head.tsx';
import './person.css';
import { PersonNotices } from './person-notices.tsx';
import { ScanPanel } from './scan-panel.tsx';
import { sortedObjects } from './sorted-objects.ts';
import { StackStep } from './stack-step.tsx';
import { StoryColumn } from './story-column.tsx';
import { usePage } from './use-page.ts';

type Of<Kind extends Open['kind']> = Extract<Open, { kind: Kind }>;

const PANELS: { readonly [Kind in Open['kind']]: (open: Of<Kind>, shared: PanelProps) => ReactNode } = {
  action: ({ object, action }, shared) => <ActionForm key={`${object.id} ${action.transition}`} {...shared} object={object} action={action} />,
  paper: ({ object, item }, shared) => <PaperPanel key={`${object.id} ${item}`} {...shared} object={object} item={item} />,
  scan: ({ id, item }, shared) => <ScanPanel key={id} id={id} item={item} onClose={shared.onClose} />,
  fee: ({ object }, shared) => <FeePanel {...shared} object={object} />,
  issue: ({ object }, shared) => <IssuePanel {...shared} object={object} />,
  procedure: (_open, shared) => <ApplyPanel {...shared} />,
  change: (_open, shared) => <ChangePanel {...shared} />,
};

/** Everything about one person: who it is, what they have, what can be done next, and what has happened. */
export function PersonPart({ holder }: { readonly holder: number }) {
  const { t } = useWords();
  const { round, setPerson } = useWorkspace();
  const { page, failure, show, ask } = usePage(holder, round);
  useEffect(() => {
    setPerson(holder);
    return () => setPerson(null);
  }, [holder, setPerson]);
  if (page) return <Person page={page} onPage={show} />;
  return <Page title={t('credentials.screen.person.title')}>{failure && <ErrorPanel failure={failure} onRetry={ask} />}</Page>;
}

interface PersonProps {
  readonly page: HolderPage;
  readonly onPage: (page: HolderPage) => void;
}

function Person({ page, onPage }: PersonProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const [told, setTold] = useState<{ readonly words: string; readonly answer: AdvanceAnswer } | null>(null);
  const { open: objects, over } = sortedObjects(page.objects);
  const beside = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes beside the column begins at its top
  useEffect(() => void beside.current?.closest('.split-beside')?.scrollTo({ top: 0 }), [open]);
  const begin = (next: Open) => {
    setTold(null);
    setOpen(next);
  };
  const shared: PanelProps = {
    page,
    onPage: (next) => {
      onPage(next);
      setOpen(null);
    },
    onAnswer: (answer, words) => {
      onPage(answer.page);
      setOpen(null);
      setTold({ words, answer });
    },
    onClose: () => setOpen(null),
  };
  const card = (object: (typeof objects)[number]) => (
    <ObjectCard key={object.id} object={object} identity={page.identity} open={open} onOpen={begin} onPage={onPage} />
  );
  return (
    <Page
      title={page.fields.name || t('credentials.screen.no-name')}
      {...(page.fields.kana ? { note: page.fields.kana } : {})}
      wide
      occasion={told}
      actions={<StackStep holder={page.holder} />}
    >
      <PersonHead page={page} open={open} onOpen={begin} />
      <PersonNotices page={page} />
      {told && <AnswerNotice words={told.words} answer={told.answer} />}
      <Split
        wide
        beside={
          <>
            {open && (PANELS[open.kind] as (of: Open, props: PanelProps) => ReactNode)(open, shared)}
            <div ref={beside} hidden={open !== null}>
              <StoryColumn page={page} onPage={onPage} />
            </div>
          </>
        }
      >
        {page.objects.length === 0 && <p>{t('credentials.screen.person.nothing')}</p>}
        {objects.map(card)}
        {over.length > 0 && (
          <Disclosure level={2} title={t('credentials.screen.person.over', { count: over.length })} open={objects.length === 0}>
            <div className="stack">{over.map(card)}</div>
          </Disclosure>
        )}
      </Split>
    </Page>
  );
}
