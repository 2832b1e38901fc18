import { type XmlAttribute as LibxmlAttribute, XmlDocument as LibxmlDocument, XmlElement as LibxmlElement } from 'libxml2-wasm';
import { PkiError } from '../../../pki/errors.ts';
import { canonicalize, CANONICALIZATIONS, type Canonicalization } from '../../../pki/xml/canonicalize.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import type { XmlDocument, XmlElement } from '../../../pki/xml/element.ts';
import { indexIds } from '../../../pki/xml/ids.ts';
import { nextStartTag, readProlog } from '../../../pki/xml/prolog.ts';
import { tagsOf } from '../../../pki/xml/tags.ts';
import { decodeText } from '../../../pki/xml/text.ts';
import { LibxmlCanonical } from '../../support/libxml-canonical.ts';
import { demand, type Target } from '../engine/target.ts';
import { MARKUP } from '../mutate/markup.ts';
import { XML } from '../mutate/xml.ts';

const SEEDS = [
  '<r/>',
  '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- before --><?p  x ?>\n<r xmlns:p="urn:1" xmlns:q="urn:2" xml:lang="ja" Id="r">text<p:a q:b="1" p:b="2" b="3" id="a">\r\n<![CDATA[<x>&amp;]]></p:a><!-- in --></r>\n<?q?><!-- behind -->\n',
  '<r xmlns="urn:1" xmlns:p="urn:1"><a xmlns="" xml:space="preserve" b=" \t\n&#13;&#10;&quot;\'"><p:b xmlns:p="urn:2" xmlns="urn:3"><c xmlns="" p:d="e"/></p:b></a><?p q?></r>',
  '\uFEFF<医 𠮷="1" \uF900="2" xmlns:é="urn:é"><é:a é:b="&lt;&gt;&amp;&apos;"/>&#x20BB7;&#x85;\u2028</医>'.replace('urn:é', 'urn:e'),
  '<constructor xmlns:__proto__="urn:1" __proto__:toString="1" hasOwnProperty="2"><__proto__:constructor/></constructor>',
  '<r xml:base="http://a.example/" xml:lang="en"><a xml:id="i" xml:lang=""><b xml:base="c" xml:lang="ja"/></a></r>',
].map((text) => Buffer.from(text));

const LISTED: readonly Canonicalization[] = [['p'], ['#default', 'q']].map((inclusivePrefixes) => ({
  mode: 'exclusive',
  withComments: false,
  inclusivePrefixes,
}));
const METHODS = [...Object.values(CANONICALIZATIONS), ...LISTED];
/** Elements of one document that are canonicalised by themselves. */
const MAX_PARTS = 3;

/** libxml2 writes an ampersand in a namespace name bare, against section 2.3 of Canonical XML. */
const leniently = (canonical: string): string =>
  canonical.replaceAll(/ xmlns(?::[^\s=]+)?="[^"]*"/g, (declared) => declared.replaceAll('&amp;', '&'));

function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

/** libxml2 leaves out an empty xml:base wherever it is, and not only where it has joined several (Canonical XML 1.1 section 2.4). */
const hasEmptyBase = ({ elements }: XmlDocument): boolean =>
  elements.some(({ attributes }) => attributes.some(({ written, value }) => written === 'xml:base' && value === ''));

function checkCanonical(document: XmlDocument, bytes: Uint8Array): void {
  using peer = new LibxmlCanonical(bytes);
  const { elements } = document;
  const step = Math.max(1, Math.floor(elements.length / MAX_PARTS));
  const parts = [...elements.filter(({ order }) => order % step === 0).slice(0, MAX_PARTS), elements.at(-1)!];
  for (const method of METHODS) {
    if (method.mode === 'inclusive 1.1' && hasEmptyBase(document)) continue;
    for (const target of [document, ...parts]) {
      const own = unlessRefused(() => canonicalize(target, method));
      if (!own) continue;
      const expected = peer.write('root' in target ? null : target.order, method);
      demand(leniently(Buffer.from(own).toString()) === leniently(expected), `${method.mode} canonical form is not that of libxml2`);
    }
  }
}

/** libxml2-wasm leaves out a byte order mark at the beginning of any string; the canonical form tells of those. */
const unmarked = (text: string): string => text.replaceAll('\uFEFF', '');

type View = readonly [name: string, namespace: string, attributes: readonly string[], text: string];

const viewOf = ({ written, namespace, attributes, children }: XmlElement): View => [
  written,
  namespace,
  attributes.map((one) => JSON.stringify([one.written, one.namespace, one.value])),
  children.filter((node) => typeof node === 'string').join(''),
];

const qualified = ({ prefix, name }: { readonly prefix: string; readonly name: string }): string => (prefix ? `${prefix}:${name}` : name);

function libxmlView(element: LibxmlElement): View {
  const text = element
    .find('text()')
    .map(({ content }) => content)
    .join('');
  const attributes = element.attrs.map((one: LibxmlAttribute) => JSON.stringify([qualified(one), one.namespaceUri, one.value]));
  return [qualified(element), element.namespaceUri, attributes, text];
}

/** Elements by identifier as libxml2 sees their attributes. */
function libxmlIds(elements: readonly LibxmlElement[]): Map<string, number[]> {
  const ids = new Map<string, number[]>();
  elements.forEach(({ attrs }, order) => {
    for (const { name, value } of attrs) if (/^(?:Id|id|ID)$/.test(name)) ids.set(value, [...(ids.get(value) ?? []), order]);
  });
  return ids;
}

function checkTree(document: XmlDocument, bytes: Uint8Array): void {
  using peer = LibxmlDocument.fromBuffer(bytes, { encoding: 'utf-8' });
  const elements = peer.find('//*').filter((node) => node instanceof LibxmlElement);
  demand(
    unmarked(JSON.stringify(document.elements.map(viewOf))) === unmarked(JSON.stringify(elements.map(libxmlView))),
    'elements are not those of libxml2',
  );
  const own = [...indexIds(document)].map(([id, found]) => [id, found.map(({ order }) => order)]);
  demand(unmarked(JSON.stringify(own)) === unmarked(JSON.stringify([...libxmlIds(elements)])), 'identifiers are not those of libxml2');
}

/** What is put into a document is put where the tree says; what a file is, its first tags say. */
function checkTags({ elements, root }: XmlDocument, text: string): void {
  const opening = [...tagsOf(text)].filter(({ kind }) => kind !== 'end').map(({ name }) => name);
  demand(opening.join(' ') === elements.map(({ written }) => written).join(' '), 'tags are not those of the tree');
  demand(nextStartTag(text, readProlog(text).end)?.name === root.written, 'the first tag is not that of the root');
}

/** Whatever is read is what libxml2 reads: two readers that differ are how signatures are wrapped. */
export const xmlTree: Target = {
  name: 'xml-tree',
  executions: 1500,
  mutations: [...MARKUP, ...MARKUP, ...XML],
  prepare: () => ({
    seeds: SEEDS,
    run(input) {
      const document = unlessRefused(() => parseXml(input));
      if (!document) return;
      checkCanonical(document, input);
      checkTree(document, input);
      checkTags(document, decodeText(input));
    },
  }),
};
