import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { integer } from '../../../pki/asn1/encode.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { signingTimeAttribute } from '../../../pki/cms/attributes.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../pki/errors.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import type { IssuedPair, TestAuthority } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { acceptingOptions, authorityWithDoctor } from '../../support/authority.ts';
import { baselineAttributes, type CraftedSignedData, craftSignedData } from '../../support/cms.ts';
import { pem } from '../../support/openssl.ts';

const now = new Date('2026-11-20T03:04:05Z');
const content = Buffer.from('紹介状 — letter of referral\n');
let authority: TestAuthority;
let pair: IssuedPair;
let options: VerificationOptions;
let signature: Uint8Array;

beforeAll(async () => {
  ({ authority, pair, options } = await authorityWithDoctor(now));
  signature = await signCades({ signer: testSigner(pair.signature), content, signingTime: now });
});

const craft = (parts: Partial<CraftedSignedData> = {}): Uint8Array =>
  craftSignedData(pair.signature, {
    content,
    attributes: [...baselineAttributes(content, pair.signature.certificate), signingTimeAttribute(now)],
    ...parts,
  });

const verify = (bytes: Uint8Array, change: Partial<VerificationOptions> = {}, given: Uint8Array | undefined = content) =>
  verifyCades({ name: 'letter.p7s', bytes, ...(given && { content: given }) }, { ...options, ...change });

const answer = ({ conclusion, subIndication, signatures }: VerificationReport) => [conclusion, subIndication, signatures[0]?.intact];

describe('a right signature', () => {
  it('is reported whole', async () => {
    const report = await verify(signature);
    const { subject, issuer, serial, sha256 } = parseCertificate(pair.signature.certificate);
    expect({
      ...report,
      signatures: report.signatures.map((one) => ({ ...one, checks: one.checks.map(({ id, status }) => `${id} ${status}`) })),
    }).toEqual({
      file: 'letter.p7s',
      format: 'cades',
      conclusion: 'TOTAL-PASSED',
      subIndication: null,
      verifiedAt: now.toISOString(),
      testCardsAccepted: true,
      signatures: [
        {
          id: 'signer-1',
          conclusion: 'TOTAL-PASSED',
          subIndication: null,
          intact: true,
          level: 'B',
          coversWholeDocument: true,
          notCovered: [],
          signer: { subject, issuer, serial, sha256, nameKanji: '検証　太郎', commonName: 'Taro Kensho', hcRoles: ['Medical Doctor'] },
          claimedTime: now.toISOString(),
          bestSignatureTime: now.toISOString(),
          test: true,
          checks: [
            'format passed',
            'reference-digests passed',
            'signature-value passed',
            'signing-certificate-bound passed',
            'signing-certificate-found passed',
            'algorithms passed',
            'certificate-path passed',
            'issuer-key-pinned passed',
            'certificate-policy passed',
            'test-certificate passed',
            'key-usage passed',
            'hc-role passed',
            'validity-period passed',
            'revocation passed',
            'claimed-time passed',
          ],
          timeStamps: [],
        },
      ],
    });
  });

  it.each<[string, () => Uint8Array]>([
    ['PEM, CMS', () => Buffer.from(pem('CMS', signature))],
    ['PEM, PKCS7', () => Buffer.from(pem('PKCS7', signature))],
    ['PEM with CRLF', () => Buffer.from(pem('CMS', signature).replaceAll('\n', '\r\n'))],
    ['base64 in one line', () => Buffer.from(Buffer.from(signature).toString('base64'))],
    ['base64 in lines', () => Buffer.from(pem('X', signature).replaceAll(/^-.*\n/gm, ''))],
  ])('is read from %s', async (_, bytes) => {
    expect(answer(await verify(bytes()))).toEqual(['TOTAL-PASSED', null, true]);
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)('may use %s', async (digestAlgorithm) => {
    const bytes = await signCades({ signer: testSigner(pair.signature), content, signingTime: now, digestAlgorithm });
    expect(answer(await verify(bytes))).toEqual(['TOTAL-PASSED', null, true]);
  });

  it('is made of content in pieces', async () => {
    const pieces = async function* () {
      for (const byte of content) yield Uint8Array.of(byte);
    };
    expect(answer(await verify(await signCades({ signer: testSigner(pair.signature), content: pieces(), signingTime: now })))).toEqual([
      'TOTAL-PASSED',
      null,
      true,
    ]);
  });

  it('needs no content where it carries it', async () => {
    const report = await verifyCades({ name: 'letter.p7m', bytes: craft({ eContent: content }) }, options);
    expect([...answer(report), report.signatures[0]!.coversWholeDocument]).toEqual(['TOTAL-PASSED', null, true, true]);
  });

  it('takes its chain from outside where it brings none', async () => {
    const bytes = craft({ certificates: [pair.signature.certificate] });
    expect(answer(await verify(bytes))).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', true]);
    expect(answer(await verify(bytes, { chain: pair.signature.chain }))).toEqual(['TOTAL-PASSED', null, true]);
  });
});

describe('the answer when one thing is wrong', () => {
  it.each<[string, () => Promise<VerificationReport>, readonly [string, string, boolean | undefined]]>([
    ['content changed', () => verify(signature, {}, Buffer.from('other')), ['TOTAL-FAILED', 'HASH_FAILURE', false]],
    ['value changed', () => verify(signature.with(-1, signature.at(-1)! ^ 1)), ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', false]],
    ['cut off', () => verify(signature.subarray(0, 1000)), ['TOTAL-FAILED', 'FORMAT_FAILURE', false]],
    ['something behind it', () => verify(Buffer.concat([signature, Uint8Array.of(0)])), ['TOTAL-FAILED', 'FORMAT_FAILURE', false]],
    ['attribute missing', () => verify(craft({ attributes: [] })), ['TOTAL-FAILED', 'FORMAT_FAILURE', false]],
    ['content not given', () => verifyCades({ name: 'letter.p7s', bytes: signature }, options), ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND', false]],
    ['no signer inside', () => verify(craft({ signers: 0 })), ['INDETERMINATE', 'NO_SIGNATURE', undefined]],
    ['no anchor', () => verify(signature, { anchors: [] }), ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', true]],
    ['test cards not accepted', () => verify(signature, { acceptTestCards: false }), ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', true]],
    ['another role needed', () => verify(signature, { role: 'Pharmacist' }), ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true]],
    ['no revocation list', () => verify(signature, { crls: [] }), ['INDETERMINATE', 'TRY_LATER', true]],
    ['lists out of date', () => verify(signature, { at: hoursLater(97) }), ['INDETERMINATE', 'TRY_LATER', true]],
    ['certificate not bound', () => verify(craft({ attributes: withoutBinding() })), ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true]],
    ['certificate missing', () => verify(craft({ certificates: pair.signature.chain })), ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND', false]],
    [
      'no claimed time',
      () => verify(craft({ attributes: baselineAttributes(content, pair.signature.certificate) })),
      ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true],
    ],
    ['claimed time to come', () => verify(craft({ attributes: claiming(hoursLater(1)) })), ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', true]],
    [
      'time stamp that is none',
      () => verify(craft({ unsigned: [{ type: OID.signatureTimeStamp, values: [integer(1)] }] })),
      ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true],
    ],
    [
      'signed with the authentication key',
      async () => verify(await signCades({ signer: testSigner(pair.authentication), content, signingTime: now })),
      ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', true],
    ],
  ])('%s', async (_, report, expected) => {
    expect(answer(await report())).toEqual(expected);
  });

  it('certificate revoked', async () => {
    const { authority, pair, signer } = await authorityWithDoctor(now);
    authority.revoke(parseCertificate(pair.signature.certificate).serial, 'keyCompromise', now);
    authority.publishCrls(now);
    const bytes = await signCades({ signer, content, signingTime: now });
    expect(answer(await verifyCades({ name: 'x', bytes, content }, acceptingOptions(authority, now)))).toEqual([
      'INDETERMINATE',
      'REVOKED_NO_POE',
      true,
    ]);
  });

  it('certificate expired', async () => {
    const later = new Date('2032-01-01T00:00:00Z');
    authority.publishCrls(later);
    expect(answer(await verify(signature, { at: later, crls: authority.crls }))).toEqual(['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', true]);
  });

  it('issued by an authority of the same names and other keys', async () => {
    const forged = await createTestAuthority({ now });
    expect(answer(await verify(signature, { anchors: [forged.anchor], crls: forged.crls }))).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      true,
    ]);
  });

  it.each([
    ['text', 'no signature at all'],
    ['PEM of something else', pem('CERTIFICATE', Uint8Array.of(0x30, 0))],
    ['base64 of something else', 'MAA='],
    ['nothing', ''],
  ])('%s is not read', async (_, text) => {
    await expect(verify(Buffer.from(text))).rejects.toEqual(new PkiError('DOCUMENT_UNREADABLE', { file: 'letter.p7s' }));
  });
});

describe('changed bytes', () => {
  /** No root inside: a root that a document brings along counts for nothing, so its bytes may be anything. */
  const compact = () => signCades({ signer: testSigner({ ...pair.signature, chain: pair.signature.chain.slice(0, 1) }), content, signingTime: now });

  const passes = async (bytes: Uint8Array): Promise<boolean> => {
    try {
      return (await verify(bytes)).conclusion === 'TOTAL-PASSED';
    } catch (error) {
      if (error instanceof PkiError) return false;
      throw error;
    }
  };

  it('each byte counts, in each part, but the version number of the envelope', async () => {
    const whole = Buffer.from(await compact());
    const { certificates } = parseSignedData(whole);
    const step = (offset: number): number => (certificates.some((certificate) => within(whole, certificate, offset)) ? 13 : 1);
    const free: number[] = [];
    for (let offset = 0; offset < whole.length; offset += step(offset)) {
      if (await passes(whole.with(offset, whole[offset]! ^ 2))) free.push(offset);
    }
    expect(free).toEqual([whole.indexOf(Buffer.from('020101', 'hex')) + 2]);
  }, 60_000);

  it('never crash and never pass', async () => {
    const whole = await compact();
    const version = Buffer.from(whole).indexOf(Buffer.from('020101', 'hex')) + 2;
    const edit = fc.record({ at: fc.nat(whole.length - 1), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const mutated = edits.reduce<Uint8Array>(
          (bytes, { at, remove, insert }) => Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]),
          whole,
        );
        const same = (bytes: Uint8Array) => Buffer.compare(bytes.with(version, 1), whole) === 0;
        fc.pre(mutated.length !== whole.length || !same(mutated));
        expect(await passes(mutated)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

const hoursLater = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const claiming = (time: Date) => [...baselineAttributes(content, pair.signature.certificate), signingTimeAttribute(time)];
const withoutBinding = () => claiming(now).filter(({ type }) => type !== OID.signingCertificateV2);
const within = (whole: Buffer, part: Uint8Array, offset: number): boolean => {
  const start = whole.indexOf(part);
  return offset >= start && offset < start + part.length;
};
