import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { children, contextConstructed, type DerNode, parseDer, TAG } from '../../../pki/asn1/der.ts';
import { boolean, element, integer, objectIdentifier, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { readTime } from '../../../pki/asn1/time.ts';
import { readOid, toHex } from '../../../pki/asn1/values.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { DIGEST_ALGORITHMS, type DigestName, digest } from '../../../pki/digest/algorithms.ts';
import type { Signer } from '../../../pki/signer.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { respond, TEST_TIME_STAMP_POLICY } from '../../../pki/time-stamp/respond.ts';

const now = new Date('2026-11-20T03:04:05Z');
const nonce = integer(0x1234567890n);
let tsa: Signer;

beforeAll(async () => {
  const { keys } = await createTestAuthority({ now });
  tsa = testSigner({ ...keys.timeStamping, chain: [keys.root.certificate] });
});

const imprint = (name: DigestName, hash: Uint8Array = digest(name, Buffer.from('signature'))) =>
  sequence(sequence(objectIdentifier(DIGEST_ALGORITHMS[name].oid)), octetString(hash));
const request = (...parts: readonly Uint8Array[]): Uint8Array => sequence(integer(1), ...parts);

/** Status, failure bits and token of a TimeStampResp. */
function read(response: Uint8Array) {
  const [info, token] = children(parseDer(response, TAG.SEQUENCE));
  const [status, , failure] = children(info!);
  return { status: status!.content[0], failure: failure && toHex(failure.content), token: token?.bytes ?? null };
}

const stampInfo = async (token: Uint8Array): Promise<{ members: DerNode[]; intact: boolean; certificates: number; bound: boolean }> => {
  const { signedData, signers } = await verifySignedData({ der: token, contentDigest: null, furtherCertificates: [tsa.certificate] });
  expect(signedData.eContentType).toBe(OID.timeStampInfo);
  const [signer] = signers;
  return {
    members: children(parseDer(signedData.eContent!, TAG.SEQUENCE)),
    intact: signer!.intact,
    certificates: signedData.certificates.length,
    bound: signer!.checks.every(({ status }) => status === 'passed'),
  };
};

describe('a granted time stamp', () => {
  it('repeats imprint and nonce and tells policy and time', async () => {
    const { status, token } = read(await respond(request(imprint('sha256'), nonce, boolean(true)), tsa, now));
    const { members, ...rest } = await stampInfo(token!);
    expect({ status, ...rest }).toEqual({ status: 0, intact: true, certificates: 1, bound: true });
    expect(members.map(({ tag }) => tag)).toEqual([TAG.INTEGER, TAG.OID, TAG.SEQUENCE, TAG.INTEGER, TAG.GENERALIZED_TIME, TAG.SEQUENCE, TAG.INTEGER]);
    expect([readOid(members[1]!), members[2]!.bytes, readTime(members[4]!), members[6]!.bytes]).toEqual([
      TEST_TIME_STAMP_POLICY,
      imprint('sha256'),
      now,
      nonce,
    ]);
  });

  it.each<[string, () => Uint8Array, number]>([
    ['without certificate where none is asked for', () => request(imprint('sha256')), 0],
    ['for SHA-512', () => request(imprint('sha512'), boolean(true)), 1],
    ['under the policy offered', () => request(imprint('sha384'), objectIdentifier(TEST_TIME_STAMP_POLICY), boolean(true)), 1],
  ])('is given %s', async (_, der, certificates) => {
    const { status, token } = read(await respond(der(), tsa, now));
    expect([status, (await stampInfo(token!)).certificates]).toEqual([0, certificates]);
  });
});

describe('a request that is not granted', () => {
  /** Failure bits as the content of the BIT STRING: unused bits, then the bit of the failure. */
  it.each<[string, () => Uint8Array, string]>([
    ['SHA-1', () => request(imprint('sha1')), '0780'],
    ['version 2', () => sequence(integer(2), imprint('sha256')), '0520'],
    ['no DER', () => Buffer.from('hello'), '0204'],
    ['a digest of the wrong length', () => request(imprint('sha256', new Uint8Array(20))), '0204'],
    ['another policy', () => request(imprint('sha256'), objectIdentifier('1.2.3')), '000001'],
    ['an extension', () => request(imprint('sha256'), element(contextConstructed(0))), '07000080'],
  ])('%s is told why', async (_, der, failure) => {
    expect(read(await respond(der(), tsa, now))).toEqual({ status: 2, failure, token: null });
  });

  it('is answered whatever its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        expect(read(await respond(bytes, tsa, now)).status).toBe(2);
      }),
    );
  });
});
