import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { children, parseDer, TAG } from '../../../pki/asn1/der.ts';
import { generalizedTime, implicit, integer, objectIdentifier, octetString, sequence, setOf, time } from '../../../pki/asn1/encode.ts';
import { readTime } from '../../../pki/asn1/time.ts';
import { readIntegerHex, readOid } from '../../../pki/asn1/values.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('DER', () => {
  it.each([
    ['time up to 2049', time(new Date('2049-12-31T23:59:59.999Z')), '170d3439313233313233353935395a'],
    ['time from 2050', time(new Date('2050-01-01T00:00:00Z')), '180f32303530303130313030303030305a'],
    ['GeneralizedTime', generalizedTime(new Date('2026-11-20T03:04:05Z')), '180f32303236313132303033303430355a'],
    ['a primitive under an implicit tag', implicit(2, integer(5)), '820105'],
    ['a structure under an implicit tag', implicit(2, sequence(integer(5))), 'a203020105'],
  ])('of %s', (_, der, expected) => {
    expect(hex(der)).toBe(expected);
  });

  it('of SET OF is ascending by encoding, whatever the order given', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 })), (values) => {
        const members = children(parseDer(setOf(values.map(octetString)), TAG.SET)).map(({ bytes }) => bytes);
        expect(members).toEqual(members.toSorted(Buffer.compare));
        expect(hex(setOf(values.toReversed().map(octetString)))).toBe(hex(setOf(values.map(octetString))));
      }),
    );
  });

  it('of integers, identifiers and times is what the readers read', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1n << 160n }),
        fc.array(fc.bigInt({ min: 0n, max: 1n << 128n }), { minLength: 1, maxLength: 8 }),
        fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }),
        (number, arcs, date) => {
          const identifier = `2.999.${arcs.join('.')}`;
          const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000);
          expect(BigInt(`0x${readIntegerHex(parseDer(integer(number)))}`)).toBe(number);
          expect(readOid(parseDer(objectIdentifier(identifier)))).toBe(identifier);
          expect(readTime(parseDer(time(date)))).toEqual(seconds);
        },
      ),
    );
  });
});
