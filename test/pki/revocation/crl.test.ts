import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer } from '../../../pki/asn1/encode.ts';
import { PkiError } from '../../../pki/errors.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { critical, type CrlSpec, crl, directoryName, issuingDistributionPoint, rsaKey } from '../../support/certificates.ts';

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

const full = make({
  entries: [
    { serial: 0x15e, date: THIS, reason: 'cessationOfOperation' },
    { serial: 0x8090, date: NEXT },
  ],
  extensions: [issuingDistributionPoint({ name: directoryName([['CN', 'SARL']]), flag: 'onlyContainsCACerts' })],
});

describe('a revocation list', () => {
  it('is read whole', () => {
    const { issuer, thisUpdate, nextUpdate, revoked, issuingDistributionPoint: point, criticalEntryExtensions } = parseCrl(full);
    expect({ issuer, thisUpdate, nextUpdate, revoked: [...revoked], criticalEntryExtensions: [...criticalEntryExtensions] }).toEqual({
      issuer: 'CN=CA',
      thisUpdate: THIS,
      nextUpdate: NEXT,
      revoked: [
        ['015E', { revocationDate: THIS, reason: 'cessationOfOperation' }],
        ['8090', { revocationDate: NEXT, reason: null }],
      ],
      criticalEntryExtensions: [],
    });
    expect(point).toMatchObject({ onlyContainsCACerts: true, onlyContainsUserCerts: false, indirectCrl: false, someReasonsOnly: false });
  });

  it.each([
    ['no entry', {}, 0],
    ['no end', { nextUpdate: null }, 0],
  ])('may have %s', (_case, change, size) => expect(parseCrl(make(change)).revoked.size).toBe(size));

  it('remembers critical extensions of its entries', () => {
    const { criticalEntryExtensions } = parseCrl(make({ entries: [{ serial: 1, date: THIS, extensions: [critical('1.2.3', integer(1))] }] }));
    expect([...criticalEntryExtensions]).toEqual(['1.2.3']);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a byte after the end', Uint8Array.from([...full, 0])],
    ['a byte less', full.slice(0, -1)],
    ['an unknown reason', make({ entries: [{ serial: 1, date: THIS, extensions: [critical('2.5.29.21', Uint8Array.of(0x0a, 1, 7))] }] })],
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
