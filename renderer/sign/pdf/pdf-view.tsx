import { useRef, useState } from 'react';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import type { ViewProps } from '../document-viewer.tsx';
import { ScrollArea } from '../scroll-area.tsx';
import { PdfPage } from './pdf-page.tsx';
import './pdf-view.css';
import { usePdf } from './use-pdf.ts';
import { useWidth } from './use-width.ts';

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
const FIT = ZOOMS.indexOf(1);

/** At most this wide when fitted: an A4 page at about 1.5 times its printed size. */
const COMFORTABLE_WIDTH = 1120;

/** A PDF page by page. */
export function PdfView({ document, onSeen }: ViewProps) {
  const { t } = useWords();
  const { state, pdf } = usePdf(document.id);
  const scroll = useRef<HTMLElement>(null);
  const available = useWidth(scroll);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(FIT);
  const [broken, setBroken] = useState(false);
  const pages = pdf?.numPages ?? 1;
  const turn = (step: number) => {
    setPage((now) => Math.min(Math.max(now + step, 1), pages));
    scroll.current?.scrollTo({ top: 0 });
  };
  const scale = (step: number) => setZoom((now) => Math.min(Math.max(now + step, 0), ZOOMS.length - 1));
  const failed = state === 'failed' || broken;
  return (
    <div className="pdf-view">
      <ScrollArea ref={scroll} label={t('sign.viewer.pages')}>
        {failed && <Banner status="error" heading={t('sign.viewer.failed')} live="alert" />}
        {state === 'loading' && <Progress label={t('sign.viewer.loading')} done={null} />}
        {pdf && !failed && available > 0 && (
          <PdfPage
            pdf={pdf}
            page={page}
            width={Math.round(Math.min(available, COMFORTABLE_WIDTH) * (ZOOMS[zoom] ?? 1))}
            onShown={onSeen}
            onFailed={() => setBroken(true)}
          />
        )}
      </ScrollArea>
      <div className="pdf-tools" role="toolbar" aria-label={t('sign.viewer.tools')}>
        <Button kind="quiet" icon="previous" aria-label={t('sign.viewer.previous-page')} isDisabled={page <= 1} onPress={() => turn(-1)} />
        <span>{t('sign.viewer.page', { page, total: pages })}</span>
        <Button kind="quiet" icon="next" aria-label={t('sign.viewer.next-page')} isDisabled={page >= pages} onPress={() => turn(1)} />
        <span className="pdf-tools-gap" />
        <Button kind="quiet" icon="smaller" aria-label={t('sign.viewer.smaller')} isDisabled={zoom === 0} onPress={() => scale(-1)} />
        <Button kind="quiet" onPress={() => setZoom(FIT)}>
          {t('sign.viewer.fit')}
        </Button>
        <Button kind="quiet" icon="larger" aria-label={t('sign.viewer.larger')} isDisabled={zoom === ZOOMS.length - 1} onPress={() => scale(1)} />
      </div>
    </div>
  );
}
