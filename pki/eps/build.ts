import { encodeBase64 } from '../encoding/base64.ts';
import { encodeText } from '../xml/text.ts';
import { readSj1 } from './sj1.ts';

/**
 * The unsigned EP document around a prescription information file, on one line as the service wants it.
 * PrescriptionId and AdditionalPrescriptionInformation are put in by the service.
 * @throws PkiError PRESCRIPTION_MALFORMED
 */
export function buildPrescriptionDocument(csv: Uint8Array): Uint8Array {
  readSj1(csv);
  return encodeText(
    '<?xml version="1.0" encoding="UTF-8"?>' +
      '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Document" xsi:noNamespaceSchemaLocation="EP.xsd"><Prescription>' +
      '<PrescriptionManagement id="PrescriptionManagement"><Version Value="EPS1.0"/></PrescriptionManagement>' +
      `<PrescriptionDocument id="PrescriptionDocument">${encodeBase64(csv)}</PrescriptionDocument>` +
      '</Prescription></Document>',
  );
}
