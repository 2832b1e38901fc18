import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { contextPrimitive } from '../../../pki/asn1/der.ts';
import { element, explicit, integer, octetString, sequence, time } from '../../../pki/asn1/encode.ts';

import { type Attribute, contentTypeAttribute, messageDigestAttribute } from '../../../pki/cms/attributes.ts';
import { certificateIdentifiers } from '../../../pki/cms/certificate-identifiers.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { signingCertificateV2 } from '../../../pki/cms/signing-certificate.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { DIGEST_ALGORITHMS, digest } from '../../../pki/digest/algorithms.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import type { IssuedPair, TestAuthority } from '../../../pki/test-authority/authority.ts';
import { authorityWithDoctor, DOCTOR } from '../../support/authority.ts';
import { algorithm, baselineAttributes, type CraftedSignedData, craftSignedData } from '../../support/cms.ts';

const now = new Date('2026-11-20T03:04:05Z');
const content = Buffer.from('letter');
let authority: TestAuthority;
let pair: IssuedPair;
let other: IssuedPair;

beforeAll(async () => {
  ({ authority, pair } = await authorityWithDoctor(now));
  other = await authority.issueCertificates(DOCTOR, now);
});

const craft = (parts: Partial<CraftedSignedData> = {}): Uint8Array => craftSignedData(pair.signature, { content, ...parts });

async function verify(der: Uint8Array, given: Uint8Array | null = content) {
  const { signers } = await verifySignedData({ der, contentDigest: given && ((name) => digest(name, given)) });
  return signers;
}

/** Outcome of the only signer: what did not pass, with its meaning. */
async function outcome(der: Uint8Array, given: Uint8Array | null = content) {
  const [signer] = await verify(der, given);
  const open = signer!.checks.filter(({ status }) => status !== 'passed').map(({ id, status, subIndication }) => `${id} ${status} ${subIndication}`);
  return { intact: signer!.intact, open };
}

const changed = (change: (attributes: Attribute[]) => readonly (Attribute | null)[]): readonly Attribute[] =>
  change(baselineAttributes(content, pair.signature.certificate)).filter((attribute) => attribute !== null);

const DETACHED_WRONG = { intact: false, open: ['reference-digests failed HASH_FAILURE'] };
const MALFORMED = { intact: false, open: ['format failed FORMAT_FAILURE'] };
const VALUE_WRONG = { intact: false, open: ['signature-value failed SIG_CRYPTO_FAILURE'] };

describe('a right signature', () => {
  it.each<[string, () => Partial<CraftedSignedData>, Uint8Array | null]>([
    ['detached', () => ({}), content],
    ['with the content inside', () => ({ eContent: content }), null],
    ['with the content inside and given too', () => ({ eContent: content }), content],
    ['named by subject key identifier', () => ({ signerVersion: 3, version: 3, identifier: keyIdentifier(pair.signature.certificate) }), content],
    ['with rsaEncryption as algorithm', () => ({ signatureAlgorithm: algorithm('1.2.840.113549.1.1.1') }), content],
    ['with a claimed time', () => ({ attributes: changed((all) => [...all, { type: OID.signingTime, values: [time(now)] }]) }), content],
    [
      'with an attribute nobody knows',
      () => ({ attributes: changed((all) => [...all, { type: '1.2.3.4', values: [integer(1), integer(2)] }]) }),
      content,
    ],
    ['bound by SHA-512', () => ({ attributes: changed(([type, hash]) => [type!, hash!, boundBy('sha512')]) }), content],
    [
      'without issuer and serial in the binding',
      () => ({ attributes: changed(([type, hash]) => [type!, hash!, boundByHashAlone(pair.signature.certificate)]) }),
      content,
    ],
  ])('%s is intact', async (_, parts, given) => {
    expect(await outcome(craft(parts()), given)).toEqual({ intact: true, open: [] });
  });

  it('over the content itself is intact, though nothing binds the certificate', async () => {
    expect(await outcome(craft({ attributes: null }))).toEqual({ intact: true, open: ['signing-certificate-bound failed SIG_CONSTRAINTS_FAILURE'] });
  });

  it('tells its facts', async () => {
    const crl = authority.crls[0]!;
    const attributes = changed((all) => [
      ...all,
      { type: OID.signingTime, values: [time(now)] },
      { type: OID.revocationInfoArchival, values: [sequence(explicit(0, sequence(crl)))] },
    ]);
    const [signer] = await verify(craft({ attributes, crls: [authority.crls[1]!] }));
    expect({ ...signer, info: null, checks: null, contentDigest: null }).toEqual({
      info: null,
      checks: null,
      contentDigest: null,
      certificate: pair.signature.certificate,
      intact: true,
      claimedTime: now,
      algorithms: ['rsa-sha256', 'sha256'],
      crls: [authority.crls[1], crl],
      signedCrls: [crl],
    });
  });
});

describe('a single fault', () => {
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  it.each<[string, () => Partial<CraftedSignedData>, object]>([
    [
      'content digest of other content',
      () => ({ attributes: changed(([type, , bound]) => [type!, messageDigestAttribute(digest('sha256', Buffer.from('x'))), bound!]) }),
      DETACHED_WRONG,
    ],
    ['content inside differs from the one given', () => ({ eContent: Buffer.from('other') }), DETACHED_WRONG],
    ['value of another key', () => ({ signWith: (message) => sign('sha256', message, foreign) }), VALUE_WRONG],
    ['value over the content instead of the attributes', () => ({ signWith: (_, key) => sign('sha256', content, key) }), VALUE_WRONG],
    ['value with another digest', () => ({ signWith: (message, key) => sign('sha512', message, key) }), VALUE_WRONG],
    [
      'PSS value under the name of PKCS#1',
      () => ({ signWith: (message, key) => sign('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING }) }),
      VALUE_WRONG,
    ],
    ['ECDSA named for an RSA key', () => ({ signatureAlgorithm: algorithm('1.2.840.10045.4.3.2', null) }), VALUE_WRONG],
    ['signature digest differs from the content digest', () => ({ signatureAlgorithm: algorithm('1.2.840.113549.1.1.13') }), VALUE_WRONG],
    ['empty value', () => ({ signWith: () => new Uint8Array() }), VALUE_WRONG],
    [
      'value over other content without attributes',
      () => ({ attributes: null, signWith: (_, key) => sign('sha256', Buffer.from('x'), key) }),
      { intact: false, open: [...VALUE_WRONG.open, 'signing-certificate-bound failed SIG_CONSTRAINTS_FAILURE'] },
    ],
    ['no message-digest', () => ({ attributes: changed(([type, , bound]) => [type!, bound!]) }), MALFORMED],
    ['no content-type', () => ({ attributes: changed(([, hash, bound]) => [hash!, bound!]) }), MALFORMED],
    [
      'content-type of another type',
      () => ({ attributes: changed(([, hash, bound]) => [contentTypeAttribute(OID.timeStampInfo), hash!, bound!]) }),
      MALFORMED,
    ],
    [
      'two message-digests',
      () => ({ attributes: changed(([type, hash, bound]) => [type!, hash!, messageDigestAttribute(digest('sha256')), bound!]) }),
      MALFORMED,
    ],
    [
      'two values of message-digest',
      () => ({
        attributes: changed(([type, hash, bound]) => [type!, { ...hash!, values: [...hash!.values, octetString(digest('sha256'))] }, bound!]),
      }),
      MALFORMED,
    ],
    [
      'two signing-times',
      () => ({ attributes: changed((all) => [...all, ...[now, new Date(0)].map((date) => ({ type: OID.signingTime, values: [time(date)] }))]) }),
      MALFORMED,
    ],
    [
      'impossible signing-time',
      () => ({ attributes: changed((all) => [...all, { type: OID.signingTime, values: [element(0x17, Buffer.from('261320000000Z'))] }]) }),
      MALFORMED,
    ],
    ['malformed signature algorithm', () => ({ signatureAlgorithm: sequence(integer(1)) }), MALFORMED],
    [
      'unknown signature algorithm',
      () => ({ signatureAlgorithm: algorithm('1.2.3.4') }),
      { intact: false, open: ['signature-value indeterminate CRYPTO_CONSTRAINTS_FAILURE'] },
    ],
    [
      'unknown digest algorithm',
      () => ({ digestOid: '1.2.840.113549.2.5' }),
      {
        intact: false,
        open: ['reference-digests indeterminate CRYPTO_CONSTRAINTS_FAILURE', 'signature-value indeterminate CRYPTO_CONSTRAINTS_FAILURE'],
      },
    ],
    [
      'no signing-certificate',
      () => ({ attributes: changed(([type, hash]) => [type!, hash!]) }),
      { intact: true, open: ['signing-certificate-bound failed SIG_CONSTRAINTS_FAILURE'] },
    ],
    [
      'signing-certificate of another certificate',
      () => ({ attributes: changed(([type, hash]) => [type!, hash!, bound(other.signature.certificate)]) }),
      { intact: true, open: ['signing-certificate-bound failed NO_SIGNING_CERTIFICATE_FOUND'] },
    ],
    [
      'binding of another issuer and serial',
      () => ({ attributes: changed(([type, hash]) => [type!, hash!, boundToSerialOf(other.signature.certificate)]) }),
      { intact: true, open: ['signing-certificate-bound failed NO_SIGNING_CERTIFICATE_FOUND'] },
    ],
    [
      'right SHA-256 binding beside a wrong SHA-1 one',
      () => ({ attributes: changed((all) => [...all, boundBySha1(other.signature.certificate)]) }),
      { intact: true, open: ['signing-certificate-bound failed NO_SIGNING_CERTIFICATE_FOUND'] },
    ],
    [
      'no certificate of the signer',
      () => ({ certificates: pair.signature.chain }),
      {
        intact: false,
        open: ['signature-value indeterminate NO_SIGNING_CERTIFICATE_FOUND', 'signing-certificate-bound failed NO_SIGNING_CERTIFICATE_FOUND'],
      },
    ],
  ])('%s', async (_, parts, expected) => {
    expect(await outcome(craft(parts()))).toEqual(expected);
  });

  it.each<[string, () => Partial<CraftedSignedData>]>([
    ['unknown version', () => ({ version: 9 })],
    ['unknown version of the signer', () => ({ signerVersion: 2 })],
    ['version 3 with issuer and serial', () => ({ signerVersion: 3 })],
    ['digest algorithm not announced', () => ({ announced: [DIGEST_ALGORITHMS.sha512.oid] })],
    ['more signers than any document has', () => ({ signers: 300 })],
  ])('%s is refused as malformed', async (_, parts) => {
    await expect(verify(craft(parts()))).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
  });

  it('without the content the signature value is still judged', async () => {
    expect(await outcome(craft(), null)).toEqual({ intact: false, open: ['reference-digests indeterminate SIGNED_DATA_NOT_FOUND'] });
  });

  it('bytes after the end are refused, zero padding only where it is expected', async () => {
    const padded = Buffer.concat([craft(), new Uint8Array(100)]);
    const order = { der: padded, contentDigest: () => digest('sha256', content) };
    await expect(verifySignedData(order)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
    expect((await verifySignedData({ ...order, zeroPadding: true })).signers[0]!.intact).toBe(true);
    await expect(verifySignedData({ ...order, der: padded.with(-1, 1), zeroPadding: true })).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
  });
});

describe('the signer', () => {
  it('is the certificate that the binding means, not a decoy with the same name and number', async () => {
    const decoy = pair.signature.certificate.with(-1, pair.signature.certificate.at(-1)! ^ 1);
    const [signer] = await verify(craft({ certificates: [decoy, pair.signature.certificate] }));
    expect([signer!.intact, signer!.certificate]).toEqual([true, pair.signature.certificate]);
  });

  it('may be found outside the signature', async () => {
    const order = { der: craft({ certificates: [] }), contentDigest: () => digest('sha256', content) };
    const { signers } = await verifySignedData({ ...order, furtherCertificates: [pair.signature.certificate] });
    expect(signers[0]!.intact).toBe(true);
  });

  it('is judged one by one where there are several', async () => {
    expect((await verify(craft({ signers: 3 }))).map(({ intact }) => intact)).toEqual([true, true, true]);
  });

  it('may be missing', async () => {
    expect(await verify(craft({ signers: 0 }))).toEqual([]);
  });
});

const keyIdentifier = (certificate: Uint8Array): Uint8Array =>
  element(contextPrimitive(0), Buffer.from(parseCertificate(certificate).subjectKeyIdentifier!, 'hex'));

const bound = (certificate: Uint8Array): Attribute => ({ type: OID.signingCertificateV2, values: [signingCertificateV2(certificate)] });

const boundBy = (name: 'sha512'): Attribute => ({ type: OID.signingCertificateV2, values: [signingCertificateV2(pair.signature.certificate, name)] });

const boundByHashAlone = (certificate: Uint8Array): Attribute => ({
  type: OID.signingCertificateV2,
  values: [sequence(sequence(sequence(octetString(digest('sha256', certificate)))))],
});

const boundBySha1 = (certificate: Uint8Array): Attribute => ({
  type: OID.signingCertificate,
  values: [sequence(sequence(sequence(octetString(digest('sha1', certificate)))))],
});

/** Right digest, issuer and serial number of another certificate. */
const boundToSerialOf = (certificate: Uint8Array): Attribute => {
  const { issuer, serial } = certificateIdentifiers(certificate);
  const issuerSerial = sequence(sequence(explicit(4, issuer)), serial);
  return {
    type: OID.signingCertificateV2,
    values: [sequence(sequence(sequence(octetString(digest('sha256', pair.signature.certificate)), issuerSerial)))],
  };
};
