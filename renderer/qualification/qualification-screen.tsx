import { Page } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import type { ReaderView } from '../../main/api/schema/card.ts';

interface QualificationProps {
  readonly part: string | null;
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** An office looks at a candidate's card. */
export function QualificationScreen(_: QualificationProps) {
  const { t } = useWords();
  return (
    <Page title={t('qualification.title')} note={t('qualification.note')}>
      {null}
    </Page>
  );
}
