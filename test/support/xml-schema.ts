import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  type XmlElement,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { NAMESPACES } from '../../pki/xml/namespaces.ts';

const XADES = 'XAdES01903v141-201601.xsd';

/** Where the schemas import each other from. */
const PLACES: Readonly<Record<string, string>> = {
  'XAdES01903v132-201601.xsd': 'http://uri.etsi.org/01903/v1.3.2/XAdES01903v132-201601.xsd',
  'xmldsig-core-schema.xsd': 'http://www.w3.org/TR/2008/REC-xmldsig-core-20080610/xmldsig-core-schema.xsd',
};

/** What the schemas find wrong in one signature of a document (the first, or the one of the identifier) and its properties. */
export function schemaFaults(folder: string, xml: Uint8Array, id?: string): string[] {
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(Object.entries(PLACES).map(([name, place]) => [place, read(name)]))));
  try {
    using schema = XmlDocument.fromBuffer(read(XADES), { url: XADES });
    using validator = XsdValidator.fromDoc(schema);
    using document = XmlDocument.fromBuffer(xml, { encoding: 'utf-8' });
    const signatures = document.find('//n:Signature', { n: NAMESPACES.ds }) as XmlElement[];
    validator.validate(signatures.find((one) => id === undefined || one.attr('Id')?.value === id)!);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message.trim());
    throw error;
  } finally {
    xmlCleanupInputProvider();
  }
}
