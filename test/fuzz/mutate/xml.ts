import type { Random } from '../engine/random.ts';
import { BYTES } from './bytes.ts';
import { changeDer } from './der.ts';
import { anyOf, type Mutate, spliceText, textMutation } from './mutate.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

const PIECES = [
  '<!-- x -->',
  '<?p x?>',
  '<![CDATA[A]]>',
  '&#65;',
  '&amp;',
  '&x;',
  '&#x0;',
  '&#xD;',
  '\r\n',
  ' ',
  '\t',
  '\u00c2\u00a0',
  '<x/>',
  '</x>',
  '<x>',
  ']]>',
  'A',
  '=',
  '\u0000',
  '\u00ff',
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
];
const PROLOGS = [
  '<!DOCTYPE x [<!ENTITY x "A">]>',
  '<!DOCTYPE x [<!ENTITY a "A"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
  '<!DOCTYPE x [<!ATTLIST PrescriptionDocument id ID #IMPLIED>]>',
  '<!DOCTYPE x SYSTEM "file:///dev/null">',
  '<?xml-stylesheet href="x"?>',
  '<!-- before -->',
];
const ENCODINGS = ['UTF-16', 'Shift_JIS', 'utf-8', 'US-ASCII', 'UTF-7', 'x'];
const ATTRIBUTES = [
  'Id="x"',
  'id="PrescriptionDocument"',
  'Id="PrescriptionSign"',
  'xml:id="PrescriptionDocument"',
  'xmlns="urn:x"',
  'xmlns:ds="urn:x"',
  'xmlns:xs="http://www.w3.org/2000/09/xmldsig#"',
  'xml:base="x"',
  'xml:space="preserve"',
  'x:y="z"',
  'URI=""',
  'URI="#xpointer(/)"',
  'Type="http://uri.etsi.org/01903#SignedProperties"',
  'Algorithm="http://www.w3.org/2000/09/xmldsig#base64"',
];
const VALUES = [
  '',
  '#',
  '#x',
  "#xpointer(id('x'))",
  '#PrescriptionDocument',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2000/09/xmldsig#base64',
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  'http://www.w3.org/2000/09/xmldsig#Manifest',
];

const spans = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
const tags = (text: string): Span[] => spans(text, /<\/?[A-Za-z][^<>]*>/g);
const attributes = (text: string): Span[] => spans(text, /(?<=<[A-Za-z][^<>]*\s)[\w:.-]+="[^"<]*"/g);
const pieceOf = (text: string, span: Span): string => text.slice(span.start, span.end);

/** One element with all inside it, found by counting tags of its name. */
function element(text: string, random: Random): Span | null {
  const start = random.pick(spans(text, /<[A-Za-z][^<>]*>/g));
  if (!start) return null;
  const tag = pieceOf(text, start);
  if (tag.endsWith('/>')) return start;
  const name = /^<([^\s>]+)/.exec(tag)![1]!;
  let depth = 0;
  for (const span of tags(text.slice(start.start))) {
    const found = text.slice(start.start + span.start, start.start + span.end);
    if (!new RegExp(`^</?${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}[\\s/>]`).test(found) || found.endsWith('/>')) continue;
    depth += found.startsWith('</') ? -1 : 1;
    if (depth === 0) return { start: start.start, end: start.start + span.end };
  }
  return null;
}

/** A place between tags. */
const gap = (text: string, random: Random): number => random.pick(tags(text))?.end ?? text.length;

type Change = (text: string, random: Random, other: string) => string | null;
const within =
  (find: (text: string, random: Random) => Span | null | undefined, change: (piece: string, random: Random, text: string) => string): Change =>
  (text, random) => {
    const span = find(text, random);
    return span ? spliceText(text, span.start, span.end - span.start, change(pieceOf(text, span), random, text)) : null;
  };
const someAttribute = (text: string, random: Random) => random.pick(attributes(text));

const CHANGES: readonly Change[] = [
  (text, random) => spliceText(text, gap(text, random), 0, random.pick(PIECES)!),
  (text, random) => spliceText(text, random.below(text.length), 0, random.pick(PIECES)!),
  (text, random) => spliceText(text, /^<\?xml[^>]*>/.exec(text)?.[0].length ?? 0, 0, random.pick(PROLOGS)!),
  (text, random) => text.replace(/encoding="[^"]*"/, `encoding="${random.pick(ENCODINGS)}"`),
  within(someAttribute, () => ''),
  within(someAttribute, (piece) => `${piece} ${piece}`),
  within(someAttribute, (piece, random) => piece.replace(/"[^"]*"/, `"${random.pick(VALUES)}"`)),
  within(someAttribute, (piece, random, text) => piece.replace(/"[^"]*"/, /"[^"]*"/.exec(pieceOf(text, someAttribute(text, random)!))![0])),
  within(someAttribute, (piece) => piece.replace(/^\w/, (letter) => (letter === 'I' ? 'i' : 'I'))),
  within(
    (text, random) => random.pick(spans(text, /(?<=<[A-Za-z][^\s<>/]*)(?=[\s/>])/g)),
    (_, random) => ` ${random.pick(ATTRIBUTES)}`,
  ),
  within(element, () => ''),
  within(element, (piece) => piece + piece),
  within(element, (piece, random) => {
    const name = random.pick(['x', 'ds:Object', 'xs:Object', 'Document'])!;
    return `<${name}>${piece}</${name}>`;
  }),
  within(element, (piece, random) => `${'<x>'.repeat(random.pick([40, 300, 3000])!)}${piece}`),
  within(element, (piece) => piece.replace(/^<([A-Za-z]\w*):/, '<x:')),
  // Moved elsewhere, or a changed copy put in its place and the original where nobody looks: signature wrapping.
  (text, random) => {
    const span = element(text, random);
    if (!span) return null;
    const piece = pieceOf(text, span);
    const rest = spliceText(text, span.start, span.end - span.start, random.once(2) ? piece.replace(/>[^<]+</, '>AAAA<') : '');
    return spliceText(
      rest,
      gap(rest, random),
      0,
      random.once(2) ? `<xs:Object xmlns:xs="http://www.w3.org/2000/09/xmldsig#">${piece}</xs:Object>` : piece,
    );
  },
  (text, random, other) => {
    const span = element(other, random);
    return span && spliceText(text, gap(text, random), 0, pieceOf(other, span));
  },
  within(
    (text, random) => random.pick(spans(text, /(?<=>)[^<>]+(?=<)/g)),
    (piece, random) =>
      random.pick([
        '',
        `${piece} `,
        piece.slice(1),
        `\n${piece}`,
        piece.replace(/.$/s, 'A'),
        [...piece].reverse().join(''),
        '2026-06-01T03:00:00+09:00',
      ]),
  ),
];

/** DER in base64 between tags, as certificates, lists and time stamps are in XML. */
const embeddedDer: Mutate = (input, random, other) => {
  const text = input.toString('latin1');
  const span = random.pick(spans(text, /(?<=>)M[\w+/=\s]{40,}(?=<)/g));
  if (!span) return null;
  const donor = random.pick(spans(other.toString('latin1'), /(?<=>)M[\w+/=\s]{40,}(?=<)/g));
  const der = changeDer(
    Buffer.from(pieceOf(text, span), 'base64'),
    random,
    Buffer.from(donor ? pieceOf(other.toString('latin1'), donor) : '', 'base64'),
  );
  return der && Buffer.from(spliceText(text, span.start, span.end - span.start, der.toString('base64')), 'latin1');
};

const recoded: Mutate = (input, random) => {
  const text = input.toString('utf8');
  return random.pick([Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]);
};

const changeXml = anyOf(CHANGES.map(textMutation));

export const XML: readonly Mutate[] = [changeXml, changeXml, changeXml, changeXml, changeXml, embeddedDer, anyOf([...BYTES, recoded])];
