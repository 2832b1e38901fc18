import { type ReactNode, useRef } from 'react';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import type { Scheme, Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TestMark } from '../design/status.tsx';
import { Tabs } from '../design/tabs.tsx';
import { Page } from '../frame/page.tsx';
import { address, go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { OutputPart } from './output/output-part.tsx';
import { PeoplePart } from './people/people-part.tsx';
import { PlanPart } from './plan/plan-part.tsx';
import { ResultPart } from './result/result-part.tsx';
import { type Part, PART_OF_STATE, PARTS, whenWords } from './seminar-words.ts';
import { StateBar } from './state-bar.tsx';
import { StatisticsPart } from './statistics/statistics-part.tsx';
import type { Drafts } from './use-drafts.ts';

interface SeminarPageProps {
  readonly id: string;
  readonly part: string | null;
  readonly drafts: Drafts;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** What every part of a seminar is given. */
export interface SeminarPartProps {
  readonly seminar: Seminar;
  readonly schemes: readonly Scheme[];
  /** Something changed the seminar as a whole. */
  readonly onChanged: () => void;
}

/** One seminar; each of its parts has an address of its own. */
export function SeminarPage({ id, part, drafts, onSign }: SeminarPageProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const tables = useAnswer(async () => {
    const [schemes, presets] = await Promise.all([desk.training.schemes(), desk.training.presets()]);
    return { schemes, presets };
  }, [desk]);
  const asked = useAnswer(() => desk.training.get({ seminar: id }), [desk, id]);
  const seminar = asked.value;
  /** What people came for: it stays while the state of the seminar moves on beneath. */
  const cameFor = useRef<Part | null>(null);
  const failure = asked.failure ?? tables.failure;
  const back = { href: address('reception'), label: t('training.list.back') };
  if (!seminar || !tables.value) {
    return (
      <Page title={t('training.title')} back={back}>
        {failure && <ErrorPanel failure={failure} onRetry={asked.failure ? asked.ask : tables.ask} />}
      </Page>
    );
  }
  const { schemes, presets } = tables.value;
  const shared = { seminar, schemes, onChanged: asked.ask };
  const contents: Readonly<Record<Part, () => ReactNode>> = {
    plan: () => <PlanPart {...shared} presets={presets} drafts={drafts} />,
    participants: () => <PeoplePart {...shared} onSign={onSign} />,
    result: () => <ResultPart {...shared} />,
    output: () => <OutputPart {...shared} onSign={onSign} />,
    statistics: () => <StatisticsPart {...shared} />,
  };
  cameFor.current ??= PART_OF_STATE[seminar.state];
  const open = PARTS.find((known) => known === part) ?? cameFor.current;
  return (
    <Page
      title={seminar.plan.title}
      note={[whenWords(seminar.plan, language, t), seminar.plan.venue].filter(Boolean).join('　')}
      back={back}
      wide
      {...(seminar.plan.practice ? { actions: <TestMark>{t('training.practice')}</TestMark> } : {})}
    >
      <StateBar seminar={seminar} open={open} onMoved={asked.ask} />
      <Tabs
        label={t('training.parts-of')}
        open={open}
        onOpen={(next) => next !== open && go('reception', id, next)}
        items={PARTS.map((known) => ({
          id: known,
          title: t(`training.parts.${known}`),
          content: <div className="seminar-part">{known === open && contents[known]()}</div>,
        }))}
      />
    </Page>
  );
}
