import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerError, parseDer } from '../../../pki/asn1/der.ts';
import { generalizedTime, integer, objectIdentifier, time, utf8String } from '../../../pki/asn1/encode.ts';
import { readString, readStringIfAny } from '../../../pki/asn1/strings.ts';
import { readTime } from '../../../pki/asn1/time.ts';
import { namedBits, readBitOctets, readBoolean, readIntegerHex, readOid, smallInteger } from '../../../pki/asn1/values.ts';

const node = (hex: string) => parseDer(Uint8Array.from(Buffer.from(hex, 'hex')));
const content = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('object identifiers', () => {
  it.each([
    ['06062A8648CE3D02', '1.2.840.10045.2'],
    ['0606288185420001', '1.0.17090.0.1'],
    ['060A2A830886910F01060101', '1.2.392.100495.1.6.1.1'],
    ['0603883703', '2.999.3'],
  ])('%s is %s', (hex, dotted) => expect(readOid(node(hex))).toBe(dotted));

  it.each(['0600', '06022A80', '06028001', '06032A8001', '020101'])('%s is none', (hex) => {
    expect(() => readOid(node(hex))).toThrow(DerError);
  });

  it('are read back as written', () => {
    const arcs = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 }), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(arcs, ([root, second, rest]) => {
        const dotted = [root, second, ...rest].join('.');
        expect(readOid(parseDer(objectIdentifier(dotted)))).toBe(dotted);
      }),
    );
  });
});

describe('integers', () => {
  it.each([
    ['020100', '00'],
    ['02017F', '7F'],
    ['02020080', '80'],
    ['0203008090', '8090'],
    ['0202015E', '015E'],
    ['0201FF', '-01'],
    ['020180', '-80'],
    ['0202FF7F', '-81'],
  ])('%s is %s', (hex, value) => expect(readIntegerHex(node(hex))).toBe(value));

  it.each(['0200', '02020001', '0202FFFF', '030100'])('%s is none', (hex) => expect(() => readIntegerHex(node(hex))).toThrow(DerError));

  it('of any size are read back as written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 160n), max: 2n ** 160n }), (value) => {
        const hex = readIntegerHex(parseDer(integer(value)));
        expect(hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`)).toBe(value);
        expect(hex.replace('-', '').length % 2).toBe(0);
      }),
    );
  });

  it.each(['FF', '010000000000', ''])('content %s is no small one', (hex) => expect(() => smallInteger(content(hex))).toThrow(DerError));
});

describe('booleans and bits', () => {
  it.each([
    ['0101FF', true],
    ['010100', false],
  ])('%s is %s', (hex, value) => expect(readBoolean(node(hex))).toBe(value));
  it.each(['010101', '0100', '0102FFFF'])('%s is no boolean', (hex) => expect(() => readBoolean(node(hex))).toThrow(DerError));

  it.each([
    ['0640', [1]],
    ['0106', [5, 6]],
    ['070080', [8]],
    ['00', []],
  ])('the bits of %s are %j', (hex, bits) => expect(namedBits(content(hex))).toEqual(bits));
  it.each(['', '0880', '01'])('%s holds no bits', (hex) => expect(() => namedBits(content(hex))).toThrow(DerError));

  it('of a signature are whole octets', () => {
    expect(readBitOctets(node('030300AABB'))).toEqual(content('AABB'));
    expect(() => readBitOctets(node('030301AABA'))).toThrow(DerError);
  });
});

describe('times', () => {
  it.each([
    ['UTCTime of this century', '170D3236303630313033303030305A', '2026-06-01T03:00:00.000Z'],
    ['UTCTime of the last century', '170D3530303130313030303030305A', '1950-01-01T00:00:00.000Z'],
    ['GeneralizedTime', '180F32303530303130313030303030305A', '2050-01-01T00:00:00.000Z'],
    ['GeneralizedTime with a fraction', '181132303530303130313030303030302E355A', '2050-01-01T00:00:00.500Z'],
  ])('%s', (_case, hex, iso) => expect(readTime(node(hex)).toISOString()).toBe(iso));

  it.each([
    ['no seconds', '170B323630363031303330305A'],
    ['an offset', '17113236303630313033303030302B30393030'],
    ['the 30th of February', '170D3236303233303030303030305A'],
    ['a 25th hour', '170D3236303630313235303030305A'],
    ['another type', '0C0D3236303630313033303030305A'],
  ])('%s is no time', (_case, hex) => expect(() => readTime(node(hex))).toThrow(DerError));

  it('are read back as written, to the second', () => {
    const dates = fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(readTime(parseDer(time(seconds)))).toEqual(seconds);
        expect(readTime(parseDer(generalizedTime(seconds)))).toEqual(seconds);
      }),
    );
  });
});

describe('strings', () => {
  it.each([
    ['UTF8String', '0C06E4B8ADE69687', '中文'],
    ['NumericString', '1203313233', '123'],
    ['PrintableString', '13024A50', 'JP'],
    ['T61String as Latin-1', '1403E4F6FC', 'äöü'],
    ['IA5String', '1603614062', 'a@b'],
    ['VisibleString', '1A0161', 'a'],
    ['UniversalString', '1C0400020BB7', '𠮷'],
    ['BMPString', '1E049AD95D0E', '髙崎'],
  ])('%s', (_case, hex, text) => expect(readString(node(hex))).toBe(text));

  it.each([
    ['broken UTF-8', '0C02C328'],
    ['half a surrogate pair', '1E02D842'],
    ['a cut BMPString', '1E0130'],
    ['a cut UniversalString', '1C03000041'],
    ['no code point', '1C0400110000'],
    ['octets beyond ASCII', '1301E4'],
    ['no string at all', '020101'],
  ])('%s is refused', (_case, hex) => expect(() => readString(node(hex))).toThrow(DerError));

  it('of another type are told apart', () => expect(readStringIfAny(node('020101'))).toBeNull());

  it('in UTF-8 are read back as written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readString(parseDer(utf8String(text)))).toBe(text);
      }),
    );
  });
});
