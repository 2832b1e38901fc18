import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { Banner } from '../../design/banner.tsx';
import { PdfPage } from '../../sign/pdf/pdf-page.tsx';
import { useWidth } from '../../sign/pdf/use-width.ts';
import { useWords } from '../../words/words.tsx';

/** The pages of a scanned PDF below each other, as wide as there is room. */
export function ScanPages({ file }: { readonly file: File }) {
  const { t } = useWords();
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let close = () => {};
    let current = true;
    const load = async () => {
      const [{ openPdf }, bytes] = await Promise.all([import('../../sign/pdf/open-pdf.ts'), file.arrayBuffer()]);
      const task = openPdf(new Uint8Array(bytes));
      close = () => void task.destroy();
      if (!current) return close();
      const opened = await task.promise;
      if (current) setPdf(opened);
    };
    load().catch(() => current && setFailed(true));
    return () => {
      current = false;
      close();
    };
  }, [file]);
  return (
    <section ref={place} className="scan-pages" aria-label={file.name}>
      {failed && <Banner status="error" live="alert" heading={t('sign.viewer.failed')} />}
      {pdf &&
        width > 0 &&
        Array.from({ length: pdf.numPages }, (_nothing, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its number
          <PdfPage key={index} pdf={pdf} page={index + 1} width={Math.round(width)} onShown={() => {}} onFailed={() => setFailed(true)} />
        ))}
    </section>
  );
}
