import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nullValue, objectIdentifier, sequence } from '../../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../../pki/certificate/extensions/oids.ts';
import type { DigestName } from '../../../../pki/digest/algorithms.ts';
import { repeats } from '../../../../pki/revocation/ocsp/client.ts';
import { OCSP } from '../../../../pki/revocation/ocsp/object-identifiers.ts';
import { ocspRequest } from '../../../../pki/revocation/ocsp/request.ts';
import { parseOcspResponse } from '../../../../pki/revocation/ocsp/response.ts';
import { ocspStatus } from '../../../../pki/revocation/ocsp/status.ts';
import { basicConstraints, certificate, extension, keyUsage, rsaKey } from '../../../support/certificates.ts';
import { describeWith } from '../../../support/needs.ts';
import { nonceExtension, ocspResponse } from '../../../support/ocsp.ts';
import { folderWith, openssl, pem } from '../../../support/openssl.ts';

const DAY = 86_400_000;
const day = (count: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + count * DAY);
const keys = { issuer: rsaKey(), responder: rsaKey(), holder: rsaKey() };
const NAME = { issuer: [['CN', 'TEST Issuer']], responder: [['CN', 'TEST Responder']], holder: [['CN', 'TEST Holder']] } as const;
const dates = { from: day(-300), to: day(300) };
const base = { issuer: NAME.issuer, issuerKey: keys.issuer, ...dates };
const issuerDer = certificate({ ...base, subject: NAME.issuer, key: keys.issuer, serial: 1, extensions: [basicConstraints(true)] });
const purpose = extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose)));
const responderDer = certificate({
  ...base,
  subject: NAME.responder,
  key: keys.responder,
  serial: 2,
  extensions: [purpose, extension(OCSP.noCheck, nullValue()), keyUsage('digitalSignature')],
});
const issuer = parseCertificate(issuerDer);
const holderOf = (serial: number) => parseCertificate(certificate({ ...base, subject: NAME.holder, key: keys.holder, serial, extensions: [] }));

const utc = (date: Date) => `${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`;
const REVOKED_ON = day(-3);

/** Index of openssl's `ca`: valid, revoked with a reason; others it does not know. */
const INDEX = [
  `V\t${utc(day(300))}\t\t1000\tunknown\t/CN=TEST Holder`,
  `R\t${utc(day(300))}\t${utc(REVOKED_ON)},keyCompromise\t1001\tunknown\t/CN=TEST Holder`,
].join('\n');

const pkcs8 = (key: typeof keys.issuer) => key.export({ type: 'pkcs8', format: 'pem' }) as string;

const folder = (files: Record<string, string | Uint8Array> = {}) =>
  folderWith({
    'ca.pem': pem('CERTIFICATE', issuerDer),
    'ca.key': pkcs8(keys.issuer),
    'responder.pem': pem('CERTIFICATE', responderDer),
    'responder.key': pkcs8(keys.responder),
    'index.txt': `${INDEX}\n`,
    ...files,
  });

describeWith(['openssl'], 'openssl as responder', () => {
  const nonce = Uint8Array.from({ length: 32 }, (_, index) => index);

  function ask(serial: number, signer: 'ca' | 'responder', digest: DigestName, more: readonly string[] = []) {
    const holder = holderOf(serial);
    const at = folder({ 'request.der': ocspRequest({ certificate: holder, issuer, nonce, digest }) });
    const files = ['-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`];
    const { status, text } = openssl(at, 'ocsp', ...files, '-reqin', 'request.der', '-respout', 'response.der', '-nmin', '60', ...more);
    expect({ status, text }).toMatchObject({ status: 0 });
    const response = parseOcspResponse(readFileSync(join(at, 'response.der')));
    return { response, status: ocspStatus(holder, issuer, [response], { at: new Date() }) };
  }

  it.each([
    ['the issuer itself', 'ca', 'sha1', []],
    ['the issuer itself, certificate named by SHA-256', 'ca', 'sha256', []],
    ['the issuer itself, named by its key', 'ca', 'sha1', ['-resp_key_id']],
    ['a delegate', 'responder', 'sha256', []],
    ['a delegate, named by its key', 'responder', 'sha1', ['-resp_key_id']],
    ['a delegate, its digest SHA-512', 'responder', 'sha1', ['-rmd', 'sha512']],
  ] as const)('%s answers good, and repeats our nonce', (_who, signer, digest, more) => {
    const { response, status } = ask(0x1000, signer, digest, more);
    expect(status.status).toBe('good');
    expect(repeats(response, nonce, false)).toBe(true);
  });

  it('answers revoked with date and reason', () => {
    expect(ask(0x1001, 'responder', 'sha1').status).toMatchObject({ status: 'revoked', revocationDate: REVOKED_ON, reason: 'keyCompromise' });
  });

  it('answers that it does not know', () => {
    expect(ask(0x1002, 'responder', 'sha1').status).toMatchObject({ status: 'unknown', why: 'response-unknown' });
  });

  it('a delegate whose certificate is not sent along is found among those at hand', () => {
    const holder = holderOf(0x1000);
    const { response } = ask(0x1000, 'responder', 'sha1', ['-resp_no_certs']);
    const status = (candidates: readonly Uint8Array[]) =>
      ocspStatus(holder, issuer, [response], { at: new Date() }, { candidates: candidates.map(parseCertificate) });
    expect([status([]), status([responderDer])]).toMatchObject([{ why: 'responder-not-trusted' }, { status: 'good' }]);
  });
});

describeWith(['openssl'], 'openssl reads what we write', () => {
  it('a request, its certificate, issuer and nonce', () => {
    const request = ocspRequest({ certificate: holderOf(0x1000), issuer, nonce: Uint8Array.of(0xab, 0xcd) });
    const { text } = openssl(folder({ 'request.der': request }), 'ocsp', '-reqin', 'request.der', '-req_text');
    expect(text).toMatch(/Hash Algorithm: sha1[\s\S]*Serial Number: 1000[\s\S]*OCSP Nonce:\s*0402ABCD/);
  });

  it.each([
    ['good', 'good', 0, /1000: good/],
    ['revoked', { date: REVOKED_ON, reason: 'superseded' }, 0, /1000: revoked[\s\S]*superseded/],
  ] as const)('the responses of these tests: %s', (_what, said, exit, expected) => {
    const holder = holderOf(0x1000);
    const nonce = Uint8Array.of(1, 2, 3);
    const response = ocspResponse({
      key: keys.responder,
      producedAt: new Date(Date.now() - 1000),
      answers: [{ certificate: holder, issuer, said, thisUpdate: new Date(Date.now() - 1000), nextUpdate: day(1) }],
      certificates: [responderDer],
      extensions: [nonceExtension(nonce)],
    });
    const at = folder({
      'response.der': response,
      'request.der': ocspRequest({ certificate: holder, issuer, nonce }),
      '1000.pem': pem('CERTIFICATE', holder.der),
    });
    const { status, text } = openssl(
      at,
      'ocsp',
      '-respin',
      'response.der',
      '-issuer',
      'ca.pem',
      '-cert',
      '1000.pem',
      '-CAfile',
      'ca.pem',
      '-no_nonce',
    );
    expect({ status, text }).toEqual({ status: exit, text: expect.stringMatching(/Response verify OK/) });
    expect(text).toMatch(new RegExp(expected.source.replace('1000', '1000.pem')));
  });
});
