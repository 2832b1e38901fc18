import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, XmlValidateError, XsdValidator, xmlCleanupInputProvider, xmlRegisterInputProvider } from 'libxml2-wasm';
import { parseXml } from '../../pki/xml/document.ts';
import { elementsNamed } from '../../pki/xml/element.ts';
import { NAMESPACES } from '../../pki/xml/namespaces.ts';

const XADES = 'XAdES01903v132-201601.xsd';
const XMLDSIG = 'xmldsig-core-schema.xsd';

/** Where the XAdES schema imports that of XML Signature from. */
const XMLDSIG_PLACE = `http://www.w3.org/TR/2008/REC-xmldsig-core-20080610/${XMLDSIG}`;

/** What the schemas find wrong in the first signature of a document and its properties. */
export function schemaFaults(folder: string, xml: Uint8Array): string[] {
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  xmlRegisterInputProvider(new XmlBufferInputProvider({ [XMLDSIG_PLACE]: read(XMLDSIG) }));
  try {
    using schema = XmlDocument.fromBuffer(read(XADES), { url: XADES });
    using validator = XsdValidator.fromDoc(schema);
    using document = parseXml(xml);
    validator.validate(elementsNamed(document, NAMESPACES.ds, 'Signature')[0]!);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message.trim());
    throw error;
  } finally {
    xmlCleanupInputProvider();
  }
}
