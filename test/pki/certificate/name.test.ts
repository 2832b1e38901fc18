import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDer, TAG } from '../../../pki/asn1/der.ts';
import { element, objectIdentifier, sequence, setOf, utf8String } from '../../../pki/asn1/encode.ts';
import { attributeValue, isWithin, nameKey, readName, sameName } from '../../../pki/certificate/name.ts';
import { encodeName, type NameTemplate } from '../../../pki/certificate/encode-name.ts';

const name = (...template: NameTemplate) => readName(parseDer(encodeName(template)));
const attribute = (oid: string, value: Uint8Array) => sequence(objectIdentifier(oid), value);

describe('the text of a name', () => {
  it.each([
    [
      'most specific first',
      [
        ['C', 'JP'],
        ['O', 'MEDIS'],
        ['CN', 'A'],
      ],
      'CN=A,O=MEDIS,C=JP',
    ],
    ['commas and quotes', [['O', 'Health, "Labour" + <x>;\\']], 'O=Health\\, \\"Labour\\" \\+ \\<x\\>\\;\\\\'],
    [
      'spaces and number signs at the ends',
      [
        ['CN', ' #a '],
        ['CN', '#b'],
      ],
      'CN=\\#b,CN=\\ #a\\ ',
    ],
    ['kanji as they are', [['CN', '神楽坂　三十四']], 'CN=神楽坂　三十四'],
    ['control characters', [['CN', 'a\u001b[2J\u0000\u0085']], 'CN=a\\1B[2J\\00\\C2\\85'],
    ['nothing', [], ''],
  ] as const)('%s', (_case, template, text) => expect(name(...template).text).toBe(text));

  it('shows attributes without a short name and values that are no strings by their bytes', () => {
    const der = sequence(
      setOf([attribute('1.2.3.4', utf8String('x'))]),
      setOf([attribute('2.5.4.3', element(TAG.BIT_STRING, Uint8Array.of(0, 1))), attribute('2.5.4.10', utf8String('O'))]),
    );
    expect(readName(parseDer(der)).text).toBe('CN=#03020001+O=O,1.2.3.4=#0C0178');
  });
});

describe('the same name', () => {
  it.each([
    ['letter case', 'CN=Good CA,O=Test', 'cn=GOOD ca,o=test'],
    ['runs of white space', 'CN=Good   CA', 'CN=Good CA'],
    ['white space at the ends', 'CN=\\   Good CA,O=Test  \\ ,C=US', 'CN=Good CA,O=Test,C=US'],
    ['composition', 'CN=が', 'CN=か\u3099'],
    ['width', 'CN=ＨＰＫＩ', 'CN=HPKI'],
    ['ideographic space', 'CN=神楽坂　三十四', 'CN=神楽坂 三十四'],
    ['soft hyphens and joiners', 'CN=Good\u00ad\u200d CA', 'CN=Good CA'],
    ['controls', 'CN=Good\\00 CA', 'CN=Good CA'],
    ['line ends', 'CN=Good\\0D\\0ACA', 'CN=Good CA'],
    ['sharp s and final sigma', 'CN=Straße ΣΑΣ', 'CN=STRASSE σας'],
    ['way of writing its bytes', 'CN=#0C024142', 'CN=ab'],
    ['type of a string without a short name', '1.2.3.4=#0C024142', '1.2.3.4=#13026162'],
    ['order within a relative name', 'CN=A+O=B', 'O=B+CN=A'],
    ['keyword or number', '2.5.4.3=A', 'CN=a'],
    ['spaces around separators', 'CN = A , O = B', 'CN=A,O=B'],
    ['escapes', 'CN=\\41\\2C\\E7\\A5\\9E', 'CN=A\\,神'],
  ])('whatever the %s', (_case, a, b) => expect(sameName(a, b)).toBe(true));

  it.each([
    ['another value', 'CN=A', 'CN=B'],
    ['another attribute', 'CN=A', 'O=A'],
    ['another order', 'CN=A,O=B', 'O=B,CN=A'],
    ['a comma inside a value', 'CN=A\\,O=B', 'CN=A,O=B'],
    ['no space', 'CN=GoodCA', 'CN=Good CA'],
    ['a combining mark after a space', 'CN=A \u0308', 'CN=A\u0308'],
    ['relative names put together', 'CN=A+O=B', 'CN=A,O=B'],
    ['characters of private use, which have no comparison', 'CN=a\ue000', 'CN=A\ue000'],
    ['a value that is no string', 'CN=#03020001', 'CN=#03020002'],
    ['no name at all', 'nothing', 'NOTHING'],
  ])('is not one with %s', (_case, a, b) => expect(nameKey(a)).not.toBe(nameKey(b)));
});

it('has one key, whether read or written', () => {
  const types = fc.constantFrom('CN', 'O', 'OU');
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...' ,+"\\\\#;=<>aB\u0000\u3000\u0130ß'), maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(types, value), { maxLength: 4 }), (template) => {
      const read = name(...template);
      expect(nameKey(read.text)).toBe(read.key);
    }),
    { numRuns: 500 },
  );
});

describe('the parts of a name', () => {
  it('gives the most specific value of an attribute', () => {
    expect(attributeValue(name(['OU', 'outer'], ['OU', 'inner']), '2.5.4.11')).toBe('inner');
    expect(attributeValue(name(['OU', 'outer']), '2.5.4.3')).toBeNull();
  });

  it.each([
    [
      'itself',
      [
        ['C', 'JP'],
        ['O', 'A'],
      ],
      true,
    ],
    [
      'below',
      [
        ['C', 'jp'],
        ['O', 'a'],
        ['CN', 'x'],
      ],
      true,
    ],
    ['above', [['C', 'JP']], false],
    [
      'beside',
      [
        ['C', 'JP'],
        ['O', 'B'],
        ['CN', 'x'],
      ],
      false,
    ],
  ] as const)('lies within a branch of the tree: %s', (_case, template, inside) => {
    expect(isWithin(name(...template), name(['C', 'JP'], ['O', 'A']))).toBe(inside);
  });
});
