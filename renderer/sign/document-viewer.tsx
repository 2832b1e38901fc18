import type { ReactNode } from 'react';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { Button } from '../design/button.tsx';
import { AskedBy } from '../requests/asked-by.tsx';
import { useWords } from '../words/words.tsx';
import './document-viewer.css';
import { DispensingDocumentView } from './dispensing-view.tsx';
import { FileFacts } from './file-facts.tsx';
import { PdfView } from './pdf/pdf-view.tsx';
import { PrescriptionView } from './prescription/prescription-view.tsx';
import { TextView } from './text/text-view.tsx';
import type { DocumentDesk } from './use-documents.ts';

export interface ViewProps {
  readonly document: OpenedDocument;
  /** The content has been shown. */
  readonly onSeen: () => void;
}

const VIEWS: Readonly<Record<OpenedDocument['kind'], (props: ViewProps) => ReactNode>> = {
  pdf: PdfView,
  'prescription-csv': PrescriptionView,
  'prescription-xml': PrescriptionView,
  'dispensing-xml': DispensingDocumentView,
  xml: TextView,
  cms: FileFacts,
  other: TextView,
};

/** The content of a document, as its kind is shown. */
export function DocumentContent(props: ViewProps) {
  const View = VIEWS[props.document.kind];
  return <View {...props} />;
}

/** What is to be signed, as large as the window allows. */
export function DocumentViewer({ document, desk }: { readonly document: OpenedDocument; readonly desk: DocumentDesk }) {
  const { t } = useWords();
  const index = desk.open.indexOf(document);
  const neighbour = (step: number) => desk.open[index + step];
  const showNeighbour = (step: number) => {
    const found = neighbour(step);
    if (found) desk.show(found.id);
  };
  return (
    <div className="viewer">
      <AskedBy document={document.id} />
      <header className="viewer-header">
        <p className="viewer-name">{document.name}</p>
        {desk.open.length > 1 && (
          <p className="viewer-turn">
            <Button
              kind="quiet"
              icon="previous"
              aria-label={t('sign.document.previous')}
              isDisabled={!neighbour(-1)}
              onPress={() => showNeighbour(-1)}
            />
            <span>{t('sign.document.position', { index: index + 1, total: desk.open.length })}</span>
            <Button kind="quiet" icon="next" aria-label={t('sign.document.next')} isDisabled={!neighbour(1)} onPress={() => showNeighbour(1)} />
          </p>
        )}
      </header>
      <DocumentContent document={document} onSeen={() => desk.markSeen(document.id)} />
    </div>
  );
}
