import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { canonicalize, CANONICALIZATIONS, type Canonicalization } from '../../../pki/xml/canonicalize.ts';
import { MAX_MARKUP, parseXml } from '../../../pki/xml/document.ts';
import type { XmlDocument } from '../../../pki/xml/element.ts';
import { type MarkupLimits, readTree } from '../../../pki/xml/read.ts';
import { encodeText } from '../../../pki/xml/text.ts';
import { LibxmlCanonical } from '../../support/libxml-canonical.ts';

const PREFIXES = ['', 'p', 'q', 'é'];
/** None with an ampersand: libxml2 writes it bare, against section 2.3 of Canonical XML. */
const NAMESPACES = ['urn:1', 'urn:2', 'http://x.example/?a=1;b'];
const pieces = (...units: readonly string[]): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...units), maxLength: 6 });

const REFERENCES = ['&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#13;', '&#xA;', '&#9;', '&#x1F600;', '&#0000065;'];
const value = pieces('a', '医', '𠮷', ' ', '\t', '\n', '\r\n', '\r', '>', "'", '/>', '=', ...REFERENCES);
const text = pieces('a', '医', '𠮷', ' ', '\n', '\r\n', '\r', '>', '"', "'", '<![CDATA[]]>', '<![CDATA[<a b="&amp;">\r\n]]>', ...REFERENCES);
const hidden = fc.constantFrom('<!---->', '<!-- <a>\r\n -->', '<?p?>', '<?p  q r="<a>" ?>', '<?q\r\nx\ry?>');
/** Above and below the surrogates, where the order of strings is not that of code points. */
const localName = fc.constantFrom('a', 'b', 'Id', '\uF900', '𠮷');
const qualified = fc.tuple(fc.constantFrom(...PREFIXES), localName).map(([prefix, name]) => (prefix ? `${prefix}:${name}` : name));
const declaration = fc
  .tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...NAMESPACES, ''))
  .map(([prefix, namespace]) => [prefix ? `xmlns:${prefix}` : 'xmlns', prefix ? namespace || 'urn:3' : namespace] as const);
const ofXml = fc.constantFrom<readonly [string, string]>(['xml:lang', 'ja'], ['xml:lang', 'en'], ['xml:space', 'preserve'], ['xml:id', 'i']);
const written = fc.tuple(qualified, value);
const quoted = ([name, inside]: readonly [string, string], mark: string): string =>
  mark === '"' ? ` ${name}="${inside}"` : `\r\n${name} = '${inside.replaceAll("'", '&apos;')}'`;

const attributes = fc
  .tuple(
    fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: declaration }, { weight: 3, arbitrary: written }, ofXml), {
      maxLength: 5,
      selector: ([name]) => name,
    }),
    fc.constantFrom('"', "'"),
  )
  .map(([pairs, mark]) => pairs.map((pair) => quoted(pair, mark)).join(''));

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(qualified, attributes, fc.array(fc.oneof({ maxDepth: 5 }, text, hidden, tie('element')), { maxLength: 4 }), fc.constantFrom('', ' ', '\n'))
    .map(([name, inside, content, space]) =>
      content.length === 0 ? `<${name}${inside}${space}/>` : `<${name}${inside}${space}>${content.join('')}</${name}${space}>`,
    ),
}));
const xml = fc
  .tuple(
    fc.constantFrom('', '\uFEFF', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\r\n'),
    fc.array(hidden, { maxLength: 2 }),
    element,
    fc.array(hidden, { maxLength: 2 }),
  )
  // Every prefix declared at least once, so that most texts are well-formed.
  .map(
    ([prolog, before, root, behind]) =>
      `${prolog}${before.join('\n')}<r xmlns:p="urn:1" xmlns:q="urn:2" xmlns:é="urn:3" xml:lang="fr">${root}</r>${behind.join(' ')}`,
  );

const METHODS: readonly Canonicalization[] = [
  ...Object.values(CANONICALIZATIONS),
  ...[['p'], ['#default'], ['q', '#default', 'é', 'none']].map(
    (inclusivePrefixes): Canonicalization => ({ mode: 'exclusive', withComments: false, inclusivePrefixes }),
  ),
];

function parsed(bytes: Uint8Array): XmlDocument | null {
  try {
    return parseXml(bytes);
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

describe('a document is what libxml2 says that it is', () => {
  it('canonical as a whole and in every part, by every algorithm', () => {
    let read = 0;
    fc.assert(
      fc.property(xml, fc.constantFrom(...METHODS), (source, method) => {
        const bytes = encodeText(source);
        const document = parsed(bytes);
        if (!document) return;
        read += 1;
        using peer = new LibxmlCanonical(bytes);
        for (const target of [document, ...document.elements])
          expect(Buffer.from(canonicalize(target, method)).toString()).toBe(peer.write('root' in target ? null : target.order, method));
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  it('canonical without one of its elements', () => {
    fc.assert(
      fc.property(xml, fc.constantFrom(...METHODS), fc.nat(), (source, method, number) => {
        const bytes = encodeText(source);
        const document = parsed(bytes);
        if (!document || document.elements.length === 1) return;
        const left = document.elements[1 + (number % (document.elements.length - 1))]!;
        using peer = new LibxmlCanonical(bytes);
        peer.remove(left.order);
        expect(Buffer.from(canonicalize(document, method, left)).toString()).toBe(peer.write(null, method));
      }),
      { numRuns: 500 },
    );
  });
});

it('a text that is not well-formed is read or refused, and by its name', () => {
  fc.assert(
    fc.property(
      fc.oneof(xml, text, hidden),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', '<', '>', '/', '"', '<!', '<?', '&#x110000;', ':'),
      (source, at, length, put) => {
        const from = at % (source.length + 1);
        const broken = source.slice(0, from) + put + source.slice(from + (length % 8));
        try {
          readTree(broken, MAX_MARKUP);
        } catch (error) {
          expect(error).toBeInstanceOf(PkiError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe('how much markup is read', () => {
  const MOST: MarkupLimits = { elements: 3, attributes: 4, attributesOfOne: 2, hidden: 1 };

  it.each([
    ['<a b="=" c=""><d e=""/></a>', 2],
    ['<a><a/><a/></a>', 3],
    ['<a b="" c=""><a b="" c=""/></a>', 2],
    ['<!----><a><![CDATA[<a/><a/><a/>]]></a>', 1],
    ['<a><a/><a/><a/></a>', 'XML_TOO_LARGE'],
    ['<a b="" c="" d=""/>', 'XML_TOO_LARGE'],
    ['<a b="" xmlns="" xmlns:c="urn:c"/>', 'XML_TOO_LARGE'],
    ['<a b="" c=""><a b="" c=""/><a b=""/></a>', 'XML_TOO_LARGE'],
    ['<!----><a><?b?></a>', 'XML_TOO_LARGE'],
    ['<a b="" c="" d=""', null],
    ['<!DOCTYPEx [<!ENTITY y "z">]><a>&y;<!--]]>--></a>', null],
    ['<!x><a/><![CDATA[]]>', null],
    ['<a xmlns:p="x"/>', 'XML_UNREADABLE'],
    ['', null],
  ])('%j', (source, elements) => {
    expect(outcomeOf(() => readTree(source, MOST)?.elements.length ?? null)).toBe(elements);
  });

  it.each(['<', '<a', '<a>', '<!--', '<![CDATA[', '<?', '<a b="', '<a b = ', '</', '<a ', '&#'])('%j over and over comes to its end', (piece) => {
    expect(outcomeOf(() => readTree(piece.repeat(200_000), MAX_MARKUP))).toBeOneOf([null, 'XML_TOO_LARGE']);
  });
});

function outcomeOf<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof PkiError) return error.code;
    throw error;
  }
}
