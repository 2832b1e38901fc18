import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { Progress } from '../../design/progress.tsx';
import { PdfView } from '../../sign/pdf/pdf-view.tsx';
import '../../sign/document-viewer.css';
import { useWords } from '../../words/words.tsx';

/** A PDF beside what it says, in sight while the form scrolls. */
export function Paper({ document, title }: { readonly document: OpenedDocument | null; readonly title: string }) {
  const { t } = useWords();
  return (
    <section className="letter-paper" aria-label={title}>
      {document ? <PdfView document={document} onSeen={() => {}} /> : <Progress label={t('letters.preview.working')} done={null} />}
    </section>
  );
}
