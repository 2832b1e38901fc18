import { childElements, hasOwnText, isNamed, isWithin, type XmlDocument, type XmlElement } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { BASE64 } from './algorithms.ts';
import type { Evaluation } from './evaluate.ts';
import { outermostSignatures, type Reference } from './signature.ts';

const { ds, xades, xsi } = NAMESPACES;

/**
 * What of the document the signature does not protect, by element name. Signatures that are reported are no content; of this one, its objects are.
 * An element of which only parts are signed is named by its own unsigned text and attributes.
 */
export function uncovered(document: XmlDocument, { signature, data }: Evaluation): string[] {
  const targets = data.flatMap(({ target, reference }) => (target && isCovered(target, reference) ? [target] : []));
  const signatures = outermostSignatures(document);
  const landmarks = [...targets, ...signatures];

  const walk = (element: XmlElement): string[] => {
    if (targets.includes(element)) return [];
    if (element === signature.element) return signature.objects.flatMap(walkObject);
    if (signatures.includes(element)) return [];
    if (!landmarks.some((landmark) => isWithin(landmark, element))) return [element.name];
    return [...ownContent(element), ...childElements(element).flatMap(walk)];
  };
  const walkObject = (object: XmlElement): string[] =>
    targets.includes(object) ? [] : [...ownText(object), ...childElements(object).filter(isContent).flatMap(walk)];
  return [...new Set(walk(document.root))];
}

/** Base64 takes the text alone: elements around it could be others and have other attributes; an object of the signature could not. */
const isCovered = (target: XmlElement, { transforms }: Reference): boolean =>
  transforms.every(({ algorithm }) => algorithm !== BASE64) || (isNamed(target, ds, 'Object') && childElements(target).length === 0);

const isContent = (element: XmlElement): boolean => !isNamed(element, xades, 'QualifyingProperties');

function ownContent(element: XmlElement): string[] {
  const attributes = element.attributes.filter(({ name, namespace }) => name.toLowerCase() !== 'id' && namespace !== xsi);
  return [...attributes.map(({ name }) => `${element.name}/@${name}`), ...ownText(element)];
}

const ownText = (element: XmlElement): string[] => (hasOwnText(element) ? [`${element.name}/text()`] : []);
