import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextConstructed, contextPrimitive } from '../../../pki/asn1/der.ts';
import { boolean, element, explicit, implicit, integer, objectIdentifier, octetString, sequence, utf8String } from '../../../pki/asn1/encode.ts';
import { encodeName } from '../../../pki/certificate/encode-name.ts';
import { parseTimeStampToken } from '../../../pki/time-stamp/token.ts';
import { failureOf } from '../../support/pki-failure.ts';
import { messageImprint, POLICY, timeStampAuthority, timeStampInfo, timeStampToken, TSA_NAME } from '../../support/time-stamps.ts';

const tsa = timeStampAuthority();
const accuracy = (...parts: readonly Uint8Array[]) => sequence(...parts);
const millis = (value: number) => implicit(0, integer(value));
const micros = (value: number) => implicit(1, integer(value));
const extensions = (...parts: readonly Uint8Array[]) => element(contextConstructed(1), ...parts);
const extension = sequence(objectIdentifier('1.2.3'), octetString(sequence()));

describe('a TSTInfo', () => {
  it('is read with all its parts', () => {
    const rest = [
      accuracy(integer(2), millis(3), micros(500)),
      boolean(true),
      integer(0x1234567890n),
      explicit(0, explicit(4, encodeName(TSA_NAME))),
      extensions(extension),
    ];
    const { info } = parseTimeStampToken(timeStampToken(tsa, { timeText: '20260601020000.197Z', serial: 0xffn, rest }));
    expect(info).toMatchObject({
      policy: POLICY,
      imprint: { algorithm: 'sha256', oid: '2.16.840.1.101.3.4.2.1' },
      serial: 'FF',
      time: new Date('2026-06-01T02:00:00.197Z'),
      accuracy: 2003.5,
      ordering: true,
      nonce: integer(0x1234567890n),
      tsa: { kind: 'directory' },
      extensions: [{ oid: '1.2.3', critical: false }],
    });
  });

  it('has nothing that is not told', () => {
    const { info } = parseTimeStampToken(timeStampToken(tsa));
    expect(info).toMatchObject({ accuracy: null, ordering: false, nonce: null, tsa: null, extensions: [] });
  });

  it('keeps every fraction of a second to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (fraction) => {
        const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
        const { info } = parseTimeStampToken(timeStampToken(tsa, { timeText: `20260601235959.${digits}Z` }));
        expect(info.time.toISOString()).toBe(`2026-06-01T23:59:59.${digits.padEnd(3, '0').slice(0, 3)}Z`);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Uint8Array]>([
    ['of another version', timeStampInfo({ version: 2 })],
    ['with local time', timeStampInfo({ timeText: '20260601020000' })],
    ['with a time that does not exist', timeStampInfo({ timeText: '20260631020000Z' })],
    ['with a fraction that ends in zero', timeStampInfo({ timeText: '20260601020000.10Z' })],
    ['with a digest of the wrong length', timeStampInfo({ imprint: messageImprint('sha256', new Uint8Array(20)) })],
    ['with a third part of the imprint', timeStampInfo({ imprint: sequence(...[1, 2, 3].map(() => sequence())) })],
    ['with a serial number without end', timeStampInfo({ serial: 1n << 4000n })],
    ['with a nonce without end', timeStampInfo({ rest: [integer(1n << 4000n)] })],
    ['with a padded nonce', timeStampInfo({ rest: [element(0x02, Uint8Array.of(0, 1))] })],
    ['with 1000 milliseconds', timeStampInfo({ rest: [accuracy(millis(1000))] })],
    ['with no microseconds', timeStampInfo({ rest: [accuracy(micros(0))] })],
    ['with a boolean that is neither', timeStampInfo({ rest: [element(0x01, Uint8Array.of(1))] })],
    ['with parts in another order', timeStampInfo({ rest: [integer(7), accuracy(integer(1))] })],
    ['with an extension twice', timeStampInfo({ rest: [extensions(extension, extension)] })],
    ['with a part of another kind', timeStampInfo({ rest: [element(contextPrimitive(5))] })],
    ['with text after it', Buffer.concat([timeStampInfo(), utf8String('x')])],
    ['that is too large', timeStampInfo({ rest: [extensions(sequence(objectIdentifier('1.2.3'), octetString(new Uint8Array(70_000))))] })],
    ['that is none', sequence()],
  ])('%s is refused', async (_, eContent) => {
    expect(await failureOf(() => parseTimeStampToken(timeStampToken(tsa, {}, { eContent })))).toBe('DOCUMENT_UNREADABLE');
  });
});

describe('a token', () => {
  const token = timeStampToken(tsa);

  it('may stand in reserved space where that is said', async () => {
    const padded = Buffer.concat([token, new Uint8Array(100)]);
    expect(parseTimeStampToken(padded, { zeroPadding: true }).info.policy).toBe(POLICY);
    expect(await failureOf(() => parseTimeStampToken(padded))).toBe('DOCUMENT_UNREADABLE');
  });

  it('cut or altered anywhere is read or refused, and never more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
        const bytes = cut ? token.subarray(0, at) : token.map((octet, index) => (index === at ? octet ^ change : octet));
        expect([null, 'DOCUMENT_UNREADABLE']).toContain(await failureOf(() => parseTimeStampToken(bytes)));
      }),
    );
  });
});
