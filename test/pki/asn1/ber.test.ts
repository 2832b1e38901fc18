import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDefiniteLengths } from '../../../pki/asn1/ber.ts';
import { DerError, parseDer } from '../../../pki/asn1/der.ts';
import { element, octetString, sequence } from '../../../pki/asn1/encode.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const normal = (text: string): string => Buffer.from(withDefiniteLengths(hex(text)).der).toString('hex');

describe('BER with indefinite lengths', () => {
  it.each([
    ['definite lengths stay', '3003020105', '3003020105'],
    ['a sequence', '30800201050000', '3003020105'],
    ['nested sequences', '30803080020105000002010600 00'.replaceAll(' ', ''), '30083003020105020106'],
    ['an octet string in pieces', '24800402aabb0401cc0000', '0403aabbcc'],
    ['nothing inside', '30800000', '3000'],
  ])('%s', (_, ber, der) => {
    expect(normal(ber)).toBe(der);
  });

  it('hands out what follows', () => {
    expect(withDefiniteLengths(hex('30800201050000ffff')).rest).toEqual(hex('ffff'));
  });

  it.each([
    ['without its end', '3080020105'],
    ['with half an end', '308002010500'],
    ['with a malformed end', '30800201050001'],
    ['on a primitive', '0480aabb0000'],
    ['on a multi-byte tag', '3f80020105 0000'.replaceAll(' ', '')],
    ['with another type among the pieces of an octet string', '24800402aabb0201050000'],
    ['deeper than any structure', '3080'.repeat(40) + '0000'.repeat(40)],
  ])('is refused %s', (_, ber) => {
    expect(() => withDefiniteLengths(hex(ber))).toThrow(DerError);
  });

  it('comes to the same DER however the lengths were written', () => {
    const tree = fc.letrec<{ node: { der: Uint8Array; ber: Uint8Array } }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ der: octetString(bytes), ber: octetString(bytes) })),
        fc.array(tie('node'), { maxLength: 4 }).map((nodes) => ({
          der: sequence(...nodes.map(({ der }) => der)),
          ber: Buffer.concat([Uint8Array.of(0x30, 0x80), ...nodes.map(({ ber }) => ber), Uint8Array.of(0, 0)]),
        })),
      ),
    })).node;
    fc.assert(
      fc.property(tree, ({ der, ber }) => {
        expect(Buffer.from(withDefiniteLengths(ber).der)).toEqual(Buffer.from(der));
      }),
    );
  });

  it('is read or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          parseDer(withDefiniteLengths(Uint8Array.of(0x30, 0x80, ...bytes)).der);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
    );
  });
});

describe('element', () => {
  it.each([
    [0, 2],
    [127, 2],
    [128, 3],
    [255, 3],
    [256, 4],
    [65_535, 4],
    [65_536, 5],
  ])('of %i bytes has a header of %i', (length, header) => {
    const der = element(0x04, new Uint8Array(length));
    expect([der.length, parseDer(der).content.length]).toEqual([length + header, length]);
  });
});
