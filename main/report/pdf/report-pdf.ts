import { stampFont } from '../../../pki/pades/stamp/font.ts';
import { pdfFile } from '../../print/pdf-file.ts';
import { typesetter } from '../../print/typeset.ts';
import type { Language } from '../../words/words.ts';
import { type ReportedFile, reportView } from '../report-view.ts';
import { compose } from './compose.ts';
import { furniture } from './furniture.ts';
import { SHEET } from './sheet.ts';

/** The printable report. Equal reports are equal files. */
export async function reportPdf(reported: ReportedFile, language: Language): Promise<Uint8Array> {
  const view = reportView(reported, language);
  const type = typesetter(await stampFont());
  const pages = compose(view, type);
  return pdfFile({
    sheet: SHEET,
    pages: pages.map((marks, index) => [...furniture(view, reported, type, { page: index + 1, pages: pages.length }), ...marks]),
    type,
    imprint: {
      title: `${view.title} ${reported.report.file}`,
      language: view.language,
      producer: `HPKI Desk ${reported.version}`,
      at: reported.report.verifiedAt,
    },
  });
}
