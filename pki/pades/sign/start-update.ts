import type { PdfDocument } from '../../pdf/document.ts';
import { IncrementalUpdate } from '../../pdf/update.ts';
import { promisedNumbers } from '../changes/isolation.ts';

/**
 * An update whose new objects are none that the document refers to already: the signatures in it could not be told from swapped content.
 * @throws PkiError PDF_BROKEN
 */
export const startUpdate = async (document: PdfDocument): Promise<IncrementalUpdate> =>
  new IncrementalUpdate(document, await promisedNumbers(document.source));
