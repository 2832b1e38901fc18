import type { ReactNode } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { useEffect } from 'react';
import { useWords } from '../words/words.tsx';
import { DecisionColumn } from './decision-column.tsx';
import { DocumentViewer } from './document-viewer.tsx';
import { ResultColumn } from './result-column.tsx';
import type { Signing } from './use-signing.ts';
import { WorkColumn } from './work-column.tsx';

interface ReviewStageProps {
  readonly signing: Signing;
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** The document fills the screen; the narrow column beside it decides, works, and tells the result. */
export function ReviewStage({ signing, reader, onChoose }: ReviewStageProps) {
  const { t } = useWords();
  const { desk, stage } = signing;
  const title = t('sign.title');
  useEffect(() => {
    document.title = `${title} - ${t('frame.product')}`;
  }, [title, t]);
  const columns: Readonly<Record<typeof stage, () => ReactNode>> = {
    pick: () => null,
    review: () => <DecisionColumn signing={signing} reader={reader} onChoose={onChoose} />,
    working: () => <WorkColumn signing={signing} reader={reader} />,
    result: () => <ResultColumn signing={signing} />,
  };
  return (
    <div className="review">
      <h1 className="unseen">{title}</h1>
      {desk.current && <DocumentViewer key={desk.current.id} document={desk.current} desk={desk} />}
      <section className="review-column" aria-label={t('sign.who.title')}>
        {columns[stage]()}
      </section>
    </div>
  );
}
