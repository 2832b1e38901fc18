import { PkiError } from '../../errors.ts';
import type { TimeStamper } from '../../levels/material.ts';
import { openPdf, type PdfDocument } from '../../pdf/document.ts';
import { freeFieldName } from '../sign/field.ts';
import { addField } from '../sign/place.ts';
import { signatureTemplate, TIME_STAMP_ENTRIES, TIME_STAMP_RESERVED } from '../sign/signature-dictionary.ts';
import { startUpdate } from '../sign/start-update.ts';
import { writeSigned } from '../sign/write-signed.ts';
import type { Tail } from './append.ts';

/** By how much two time stamps of one authority may differ, in bytes. */
const SPARE = 256;

/**
 * A revision with a document time stamp over everything (ETSI EN 319 142-1 section 5.4.3), in a field that is not seen. For a time stamp that is
 * larger than the usual room another one is asked for, once, over a revision with room for its size.
 * @throws PkiError PDF_SIGNATURE_TOO_LARGE when that is not enough either; PDF_BROKEN; whatever the time stamper throws
 */
export const timeStampTail =
  (timeStamper: TimeStamper): Tail =>
  async (source) => {
    const document = openPdf(source);
    try {
      return await timeStampRevision(document, timeStamper, TIME_STAMP_RESERVED);
    } catch (error) {
      const size = error instanceof PkiError && error.code === 'PDF_SIGNATURE_TOO_LARGE' ? error.detail['size'] : null;
      if (typeof size !== 'number') throw error;
      return await timeStampRevision(document, timeStamper, size + SPARE);
    }
  };

async function timeStampRevision(document: PdfDocument, timeStamper: TimeStamper, reserved: number): Promise<Uint8Array> {
  const update = await startUpdate(document);
  const signature = update.allocate();
  addField(update, signature, freeFieldName(document, 'TimeStamp'), null);
  const template = signatureTemplate(TIME_STAMP_ENTRIES, reserved);
  return writeSigned(update, signature, template, timeStamper.digestAlgorithm, (digest) => timeStamper.stamp(digest));
}
