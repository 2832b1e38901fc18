import { XmlElement, XmlText, type XmlDocument, type XmlNode } from 'libxml2-wasm';

/** Child elements, in document order; all, or those of one namespace (`''` is no namespace) and local name. */
export function childElements(parent: XmlElement, namespace?: string, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.next) {
    if (node instanceof XmlElement && (namespace === undefined || isNamed(node, namespace, name))) found.push(node);
  }
  return found;
}

export const isNamed = (element: XmlElement, namespace: string, name?: string): boolean =>
  (name === undefined || element.name === name) && element.namespaceUri === namespace;

/** The child of that name if there is exactly one, else `null`: a second one is never passed over silently. */
export function onlyChild(parent: XmlElement | null, namespace: string, name: string): XmlElement | null {
  const found = parent ? childElements(parent, namespace, name) : [];
  return found.length === 1 ? found[0]! : null;
}

/** The element at the end of a path of only children. */
export const onlyDescendant = (parent: XmlElement | null, namespace: string, ...path: readonly string[]): XmlElement | null =>
  path.reduce((element, name) => onlyChild(element, namespace, name), parent);

/** Whether an element holds text of its own beside its child elements. */
export function hasOwnText(element: XmlElement): boolean {
  for (let node = element.firstChild; node; node = node.next) {
    if (!(node instanceof XmlElement) && node.content.trim() !== '') return true;
  }
  return false;
}

/** Text of an element that holds nothing but text; `null` when it holds anything else. */
export function soleText(element: XmlElement | null): string | null {
  for (let node = element?.firstChild ?? null; node; node = node.next) if (!(node instanceof XmlText)) return null;
  return element?.content ?? null;
}

export const attribute = (element: XmlElement | null, name: string): string | null => element?.attr(name)?.value ?? null;

/** Elements of the document by expanded name, in document order. */
export const elementsNamed = (scope: XmlDocument | XmlElement, namespace: string, name: string): XmlElement[] =>
  scope.find(`descendant-or-self::n:${name}`, { n: namespace }).filter((node) => node instanceof XmlElement);

/** Whether `node` lies inside `ancestor` or is it. */
export function isWithin(node: XmlNode, ancestor: XmlElement): boolean {
  for (let place: XmlNode | null = node; place; place = place.parent) if (place.isSameNode(ancestor)) return true;
  return false;
}
