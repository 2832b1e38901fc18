import type { Random } from '../engine/random.ts';
import { BYTES } from './bytes.ts';
import { anyOf, type Mutate, spliceText, textMutation } from './mutate.ts';

/** Characters beyond ASCII as the bytes that stand for them. */
const utf8 = (...texts: readonly string[]): string[] => texts.map((text) => Buffer.from(text).toString('latin1'));

/** What parsers read in different ways: line ends, references, white space that is none, characters that are none. */
const CHARACTERS = utf8(
  ...['\r', '\n', '\r\n', '\r\r\n', '\t', ' ', '\f', '\v', '\0', '\u0001', '\u007F'],
  ...[
    '\u0085',
    '\u00A0',
    '\u2028',
    '\u2029',
    '\uFEFF',
    '\uFFFD',
    '\uFFFE',
    '\uFFFF',
    '\u{1FFFE}',
    '\u{10FFFF}',
    '\uF900',
    '𠮷',
    '医',
    'e\u0301',
    '\u0300',
  ],
  ...['&#13;', '&#10;', '&#xD;&#xA;', '&#9;', '&#x20;', '&#x0;', '&#xD800;', '&#xFFFE;', '&#x85;', '&#x2028;', '&#x10FFFF;', '&#x110000;'],
  ...['&#00065;', '&#4294967361;', '&#X41;', '&#x;', '&#;', '&#65', '&#x1f600;', '&#38;lt;', '&#60;', '&#x26;#60;'],
  ...[
    '&amp;',
    '&lt;',
    '&gt;',
    '&apos;',
    '&quot;',
    '&AMP;',
    '&amp',
    '&constructor;',
    '&__proto__;',
    '&x;',
    '&',
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    '/>',
    ':',
    ']]>',
    ']]',
  ],
);
const SHORT = ['<![CDATA[]]>', '<![CDATA[]]]]><![CDATA[>]]>', '<![CDATA[<x a="&amp;">\r\n\r]]>', '<![CDATA[', '<![cdata[x]]>'];
const CONTENT = [
  ...SHORT,
  ...['<!---->', '<!-- \r\n<x a=">"> -->', '<!-- - -->', '<!-- -- -->', '<!--', '<!x>', '<!DOCTYPE x>', '<!DOCTYPEx [<!ENTITY x "]]>">]>'],
  ...['<?p?>', '<?p \r\n x?\r?>', '<?p\tx="<x>"?>', '<?p:q x?>', '<?xml version="1.0"?>', '<?xml-x?>', '<?p', '<?constructor __proto__?>'],
  ...['<x/>', '<x></x >', '<x\r\n/>', '</x>', '<x>', '< x/>', '</ x>', '<x/ >', '<x//>', '<:x/>', '<x:/>', '<x:y:z/>', '<xmlns:x/>', '<xml:x/>'],
  ...['<constructor/>', '<__proto__>x</__proto__>', '<toString:x xmlns:toString="urn:t"/>', '<x xmlns=""><y xmlns="urn:y"/><z/></x>'],
];
const VALUES = [
  ...['', 'urn:1', 'urn:2', 'urn:3', 'x', 'http://a.example/?b=1&amp;c', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'],
  ...['http://www.w3.org/2000/09/xmldsig#', '../x', 'preserve', 'ja', '#default p', 'a > b', '\r\n\t', '&#13;&#10;&#9;', "it's", '&lt;a&gt;'],
];
const NAMES = [
  ...['xmlns', 'xmlns:p', 'xmlns:q', 'xmlns:xml', 'xmlns:xmlns', 'xmlns:__proto__', 'xmlns:constructor', 'xmlns:', 'xmlns:a:b', 'XMLNS:p'],
  ...['a', 'p:a', 'q:a', 'b', '__proto__', 'constructor', 'constructor:a', '__proto__:a', ':a', 'a:', 'p:a:b'],
  ...['Id', 'id', 'ID', 'iD', 'p:Id', 'xml:id', 'xml:lang', 'xml:space', 'xml:base', 'xml:Id', 'xml:other'],
  ...utf8('\uF900', '𠮷', 'e\u0301', 'p:\uF900', 'p:𠮷', 'é:a', 'xmlns:é', 'a\u00B7'),
];
const PROLOGS = [
  ...[
    '',
    '<?xml version="1.0"?>',
    "<?xml version='1.0'?>\n",
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\r\n',
    '<?xml version="1.1"?>',
  ],
  ...['<?xml version="1.5"?>', '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="us-ascii"?>', '<?xml encoding="utf-8"?>'],
  ...['<?xml version="1.0"?> <!-- x -->', ' <?xml version="1.0"?>', '<?xml version = "1.0"\r\nencoding\t=\t\'UTF-8\'?>', '<?xml?>', '<?xml-x?>'],
  ...[`<?xml version="1.0"${' '.repeat(1200)}encoding="Shift_JIS"?>`, '<!-- <!DOCTYPE x> -->', '<?p <!DOCTYPE x> ?>', '<!DOCTYPE x>'],
  ...utf8('\uFEFF', '\uFEFF<?xml version="1.0"?>', '\uFEFF\uFEFF', '\u2028'),
];

const places = (text: string, pattern: RegExp): number[] => [...text.matchAll(pattern)].map(({ index }) => index);
const quoted = (value: string, random: Random): string => (random.once(2) && !value.includes("'") ? `'${value}'` : `"${value}"`);
const attribute = (random: Random): string =>
  `${random.pick([' ', '\n', '\r\n\t'])}${random.pick(NAMES)!}${random.pick(['=', '=', ' = ', '\r\n='])}${quoted(random.pick([...VALUES, ...CHARACTERS])!, random)}`;

type Change = (text: string, random: Random, other: string) => string | null;

const at =
  (pattern: RegExp, put: (random: Random, other: string) => string): Change =>
  (text, random, other) => {
    const place = random.pick(places(text, pattern));
    return place === undefined ? null : spliceText(text, place, 0, put(random, other));
  };
const many = (random: Random): number => random.pick([1, 1, 1, 2, 40]);

const CHANGES: readonly Change[] = [
  at(/(?<=>)/g, (random) => random.pick(CONTENT)!.repeat(many(random))),
  at(/(?<=>[^<]*)(?=[^<]*<)/g, (random) => random.pick(CHARACTERS)!),
  at(/(?<=="[^"]*)(?=[^"]*")/g, (random) => random.pick(CHARACTERS)!),
  at(/(?<=<(?:!--|\?|!\[CDATA\[)[^>]*)/g, (random) => random.pick(CHARACTERS)!),
  at(/(?<=<[A-Za-z][\w:.-]*)(?=[\s/>])/g, (random) => attribute(random)),
  at(/(?<=<[A-Za-z][\w:.-]*)(?=[\s/>])/g, (random) => random.pick(CHARACTERS)!),
  at(/(?<=<\/[A-Za-z][\w:.-]*)(?=>)/g, (random) => random.pick([' ', '\r\n', '\t', '/', ' a=""', Buffer.from('\u0085').toString('latin1')])),
  at(/(?<=>)/g, (random) => {
    const [name, depth] = [random.pick(['x', 'p:x', 'constructor'])!, random.pick([3, 250, 256])];
    return `${`<${name}${attribute(random)}>`.repeat(depth)}${`</${name}>`.repeat(depth)}`;
  }),
  at(/(?<=<\/?)[A-Za-z]/g, (random) => random.pick([...NAMES, 'p:', 'q:', 'n'.repeat(2000)])!),
  (text, random) => text.replace(/^(?:\u00EF\u00BB\u00BF)?\s*(?:<\?xml[^>]*>)?/, () => random.pick(PROLOGS)!),
  (text, random) => text + random.pick([...CONTENT, ...CHARACTERS])!,
  (text, random) =>
    text.replaceAll(/(?<=\s)(?:xmlns:)?[pq](?=[:=])/g, (name) => (random.once(3) ? name.replace(/[pq]$/, random.pick(['p', 'q'])) : name)),
  (text, random, other) => at(/(?<=>)/g, () => /<[A-Za-z].*>/s.exec(other)?.[0] ?? '')(text, random, other),
];

const changeMarkup = anyOf(CHANGES.map(textMutation));

/** Markup where readers of XML differ, whatever it means. */
export const MARKUP: readonly Mutate[] = [changeMarkup, changeMarkup, changeMarkup, changeMarkup, changeMarkup, anyOf(BYTES)];
