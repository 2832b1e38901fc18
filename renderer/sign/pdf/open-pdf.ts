import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerAddress;

/** Opens a PDF for looking only: scripts and forms with logic (XFA) never run, nothing is fetched but our own fonts and character maps. */
export function openPdf(data: Uint8Array): PDFDocumentLoadingTask {
  const resources = new URL('pdfjs/', document.baseURI).href;
  return getDocument({
    data,
    cMapUrl: `${resources}cmaps/`,
    standardFontDataUrl: `${resources}standard_fonts/`,
    wasmUrl: `${resources}wasm/`,
    useWasm: false,
    enableXfa: false,
    useSystemFonts: false,
  });
}
