import { sameBytes } from '../asn1/values.ts';
import { encodeBase64 } from '../encoding/base64.ts';
import { PkiError } from '../errors.ts';
import { canonicalize, EXCLUSIVE_C14N, INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { refuseHiddenConstructs } from '../xml/constructs.ts';
import { parseXml } from '../xml/document.ts';
import { childElements, type XmlElement } from '../xml/element.ts';
import { indexIds, repeatedIds } from '../xml/ids.ts';
import { type Tag, tagsOf } from '../xml/tags.ts';
import { decodeText, encodeText } from '../xml/text.ts';
import { readCj1 } from './cj1.ts';
import { payloadAt } from './content.ts';
import { elementAt, PRESCRIPTION } from './layout.ts';
import { readSj1 } from './sj1.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const REFERENCE = ['Document', 'Dispensing', 'ReferencePrescription'];

const notEmbeddable = (note: string): PkiError => new PkiError('PRESCRIPTION_NOT_EMBEDDABLE', { note });
const inAttribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * The unsigned dispensing document (ED) around a received prescription, whose content is taken over character for character, and a dispensing
 * information file. DispensingId and AdditionalDispensedInformation are put in by the service.
 *
 * A doctor's signature without transforms covers the namespaces that are in scope around it, so that those of the received document are declared here
 * too; that everything in the prescription still means the same octets is then proved, not assumed.
 * @param prescription EP document as received
 * @param csv dispensing information file (CJ1)
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, PRESCRIPTION_MALFORMED, DISPENSING_MALFORMED, PRESCRIPTION_NOT_EMBEDDABLE
 */
export function buildDispensingDocument({ prescription, csv }: { readonly prescription: Uint8Array; readonly csv: Uint8Array }): Uint8Array {
  readCj1(csv);
  const received = parseXml(prescription);
  refuseHiddenConstructs(received);
  readSj1(payloadAt(received, PRESCRIPTION.payloads[0]!));
  const holder = elementAt(received, PRESCRIPTION.root)!;
  if (holder.attributes.length > 0 || holder.declared.size > 0) throw notEmbeddable('Prescription has attributes');
  const namespaces = new Map([['xsi', XSI], ...received.root.declared]);
  if (namespaces.get('xsi') !== XSI || namespaces.has('')) throw notEmbeddable('the namespaces of the document are others');
  const declared = [...namespaces].map(([prefix, namespace]) => ` xmlns:${prefix}="${inAttribute(namespace)}"`).join('');
  const document = encodeText(
    '<?xml version="1.0" encoding="UTF-8"?>' +
      `<Document${declared} id="Document" xsi:noNamespaceSchemaLocation="ED.xsd">` +
      '<DispensingManagement id="DispensingManagement"><Version Value="EPD1.0"/></DispensingManagement>' +
      `<Dispensing id="Dispensing"><ReferencePrescription>${innerText(decodeText(prescription))}</ReferencePrescription>` +
      `<DispensingDocument id="DispensingDocument">${encodeBase64(csv)}</DispensingDocument></Dispensing></Document>`,
  );
  requireSameMeaning(holder, document);
  return document;
}

/** What stands between the tags of `Prescription`, the first child of the root of its name. */
function innerText(text: string): string {
  const open: Tag[] = [];
  for (const tag of tagsOf(text)) {
    if (tag.kind === 'start') open.push(tag);
    const last = tag.kind === 'end' ? open.pop() : null;
    if (last && open.length === 1 && last.name === 'Prescription') return text.slice(last.end, tag.start);
  }
  throw notEmbeddable('no Prescription');
}

const octetsOf = (parent: XmlElement): readonly Uint8Array[] =>
  childElements(parent).flatMap((child) => [canonicalize(child, INCLUSIVE_C14N), canonicalize(child, EXCLUSIVE_C14N)]);

function requireSameMeaning(holder: XmlElement, bytes: Uint8Array): void {
  const document = parseXml(bytes);
  const [repeated] = repeatedIds(indexIds(document));
  if (repeated !== undefined) throw notEmbeddable(`identifier ${repeated} occurs more than once`);
  const [before, after] = [octetsOf(holder), octetsOf(elementAt(document, REFERENCE)!)];
  if (before.length !== after.length || before.some((octets, index) => !sameBytes(octets, after[index]!)))
    throw notEmbeddable('its canonical form would change');
}
