import { type XmlAttribute, XmlDocument, XmlElement } from 'libxml2-wasm';
import { parseXml } from '../../../pki/xml/document.ts';

const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
/** Child elements and text, of CDATA sections too. A walk by siblings would end at a processing instruction. */
const CONTENT = '*|text()';

/** Everything of a document but its signatures, by expanded names, so that two documents with one view say the same; as libxml2 reads them. */
export function viewOf(bytes: Uint8Array): string {
  parseXml(bytes);
  using document = XmlDocument.fromBuffer(bytes, { encoding: 'utf-8' });
  return JSON.stringify(viewOfElement(document.root));
}

type View = readonly [string, readonly string[], readonly (View | string)[]];

function viewOfElement(element: XmlElement): View {
  const inside: (View | string)[] = [];
  for (const node of element.find(CONTENT)) {
    if (node instanceof XmlElement) {
      if (node.namespaceUri === SIGNATURE && node.name === 'Signature') continue;
      inside.push(viewOfElement(node));
    } else if (typeof inside.at(-1) === 'string') inside.push(`${inside.pop()}${node.content}`);
    else inside.push(node.content);
  }
  const attributes = element.attrs.map((one: XmlAttribute) => `{${one.namespaceUri}}${one.name}=${one.value}`).sort();
  return [`{${element.namespaceUri}}${element.name}`, attributes, inside];
}
