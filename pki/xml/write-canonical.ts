import { PkiError } from '../errors.ts';
import { type Bindings, LiveBindings, NO_CHANGE, XML_NAMESPACE } from './bindings.ts';
import type { Canonicalization } from './canonicalize.ts';
import { compareCodePoints, writeText, writeValue } from './characters.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlHidden, XmlNode } from './element.ts';
import { encodeText } from './text.ts';

const NO_PREFIXES: ReadonlySet<string> = new Set();
const DEFAULT_NAMESPACE = '#default';
/** Characters; many short pieces put together weigh far more than their octets. */
const MOST_UNENCODED = 65_536;

/** Writes the canonical form of one document or element (Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0). */
export class CanonicalWriter {
  readonly #method: Canonicalization;
  readonly #without: XmlElement | null;
  /** Those of an exclusive form that are treated as in an inclusive one. */
  readonly #inclusivePrefixes: ReadonlySet<string>;
  /** What the tags around the place declare in the output. */
  readonly #rendered = new LiveBindings();
  readonly #encoded: Uint8Array[] = [];
  /** What is not encoded yet. */
  #text = '';

  constructor(method: Canonicalization, without: XmlElement | null) {
    const { inclusivePrefixes: listed } = method;
    this.#method = method;
    this.#without = without;
    this.#inclusivePrefixes = listed ? new Set(listed.map((prefix) => (prefix === DEFAULT_NAMESPACE ? '' : prefix))) : NO_PREFIXES;
  }

  /** @throws PkiError XML_UNREADABLE where the algorithm is not carried out for the element */
  write(target: XmlDocument | XmlElement): Uint8Array {
    if ('root' in target) this.#document(target);
    else this.#element(target, bindingsAt(target), [...target.attributes, ...this.#inherited(target)]);
    this.#encode();
    return this.#encoded.length === 1 ? this.#encoded[0]! : new Uint8Array(Buffer.concat(this.#encoded));
  }

  #encode(): void {
    this.#encoded.push(encodeText(this.#text));
    this.#text = '';
  }

  #document({ children, root }: XmlDocument): void {
    const [before, behind] = [children.slice(0, children.indexOf(root)), children.slice(children.indexOf(root) + 1)] as XmlHidden[][];
    const shown = (nodes: readonly XmlHidden[]) => nodes.filter(({ kind }) => kind !== 'comment' || this.#method.withComments);
    for (const node of shown(before!)) this.#text += `${writeHidden(node)}\n`;
    this.#node(root);
    for (const node of shown(behind!)) this.#text += `\n${writeHidden(node)}`;
  }

  #node(node: XmlNode): void {
    if (typeof node === 'string') this.#text += writeText(node);
    else if (node.kind === 'element') {
      if (node !== this.#without) this.#element(node, node.declared, node.attributes);
    } else if (node.kind !== 'comment' || this.#method.withComments) this.#text += writeHidden(node);
  }

  /** @param declared what is declared here and not yet around it */
  #element(element: XmlElement, declared: Bindings, attributes: readonly XmlAttribute[]): void {
    const change = this.#rendered.enter(this.#method.mode === 'exclusive' ? this.#used(element, declared) : declared);
    let tag = `<${element.written}`;
    if (change !== NO_CHANGE)
      for (const [prefix, namespace] of [...change.bindings].sort(([a], [b]) => compareCodePoints(a, b)))
        tag += ` xmlns${prefix && `:${prefix}`}="${writeValue(namespace)}"`;
    for (const attribute of attributes.length < 2 ? attributes : attributes.toSorted(compareAttributes))
      tag += ` ${attribute.written}="${writeValue(attribute.value)}"`;
    this.#text += `${tag}>`;
    for (const child of element.children) this.#node(child);
    this.#text += `</${element.written}>`;
    this.#rendered.leave(change);
    if (this.#text.length > MOST_UNENCODED) this.#encode();
  }

  /** Namespaces that names of the element use, and those to be treated as in an inclusive form. */
  #used({ prefix, namespace, attributes }: XmlElement, declared: Bindings): Iterable<readonly [string, string]> {
    const used: (readonly [string, string])[] = [[prefix, namespace]];
    for (const attribute of attributes) if (attribute.prefix) used.push([attribute.prefix, attribute.namespace]);
    if (this.#inclusivePrefixes.size > 0) for (const binding of declared) if (this.#inclusivePrefixes.has(binding[0])) used.push(binding);
    return used;
  }

  /** Attributes of the namespace `xml` that an inclusive form takes over from the elements around (Canonical XML 1.1 section 2.4). */
  #inherited(target: XmlElement): readonly XmlAttribute[] {
    const rule = INHERITED[this.#method.mode];
    const found = new Map<string, XmlAttribute>();
    for (let place = target.parent; place; place = place.parent)
      for (const attribute of place.attributes)
        if (attribute.namespace === XML_NAMESPACE && !found.has(attribute.name) && rule(attribute)) found.set(attribute.name, attribute);
    for (const { name, namespace } of target.attributes) if (namespace === XML_NAMESPACE) found.delete(name);
    return [...found.values()];
  }
}

const INHERITED: Readonly<Record<Canonicalization['mode'], (attribute: XmlAttribute) => boolean>> = {
  exclusive: () => false,
  inclusive: () => true,
  'inclusive 1.1': ({ name }) => {
    if (name === 'base') throw new PkiError('XML_TOO_LARGE', { note: 'xml:base around what Canonical XML 1.1 is asked of' });
    return name === 'lang' || name === 'space';
  },
};

function bindingsAt(element: XmlElement): Bindings {
  const all = new Map<string, string>();
  for (let place: XmlElement | null = element; place; place = place.parent)
    for (const [prefix, namespace] of place.declared) if (!all.has(prefix)) all.set(prefix, namespace);
  return all;
}

const compareAttributes = (a: XmlAttribute, b: XmlAttribute): number =>
  compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.name, b.name);

const writeHidden = ({ kind, target, content }: XmlHidden): string =>
  kind === 'comment' ? `<!--${content}-->` : `<?${target}${content && ` ${content}`}?>`;
