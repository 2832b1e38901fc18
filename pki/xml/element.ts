import type { Bindings } from './bindings.ts';

/** An attribute that is no namespace declaration. */
export interface XmlAttribute {
  /** Its name with the prefix. */
  readonly written: string;
  readonly prefix: string;
  /** Without the prefix. */
  readonly name: string;
  /** `''` is no namespace. */
  readonly namespace: string;
  readonly value: string;
}

export interface XmlElement {
  readonly kind: 'element';
  /** Its name with the prefix. */
  readonly written: string;
  /** `''` is none. */
  readonly prefix: string;
  /** Without the prefix. */
  readonly name: string;
  /** `''` is no namespace. */
  readonly namespace: string;
  /** As written, in their order. */
  readonly attributes: readonly XmlAttribute[];
  /** Its namespace declarations, as far as they change something. */
  readonly declared: Bindings;
  readonly parent: XmlElement | null;
  readonly children: readonly XmlNode[];
  /** Number among all elements in document order, the root is 0. */
  readonly order: number;
  /** Number of the last element inside it, its own when there is none. */
  readonly last: number;
}

/** What a signature over canonical XML does not protect or what a display may hide. */
export interface XmlHidden {
  readonly kind: 'comment' | 'processing instruction';
  /** Of an instruction; `''` for a comment. */
  readonly target: string;
  readonly content: string;
}

/** A string is text, that of CDATA sections and references included; two never stand side by side. */
export type XmlNode = XmlElement | XmlHidden | string;

/** A document as read: nothing in it changes any more. */
export interface XmlDocument {
  readonly root: XmlElement;
  /** The root and what stands beside it. */
  readonly children: readonly (XmlElement | XmlHidden)[];
  /** All of them, in document order. */
  readonly elements: readonly XmlElement[];
  /** Kinds of hidden nodes that occur. */
  readonly hidden: ReadonlySet<XmlHidden['kind']>;
}

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string' && node.kind === 'element';

/** Child elements, in document order; all, or those of one namespace (`''` is no namespace) and local name. */
export function childElements(parent: XmlElement, namespace?: string, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of parent.children) if (isElement(node) && (namespace === undefined || isNamed(node, namespace, name))) found.push(node);
  return found;
}

export const isNamed = (element: XmlElement, namespace: string, name?: string): boolean =>
  (name === undefined || element.name === name) && element.namespace === namespace;

/** The child of that name if there is exactly one, else `null`: a second one is never passed over silently. */
export function onlyChild(parent: XmlElement | null, namespace: string, name: string): XmlElement | null {
  const found = parent ? childElements(parent, namespace, name) : [];
  return found.length === 1 ? found[0]! : null;
}

/** The element at the end of a path of only children. */
export const onlyDescendant = (parent: XmlElement | null, namespace: string, ...path: readonly string[]): XmlElement | null =>
  path.reduce((element, name) => onlyChild(element, namespace, name), parent);

/** Whether an element holds text of its own beside its child elements, or a comment or instruction that is one. */
export const hasOwnText = ({ children }: XmlElement): boolean =>
  children.some((node) => !isElement(node) && (typeof node === 'string' ? node : node.content).trim() !== '');

/** Text of an element that holds nothing but text; `null` when it holds anything else. */
export function soleText(element: XmlElement | null): string | null {
  if (!element || element.children.length > 1) return null;
  const [text = ''] = element.children;
  return typeof text === 'string' ? text : null;
}

/** All text inside an element, in order; that in `without` is left out. */
export const textInside = ({ children }: XmlElement, without: XmlElement | null = null): string =>
  children.map((node) => (typeof node === 'string' ? node : isElement(node) && node !== without ? textInside(node, without) : '')).join('');

/** Value of an attribute without namespace. */
export function attribute(element: XmlElement | null, name: string): string | null {
  return element?.attributes.find((one) => one.name === name && one.namespace === '')?.value ?? null;
}

/** Elements of the document by expanded name, in document order. */
export const elementsNamed = ({ elements }: XmlDocument, namespace: string, name: string): XmlElement[] =>
  elements.filter((element) => isNamed(element, namespace, name));

/** Whether `element` lies inside `ancestor` of the same document or is it. */
export const isWithin = ({ order }: XmlElement, ancestor: XmlElement): boolean => ancestor.order <= order && order <= ancestor.last;
