import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { element, enumerated, explicit, integer, objectIdentifier, octetString, sequence } from '../../../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../../pki/errors.ts';
import { ocspAddresses } from '../../../../pki/revocation/ocsp/addresses.ts';
import { repeats } from '../../../../pki/revocation/ocsp/client.ts';
import { OCSP } from '../../../../pki/revocation/ocsp/object-identifiers.ts';
import { ocspRequest } from '../../../../pki/revocation/ocsp/request.ts';
import { parseOcspResponse } from '../../../../pki/revocation/ocsp/response.ts';
import { certificate, extension, rsaKey, uri } from '../../../support/certificates.ts';
import { basicResponse, nonceExtension, ocspResponse, type ResponseSpec, wrapped } from '../../../support/ocsp.ts';
import { failureOf } from '../../../support/pki-failure.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const key = rsaKey();
const name = [['CN', 'TEST']] as const;
let holder: Certificate;
let spec: ResponseSpec;

const make = (...extensions: Parameters<typeof certificate>[0]['extensions']) =>
  parseCertificate(certificate({ subject: name, issuer: name, key, issuerKey: key, serial: 5, from: NOW, to: NOW, extensions }));

beforeAll(() => {
  holder = make();
  spec = { key, producedAt: NOW, answers: [{ certificate: holder, issuer: holder, thisUpdate: NOW, nextUpdate: NOW }] };
});

describe('a response that can be read', () => {
  it('is one, or the basic one inside it as signatures store it', () => {
    const whole = ocspResponse(spec);
    const basic = basicResponse(spec);
    const { der, ...read } = parseOcspResponse(whole);
    expect(der).toEqual(whole);
    expect(parseOcspResponse(basic)).toMatchObject({ der: basic, answers: read.answers, producedAt: NOW });
  });

  it('brings certificates along; one that cannot be read spoils nothing', () => {
    const { certificates } = parseOcspResponse(ocspResponse({ ...spec, certificates: [holder.der, sequence()] }));
    expect(certificates.map(({ serial }) => serial)).toEqual(['05']);
  });

  it('repeats a nonce, with its header or without', () => {
    const nonce = Uint8Array.of(1, 2, 3);
    const read = (...extensions: NonNullable<ResponseSpec['extensions']>) => parseOcspResponse(ocspResponse({ ...spec, extensions })).nonce;
    expect([read(), read(nonceExtension(nonce)), read(extension(OCSP.nonce, nonce))]).toEqual([null, nonce, nonce]);
  });
});

describe('a response that is refused', () => {
  it.each([
    [1, 'malformedRequest'],
    [2, 'internalError'],
    [3, 'tryLater'],
    [5, 'sigRequired'],
    [6, 'unauthorized'],
  ])('status %i: the responder said %s', async (status, word) => {
    const thrown = await Promise.resolve(sequence(enumerated(status)))
      .then(parseOcspResponse)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'OCSP_REFUSED', detail: { status: word } });
  });

  const tagged = (tag: number, ...parts: Uint8Array[]) => element(tag, ...parts);
  it.each([
    ['nothing', () => new Uint8Array()],
    ['status 4', () => sequence(enumerated(4))],
    ['status 7', () => sequence(enumerated(7))],
    ['success without a response', () => sequence(enumerated(0))],
    ['of another type', () => wrapped(basicResponse(spec), 0, '1.2.3')],
    ['bytes after its end', () => Buffer.concat([ocspResponse(spec), Uint8Array.of(0)])],
    ['bytes after the end of the inner one', () => wrapped(Buffer.concat([basicResponse(spec), Uint8Array.of(0)]))],
    [
      'an unknown component',
      () => sequence(enumerated(0), explicit(0, sequence(objectIdentifier(OCSP.basicResponse), octetString(basicResponse(spec)))), integer(1)),
    ],
    ['too large', () => tagged(0x30, new Uint8Array(600 * 1024))],
    ['too many answers', () => ocspResponse({ ...spec, answers: Array.from({ length: 257 }, () => spec.answers[0]!) })],
    ['too many certificates', () => ocspResponse({ ...spec, certificates: Array.from({ length: 17 }, () => holder.der) })],
    ['an extension twice', () => ocspResponse({ ...spec, extensions: [nonceExtension(Uint8Array.of(1)), nonceExtension(Uint8Array.of(2))] })],
    [
      'a malformed archive cutoff',
      () => ocspResponse({ ...spec, answers: [{ ...spec.answers[0]!, extensions: [extension(OCSP.archiveCutoff, integer(1))] }] }),
    ],
  ])('%s', async (_what, der) => expect(await failureOf(() => parseOcspResponse(der()))).toBe('OCSP_UNREADABLE'));

  it('any change of any byte: read or refused, never anything else', () => {
    const good = ocspResponse({ ...spec, certificates: [holder.der], extensions: [nonceExtension(Uint8Array.of(1, 2))] });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(good.length), (at, change, length) => {
        const bytes = Uint8Array.from(good.subarray(0, length > at ? good.length : length));
        if (at < bytes.length) bytes[at]! ^= change;
        try {
          parseOcspResponse(bytes);
        } catch (error) {
          if (!(error instanceof PkiError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('nonce', () => {
  const nonce = Uint8Array.of(1, 2, 3, 4);
  const answer = (...extensions: NonNullable<ResponseSpec['extensions']>) => parseOcspResponse(ocspResponse({ ...spec, extensions }));

  it.each([
    ['repeated', () => repeats(answer(nonceExtension(nonce)), nonce, false), true],
    ['absent, where that is tolerated', () => repeats(answer(), nonce, true), false],
  ])('%s', (_what, check, fresh) => expect(check()).toBe(fresh));

  it.each([
    ['absent', () => repeats(answer(), nonce, false)],
    ['another', () => repeats(answer(nonceExtension(Uint8Array.of(9))), nonce, false)],
    ['another, even where an absent one is tolerated', () => repeats(answer(nonceExtension(Uint8Array.of(9))), nonce, true)],
  ])('%s is refused', async (_what, check) => expect(await failureOf(check)).toBe('OCSP_NONCE_WRONG'));

  it('of a request is in it, or nothing is', () => {
    const asHex = (given: Uint8Array | null) => Buffer.from(ocspRequest({ certificate: holder, issuer: holder, nonce: given })).toString('hex');
    expect(asHex(nonce)).toContain('040604' + '0401020304');
    expect(asHex(null)).not.toContain('0401020304');
  });
});

describe('where a certificate says its status can be asked', () => {
  const access = (method: string, place: Uint8Array) => sequence(objectIdentifier(method), place);
  const withAccess = (...places: Uint8Array[]) => make(extension('1.3.6.1.5.5.7.1.1', sequence(...places)));

  it.each([
    ['nowhere', () => make(), []],
    [
      'at its responders',
      () => withAccess(access(OCSP.accessMethod, uri('http://a.example/')), access(OCSP.accessMethod, uri('http://b.example/'))),
      ['http://a.example/', 'http://b.example/'],
    ],
    ['not where its issuer is', () => withAccess(access('1.3.6.1.5.5.7.48.2', uri('http://a.example/ca.cer'))), []],
    ['not where it cannot be read', () => make(extension('1.3.6.1.5.5.7.1.1', integer(1))), []],
  ])('%s', (_what, subject, expected) => expect(ocspAddresses(subject())).toEqual(expected));
});
