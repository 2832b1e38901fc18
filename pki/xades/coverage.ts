import type { XmlElement } from 'libxml2-wasm';
import { childElements, elementsNamed, hasOwnText, isNamed, isWithin } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import type { Evaluation } from './evaluate.ts';

const { ds, xades, xsi } = NAMESPACES;

/**
 * What of the document the signature does not protect, by element name. Signatures are no content; of this one, its objects are.
 * An element of which only parts are signed is named by its own unsigned text and attributes.
 */
export function uncovered(root: XmlElement, { signature, data }: Evaluation): string[] {
  const targets = data.map(({ target }) => target).filter((target) => target !== null);
  const landmarks = [...targets, ...elementsNamed(root, ds, 'Signature')];

  const walk = (element: XmlElement): string[] => {
    if (targets.some((target) => target.isSameNode(element))) return [];
    if (element.isSameNode(signature.element)) return signature.objects.flatMap(walkObject);
    if (isNamed(element, ds, 'Signature')) return [];
    if (!landmarks.some((landmark) => isWithin(landmark, element))) return [element.name];
    return [...ownContent(element), ...childElements(element).flatMap(walk)];
  };
  const walkObject = (object: XmlElement): string[] =>
    targets.some((target) => target.isSameNode(object)) ? [] : childElements(object).filter(isContent).flatMap(walk);
  return [...new Set(walk(root))];
}

const isContent = (element: XmlElement): boolean => !isNamed(element, xades, 'QualifyingProperties');

function ownContent(element: XmlElement): string[] {
  const attributes = element.attrs.filter(({ name, namespaceUri }) => name.toLowerCase() !== 'id' && namespaceUri !== xsi);
  return [...attributes.map(({ name }) => `${element.name}/@${name}`), ...(hasOwnText(element) ? [`${element.name}/text()`] : [])];
}
