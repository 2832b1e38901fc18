import { PkiError } from '../errors.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { refuseHiddenConstructs } from '../xml/constructs.ts';
import { parseXml } from '../xml/document.ts';
import { soleText, type XmlDocument } from '../xml/element.ts';
import { elementAt, layoutOf } from './layout.ts';

/**
 * The prescription information file (SJ1) inside a prescription or, as the prescription it refers to, inside a dispensing document.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, PRESCRIPTION_MALFORMED
 */
export function prescriptionContent(xml: Uint8Array): Uint8Array {
  const document = parseXml(xml);
  refuseHiddenConstructs(document);
  const path = layoutOf(document)?.payloads.find((payload) => payload.at(-1) === 'PrescriptionDocument') ?? [];
  return payloadAt(document, path);
}

/** @throws PkiError PRESCRIPTION_MALFORMED when there is no such element, or more than text in it, or no base64 */
export function payloadAt(document: XmlDocument, path: readonly string[]): Uint8Array {
  const content = decodeBase64(soleText(elementAt(document, path)) ?? '*');
  if (!content)
    throw new PkiError('PRESCRIPTION_MALFORMED', { line: 0, record: '', field: '', note: `no base64 in ${path.join('/') || 'Document'}` });
  return content;
}
