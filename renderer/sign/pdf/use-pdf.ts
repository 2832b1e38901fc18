import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';

type PdfState = { readonly state: 'loading' | 'failed'; readonly pdf: null } | { readonly state: 'open'; readonly pdf: PDFDocumentProxy };

/** The pages of an opened document. pdf.js is loaded when the first PDF is looked at. */
export function usePdf(id: string): PdfState {
  const { desk } = useDesk();
  const [known, setKnown] = useState<PdfState>({ state: 'loading', pdf: null });
  useEffect(() => {
    let close = () => {};
    let current = true;
    const load = async () => {
      const [{ openPdf }, file] = await Promise.all([import('./open-pdf.ts'), desk.documents.content({ id })]);
      const task = openPdf(new Uint8Array(await file.arrayBuffer()));
      close = () => void task.destroy();
      if (!current) return close();
      const pdf = await task.promise;
      if (current) setKnown({ state: 'open', pdf });
    };
    load().catch(() => current && setKnown({ state: 'failed', pdf: null }));
    return () => {
      current = false;
      close();
    };
  }, [desk, id]);
  return known;
}
