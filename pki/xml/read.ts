import { PkiError } from '../errors.ts';
import { type Change, LiveBindings } from './bindings.ts';
import { lineEnds, readText, readValue } from './characters.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlHidden, XmlNode } from './element.ts';

/** How much of a text is read. */
export interface MarkupLimits {
  readonly elements: number;
  readonly attributes: number;
  /** Of one element. A parser's time may grow with the square of them. */
  readonly attributesOfOne: number;
  /** Comments and processing instructions. */
  readonly hidden: number;
}

/** An element whose end is still to come. */
interface Open {
  readonly element: Omit<XmlElement, 'children' | 'last'> & { children: XmlNode[]; last: number };
  readonly change: Change;
}

type Written = readonly [name: string, value: string];

const ATTRIBUTE = /[\t\n\r ]+([^\t\n\r =/>]+)[\t\n\r ]*=[\t\n\r ]*(?:"([^"]*)"|'([^']*)')/y;
const END = /[\t\n\r ]*(\/?)>/y;
const TARGET = /^([^\t\n\r ]+)[\t\n\r ]*/;
const DECLARATION = /^\uFEFF?(?:<\?xml[\t\n\r ].*?\?>)?/s;
const COMMENT = '<!--';
const CHARACTER_DATA = '<![CDATA[';
/** Canonicalisation is not defined for a relative name (Canonical XML 1.0 section 1.3). */
const ABSOLUTE = /^[A-Za-z][A-Za-z\d+.-]*:/;
const SPACE = 0x20;
const SLASH = 0x2f;
const GREATER = 0x3e;
const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
/** Never added to. */
const NO_NODES: XmlNode[] = [];

/** The text is not well-formed. */
class Malformed extends Error {}

/**
 * Reads a text without document type into a tree (XML 1.0, Namespaces in XML 1.0). It does not say what is well-formed: of a text that is not it
 * gives a tree or `null`. It reads each character once, whatever the text.
 * @throws PkiError XML_TOO_LARGE when there is more than the limits allow, XML_UNREADABLE for a relative namespace name
 */
export function readTree(text: string, limits: MarkupLimits): XmlDocument | null {
  try {
    return new TreeReader(text, limits).read();
  } catch (cause) {
    if (cause instanceof Malformed) return null;
    throw cause;
  }
}

class TreeReader {
  readonly #text: string;
  readonly #limits: MarkupLimits;
  readonly #elements: XmlElement[] = [];
  readonly #beside: (XmlElement | XmlHidden)[] = [];
  readonly #hidden = new Set<XmlHidden['kind']>();
  readonly #open: Open[] = [];
  readonly #names = new Map<string, readonly [prefix: string, local: string]>();
  readonly #bindings = new LiveBindings();
  #attributeCount = 0;
  #hiddenCount = 0;
  #at: number;

  constructor(text: string, limits: MarkupLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#at = DECLARATION.exec(text)![0].length;
  }

  read(): XmlDocument {
    const text = this.#text;
    for (let tag = text.indexOf('<', this.#at); tag >= 0; tag = text.indexOf('<', this.#at)) {
      if (tag > this.#at) this.#add(readText(text.slice(this.#at, tag)));
      this.#at = tag;
      const next = text[tag + 1];
      if (next === '/') this.#end();
      else if (next === '?') this.#instruction();
      else if (next !== '!') this.#start();
      else if (text.startsWith(COMMENT, tag)) this.#hide('comment', '', lineEnds(this.#between(COMMENT, '-->')));
      else if (text.startsWith(CHARACTER_DATA, tag)) this.#add(lineEnds(this.#between(CHARACTER_DATA, ']]>')));
      else throw new Malformed();
    }
    const [root] = this.#elements;
    if (!root || this.#open.length > 0) throw new Malformed();
    return { root, children: this.#beside, elements: this.#elements, hidden: this.#hidden };
  }

  #add(content: string): void {
    const siblings = this.#open.at(-1)?.element.children;
    if (!siblings || content === '') return;
    const before = siblings.at(-1);
    if (typeof before === 'string') siblings[siblings.length - 1] = before + content;
    else this.#put(content);
  }

  #put(node: XmlNode): void {
    const parent = this.#open.at(-1)?.element;
    if (!parent) this.#beside.push(node as XmlElement | XmlHidden);
    else if (parent.children.length > 0) parent.children.push(node);
    else parent.children = [node];
  }

  #hide(kind: XmlHidden['kind'], target: string, content: string): void {
    this.#hidden.add(kind);
    this.#hiddenCount += 1;
    if (this.#hiddenCount > this.#limits.hidden) throw new PkiError('XML_TOO_LARGE', { note: 'too many comments or processing instructions' });
    this.#put({ kind, target, content });
  }

  #instruction(): void {
    const inside = this.#between('<?', '?>');
    const [beginning = '', target = ''] = TARGET.exec(inside) ?? [];
    this.#hide('processing instruction', target, lineEnds(inside.slice(beginning.length)));
  }

  #start(): void {
    const written = this.#name();
    const attributes: Written[] = [];
    const declared: Written[] = [];
    for (let found = this.#attributeHere(); found; found = this.#attributeHere()) {
      const name = found[1]!;
      const value = readValue(found[2] ?? found[3]!);
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) attributes.push([name, value]);
      else if (value === '' || ABSOLUTE.test(value)) declared.push([name.slice('xmlns:'.length), value]);
      else throw new PkiError('XML_UNREADABLE', { note: `relative namespace name ${value}` });
    }
    const isEmpty = this.#take(END)?.[1];
    if (isEmpty === undefined) throw new Malformed();
    this.#count(attributes.length + declared.length);
    const change = this.#bindings.enter(declared);
    const element = this.#element(written, attributes, change);
    if (isEmpty) this.#bindings.leave(change);
    else this.#open.push({ element, change });
  }

  #name(): string {
    const start = this.#at + 1;
    let end = start;
    for (let code = this.#text.charCodeAt(end); code > SPACE && code !== SLASH && code !== GREATER; code = this.#text.charCodeAt(end)) end += 1;
    this.#at = end;
    return this.#text.slice(start, end);
  }

  #attributeHere(): RegExpExecArray | null {
    return this.#text.charCodeAt(this.#at) <= SPACE ? this.#take(ATTRIBUTE) : null;
  }

  #count(attributes: number): void {
    const most = this.#limits;
    this.#attributeCount += attributes;
    if (this.#elements.length >= most.elements || this.#attributeCount > most.attributes || attributes > most.attributesOfOne)
      throw new PkiError('XML_TOO_LARGE', { note: 'too many elements or attributes' });
  }

  #element(written: string, attributes: readonly Written[], { bindings }: Change): Open['element'] {
    const parent = (this.#open.at(-1)?.element as XmlElement | undefined) ?? null;
    const order = this.#elements.length;
    const [prefix, name] = this.#split(written);
    const element = {
      kind: 'element' as const,
      written,
      prefix,
      name,
      namespace: this.#namespace(prefix),
      attributes: attributes.length === 0 ? NO_ATTRIBUTES : attributes.map((attribute) => this.#attribute(attribute)),
      declared: bindings,
      parent,
      children: NO_NODES,
      order,
      last: order,
    };
    this.#elements.push(element);
    this.#put(element);
    return element;
  }

  #attribute([written, value]: Written): XmlAttribute {
    const [prefix, name] = this.#split(written);
    return { written, prefix, name, namespace: prefix && this.#namespace(prefix), value };
  }

  /** Few names occur often. */
  #split(written: string): readonly [prefix: string, local: string] {
    const known = this.#names.get(written);
    if (known) return known;
    const colon = written.indexOf(':');
    const name = [written.slice(0, Math.max(0, colon)), written.slice(colon + 1)] as const;
    this.#names.set(written, name);
    return name;
  }

  #namespace(prefix: string): string {
    const namespace = this.#bindings.get(prefix);
    if (namespace === undefined) throw new Malformed();
    return namespace;
  }

  #end(): void {
    const open = this.#open.pop();
    if (!open) throw new Malformed();
    open.element.last = this.#elements.length - 1;
    this.#bindings.leave(open.change);
    this.#between('</', '>');
  }

  /** What stands here between two marks; moves on behind the second. */
  #between(beginning: string, ending: string): string {
    const start = this.#at + beginning.length;
    const end = this.#text.indexOf(ending, start);
    if (end < 0) throw new Malformed();
    this.#at = end + ending.length;
    return this.#text.slice(start, end);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}
