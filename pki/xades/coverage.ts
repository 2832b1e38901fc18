import type { XmlElement } from 'libxml2-wasm';
import { childElements, elementsNamed, hasOwnText, isNamed } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { BASE64 } from './algorithms.ts';
import type { Evaluation } from './evaluate.ts';
import type { Reference } from './signature.ts';

const { ds, xades, xsi } = NAMESPACES;

/**
 * What of the document the signature does not protect, by element name. Signatures are no content; of this one, its objects are.
 * An element of which only parts are signed is named by its own unsigned text and attributes.
 */
export function uncovered(root: XmlElement, { signature, data }: Evaluation): string[] {
  const targets = data.flatMap(({ target, reference }) => (target && isCovered(target, reference) ? [target] : []));
  const landmarks = [...targets, ...elementsNamed(root, ds, 'Signature')].map(lineOf);

  const walk = (element: XmlElement, depth = 0): string[] => {
    if (targets.some((target) => target.isSameNode(element))) return [];
    if (element.isSameNode(signature.element)) return signature.objects.flatMap((object) => walkObject(object, depth + 1));
    if (isNamed(element, ds, 'Signature')) return [];
    if (!landmarks.some((line) => line[depth]?.isSameNode(element))) return [element.name];
    return [...ownContent(element), ...childElements(element).flatMap((child) => walk(child, depth + 1))];
  };
  const walkObject = (object: XmlElement, depth: number): string[] =>
    targets.some((target) => target.isSameNode(object))
      ? []
      : childElements(object)
          .filter(isContent)
          .flatMap((child) => walk(child, depth + 1));
  return [...new Set(walk(root))];
}

/** An element and those above it, from the root down. */
function lineOf(element: XmlElement): XmlElement[] {
  const line: XmlElement[] = [];
  for (let place: XmlElement | null = element; place; place = place.parent) line.unshift(place);
  return line;
}

/** Base64 takes the text alone: elements around parts of it could be others. */
const isCovered = (target: XmlElement, { transforms }: Reference): boolean =>
  transforms.every(({ algorithm }) => algorithm !== BASE64) || childElements(target).length === 0;

const isContent = (element: XmlElement): boolean => !isNamed(element, xades, 'QualifyingProperties');

function ownContent(element: XmlElement): string[] {
  const attributes = element.attrs.filter(({ name, namespaceUri }) => name.toLowerCase() !== 'id' && namespaceUri !== xsi);
  return [...attributes.map(({ name }) => `${element.name}/@${name}`), ...(hasOwnText(element) ? [`${element.name}/text()`] : [])];
}
