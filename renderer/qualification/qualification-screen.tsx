import type { ReactNode } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { Tabs } from '../design/tabs.tsx';
import { Page } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { CheckPart } from './check-part.tsx';
import { EmergencyPart } from './emergency-part.tsx';
import './qualification.css';
import { RecordsPart } from './records-part.tsx';

interface QualificationProps {
  readonly part: string | null;
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

const PARTS = ['check', 'emergency', 'records'] as const;
type Part = (typeof PARTS)[number];

const CONTENT: Readonly<Record<Part, (given: Omit<QualificationProps, 'part'>) => ReactNode>> = {
  check: (given) => <CheckPart {...given} />,
  emergency: ({ reader }) => <EmergencyPart reader={reader} />,
  records: () => <RecordsPart />,
};

/** An office looks at a candidate's card; in an emergency anybody does. */
export function QualificationScreen({ part, ...given }: QualificationProps) {
  const { t } = useWords();
  const current = PARTS.find((known) => known === part) ?? 'check';
  return (
    <Page
      title={t('qualification.title')}
      note={t(current === 'emergency' ? 'qualification.emergency.note' : 'qualification.note')}
      wide={current !== 'check'}
    >
      <Tabs
        label={t('qualification.title')}
        open={current}
        onOpen={(id) => go('qualification', id)}
        items={PARTS.map((id) => ({ id, title: t(`qualification.parts.${id}`), content: CONTENT[id](given) }))}
      />
    </Page>
  );
}
