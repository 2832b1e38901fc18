import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/words.tsx';

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  readonly page: number;
  /** Width on the screen, in CSS pixels. */
  readonly width: number;
  readonly onShown: () => void;
  readonly onFailed: () => void;
}

/** One page as a picture, with its text for screen readers. */
export function PdfPage({ pdf, page, width, onShown, onFailed }: PdfPageProps) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again only when page or size change
  useEffect(() => {
    let cancel = () => {};
    let current = true;
    const draw = async () => {
      const proxy = await pdf.getPage(page);
      const target = canvas.current;
      if (!current || !target) return;
      const viewport = proxy.getViewport({ scale: (width / proxy.getViewport({ scale: 1 }).width) * devicePixelRatio });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      target.style.width = `${width}px`;
      const task = proxy.render({ canvas: target, viewport });
      cancel = () => task.cancel();
      await task.promise;
      const { items } = await proxy.getTextContent();
      if (!current) return;
      setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
      onShown();
    };
    draw().catch((error: unknown) => current && (error as Error).name !== 'RenderingCancelledException' && onFailed());
    return () => {
      current = false;
      cancel();
    };
  }, [pdf, page, width]);
  const label = t('sign.viewer.page', { page, total: pdf.numPages });
  return (
    <figure className="pdf-page">
      <canvas ref={canvas} className="paper" role="img" aria-label={label} />
      <figcaption className="unseen">{text}</figcaption>
    </figure>
  );
}
