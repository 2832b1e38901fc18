import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDer } from '../../../pki/asn1/der.ts';
import { type Der, enumerated, integer, sequence, time } from '../../../pki/asn1/encode.ts';
import { readIntegerHex } from '../../../pki/asn1/values.ts';
import { nameKey } from '../../../pki/certificate/name.ts';
import { PkiError } from '../../../pki/errors.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import {
  certificateIssuer,
  critical,
  type CrlSpec,
  crl,
  crlNumber,
  directoryName,
  extension,
  invalidityDate,
  issuingDistributionPoint,
  rsaKey,
} from '../../support/certificates.ts';

const key = rsaKey();
const THIS = new Date('2026-06-01T00:00:00Z');
const NEXT = new Date('2026-06-05T00:00:00Z');
const make = (change: Partial<CrlSpec> = {}): Uint8Array => crl({ issuer: [['CN', 'CA']], key, thisUpdate: THIS, nextUpdate: NEXT, ...change });
const read = (der: Uint8Array): unknown => {
  try {
    return parseCrl(der);
  } catch (error) {
    return error instanceof PkiError ? error.code : error;
  }
};

const ISSUER = nameKey('CN=CA');
const entry = (...extensions: Der[]) => ({ serial: 1, date: THIS, extensions });
/** The last of some octets in place of others. */
const replaced = (der: Uint8Array, from: string, to: string): Uint8Array => {
  const text = Buffer.from(der).toString('latin1');
  const at = text.lastIndexOf(from);
  if (at < 0) throw new Error(`${JSON.stringify(from)} is not in it`);
  return Buffer.from(text.slice(0, at) + to + text.slice(at + from.length), 'latin1');
};
const manyKinds = (): Uint8Array =>
  make({ entries: Array.from({ length: 10_001 }, (_, index) => ({ serial: 1, date: THIS, extensions: [extension('1.2.3', integer(index))] })) });

const full = make({
  entries: [
    { serial: 0x15e, date: THIS, reason: 'cessationOfOperation' },
    { serial: 0x8090, date: NEXT },
    { serial: -128, date: NEXT, reason: 'keyCompromise', extensions: [invalidityDate(THIS)] },
  ],
  extensions: [crlNumber(7), issuingDistributionPoint({ name: directoryName([['CN', 'SARL']]), flag: 'onlyContainsCACerts' })],
});

describe('a revocation list', () => {
  it('is read whole', () => {
    const { issuer, thisUpdate, nextUpdate, number, entries, issuingDistributionPoint: point } = parseCrl(full);
    expect({ issuer, thisUpdate, nextUpdate, number, entries: [...entries], critical: [...entries.criticalExtensions] }).toEqual({
      issuer: 'CN=CA',
      thisUpdate: THIS,
      nextUpdate: NEXT,
      number: 7n,
      entries: [
        { serial: '015E', revocationDate: THIS, reason: 'cessationOfOperation', invalidityDate: null },
        { serial: '8090', revocationDate: NEXT, reason: null, invalidityDate: null },
        { serial: '-80', revocationDate: NEXT, reason: 'keyCompromise', invalidityDate: THIS },
      ],
      critical: [],
    });
    expect(point).toMatchObject({ onlyContainsCACerts: true, onlyContainsUserCerts: false, indirectCrl: false, onlySomeReasons: null });
  });

  it.each([
    ['no entry', {}, 0],
    ['no end', { nextUpdate: null }, 0],
    ['a thousand entries', { entries: Array.from({ length: 1000 }, (_, index) => ({ serial: index * 37, date: THIS })) }, 1000],
  ])('may have %s', (_case, change, size) => expect(parseCrl(make(change)).entries.size).toBe(size));

  it('remembers critical extensions of its entries', () => {
    const { entries } = parseCrl(make({ entries: [{ serial: 1, date: THIS, extensions: [critical('1.2.3', integer(1))] }] }));
    expect([...entries.criticalExtensions]).toEqual(['1.2.3']);
  });

  it('finds entries by serial number, whatever its length and sign', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { maxLength: 60 }),
        fc.integer({ min: -300, max: 300 }),
        (serials, other) => {
          const { entries } = parseCrl(make({ entries: serials.map((serial) => ({ serial, date: THIS })) }));
          const found = (serial: number) => entries.find(readIntegerHex(parseDer(integer(serial))), ISSUER)?.revocationDate;
          expect(serials.map(found)).toEqual(serials.map(() => THIS));
          expect(found(other)).toEqual(serials.includes(other) ? THIS : undefined);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of several entries for one certificate gives one that revokes', () => {
    const twice = make({
      entries: [
        { serial: 5, date: THIS, reason: 'removeFromCRL' },
        { serial: 5, date: NEXT, reason: 'superseded' },
        { serial: 6, date: THIS },
      ],
    });
    expect(parseCrl(twice).entries.find('05', ISSUER)).toMatchObject({ reason: 'superseded' });
  });

  it('means the certificates of the issuer named last', () => {
    const { entries } = parseCrl(
      make({
        extensions: [issuingDistributionPoint({ flag: 'indirectCRL' })],
        entries: [
          { serial: 1, date: THIS },
          { serial: 2, date: THIS, extensions: [certificateIssuer([['CN', 'Other']])] },
          { serial: 1, date: NEXT },
          { serial: 3, date: THIS, extensions: [certificateIssuer([['CN', 'CA']])] },
        ],
      }),
    );
    const found = ['01', '02', '03'].map((serial) =>
      [ISSUER, nameKey('CN=Other')].map((issuer) => entries.find(serial, issuer)?.revocationDate ?? null),
    );
    expect(found).toEqual([
      [THIS, NEXT],
      [null, THIS],
      [THIS, null],
    ]);
  });

  it('is read once for equal bytes, and again for others in the same array', () => {
    const bytes = Uint8Array.from(full);
    const first = parseCrl(bytes);
    expect([parseCrl(bytes), parseCrl(Uint8Array.from(full))].every((crl) => crl === first)).toBe(true);
    bytes[bytes.length - 1]! ^= 1;
    expect(parseCrl(bytes).signature).not.toEqual(first.signature);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a byte after the end', Uint8Array.from([...full, 0])],
    ['a byte less', full.slice(0, -1)],
    ['an unknown reason', make({ entries: [entry(critical('2.5.29.21', enumerated(7)))] })],
    ['an unknown reason that is not critical', make({ entries: [entry(extension('2.5.29.21', enumerated(7)))] })],
    ['a reason beyond the last', make({ entries: [entry(extension('2.5.29.21', enumerated(11)))] })],
    ['a reason twice', make({ entries: [entry(extension('2.5.29.21', enumerated(1)), extension('2.5.29.21', enumerated(1)))] })],
    ['an invalidity date that is no GeneralizedTime', make({ entries: [entry(extension('2.5.29.24', time(THIS)))] })],
    ['a certificate issuer without a name', make({ entries: [entry(extension('2.5.29.29', sequence()))] })],
    ['a day that does not exist', replaced(full, '260601000000Z', '260231000000Z')],
    ['a time without Z', replaced(full, '260605000000Z', '260605000000Y')],
    ['a serial number that is padded', replaced(full, '\x02\x02\x01\x5e', '\x02\x02\x00\x5e')],
    ['an unknown version', replaced(full, '\x02\x01\x01\x30', '\x02\x01\x02\x30')],
    ['a negative number', make({ extensions: [crlNumber(-1)] })],
    ['too many kinds of entries', manyKinds()],
  ])('with %s is refused', (_case, der) => expect(read(der)).toBe('CRL_UNREADABLE'));

  it('with bytes changed is never anything but read or unreadable', () => {
    fc.assert(
      fc.property(fc.nat({ max: full.length - 1 }), fc.uint8Array({ minLength: 1, maxLength: 6 }), (start, bytes) => {
        const der = Uint8Array.from(full);
        der.set(bytes.slice(0, full.length - start), start);
        const result = read(der);
        expect(result === 'CRL_UNREADABLE' || typeof (result as { issuer?: string }).issuer === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
