import type { TimeStamper } from '../../levels/material.ts';
import { openPdf } from '../../pdf/document.ts';
import { IncrementalUpdate } from '../../pdf/update.ts';
import { freeFieldName } from '../sign/field.ts';
import { addField } from '../sign/place.ts';
import { signatureTemplate, TIME_STAMP_ENTRIES, TIME_STAMP_RESERVED } from '../sign/signature-dictionary.ts';
import { writeSigned } from '../sign/write-signed.ts';
import type { Tail } from './append.ts';

/** A revision with a document time stamp over everything (ETSI EN 319 142-1 section 5.4.3), in a field that is not seen. */
export const timeStampTail =
  (timeStamper: TimeStamper): Tail =>
  (source) => {
    const document = openPdf(source);
    const update = new IncrementalUpdate(document);
    const signature = update.allocate();
    addField(update, signature, freeFieldName(document, 'TimeStamp'), null);
    const template = signatureTemplate(TIME_STAMP_ENTRIES, TIME_STAMP_RESERVED);
    return writeSigned(update, signature, template, timeStamper.digestAlgorithm, (digest) => timeStamper.stamp(digest));
  };
