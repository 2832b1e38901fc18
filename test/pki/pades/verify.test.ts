import { beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../../../pki/cms/build.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { coveredDigest, rangeOf, withByteRange, withContents } from '../../support/pades.ts';
import { buildPdf, ONE_PAGE, replaceSameLength, stream } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;
let signed: Buffer;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
  signed = Buffer.from(await signPades({ source: buildPdf({ ...ONE_PAGE, 4: stream('dose 5 mg') }), signer, signingTime: now }));
});

const verify = (bytes: Uint8Array) => verifyPades({ name: 'letter.pdf', bytes }, options);

describe('a sound signature', () => {
  it('gives the whole report', async () => {
    const { signatures, ...report } = await verify(signed);
    const [{ checks, signer: identity, ...signature }] = signatures as [(typeof signatures)[0]];
    expect({
      ...report,
      signature,
      name: identity!.nameKanji,
      roles: identity!.hcRoles,
      checks: checks.map(({ id, status }) => `${id} ${status}`),
    }).toEqual({
      file: 'letter.pdf',
      format: 'pades',
      conclusion: 'TOTAL-PASSED',
      subIndication: null,
      verifiedAt: now.toISOString(),
      testCardsAccepted: true,
      signature: {
        id: 'Signature1',
        conclusion: 'TOTAL-PASSED',
        subIndication: null,
        intact: true,
        level: 'B',
        coversWholeDocument: true,
        notCovered: [],
        claimedTime: now.toISOString(),
        bestSignatureTime: now.toISOString(),
        test: true,
        timeStamps: [],
      },
      name: '検証　太郎',
      roles: ['Medical Doctor'],
      checks: [
        'format passed',
        'reference-digests passed',
        'signature-value passed',
        'signing-certificate-bound passed',
        'signed-scope passed',
        'changes-after-signing passed',
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
    });
  });

  it('of an earlier revision says what it does not cover', async () => {
    const twice = await signPades({ source: signed, signer, signingTime: now });
    const { signatures } = await verify(twice);
    expect(signatures.map(({ notCovered }) => notCovered)).toEqual([[`bytes ${signed.length} to ${twice.length}`], []]);
  });
});

it('a document without a signature is not signed', async () => {
  expect(await verify(buildPdf())).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNATURE', signatures: [] });
});

describe('one fault each', () => {
  type Fault = (bytes: Buffer) => Buffer | Promise<Buffer>;
  const cms = async (bytes: Buffer, more: Partial<Parameters<typeof buildSignedData>[0]>): Promise<Buffer> => {
    const contentDigest = coveredDigest(bytes, 'sha256');
    return withContents(bytes, await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest, ...more }));
  };

  it.each<[string, Fault, string | null]>([
    ['nothing wrong: the room refilled with the right CMS', (bytes) => cms(bytes, {}), null],
    ['content changed before the signature', (bytes) => replaceSameLength(bytes, 'dose 5 mg', 'dose 9 mg'), 'HASH_FAILURE'],
    [
      'claimed time changed',
      (bytes) => replaceSameLength(bytes, Buffer.from('D:2026').toString('hex'), Buffer.from('D:2025').toString('hex')),
      'HASH_FAILURE',
    ],
    ['content behind the signature changed', (bytes) => replaceSameLength(bytes, '/Subtype /Widget', '/Subtype /Wadget'), 'HASH_FAILURE'],
    ['content of its own inside', (bytes) => cms(bytes, { eContent: Buffer.from('x') }), 'FORMAT_FAILURE'],
    ['no CMS', (bytes) => withContents(bytes, Buffer.from('hello')), 'FORMAT_FAILURE'],
    ['no signature at all', (bytes) => withContents(bytes, new Uint8Array()), 'FORMAT_FAILURE'],
    [
      'something in the padding',
      (bytes) => {
        const changed = Buffer.from(bytes);
        changed.write('5', rangeOf(bytes).gap.end - 2);
        return changed;
      },
      'FORMAT_FAILURE',
    ],
    ['a range that starts later', (bytes) => withByteRange(bytes, ([, b, c, d]) => [1, b!, c!, d!]), 'FORMAT_FAILURE'],
    ['a range that leaves out more before', (bytes) => withByteRange(bytes, ([a, b, c, d]) => [a!, b! - 20, c!, d!]), 'FORMAT_FAILURE'],
    ['a range that leaves out more behind', (bytes) => withByteRange(bytes, ([a, b, c, d]) => [a!, b!, c! + 1, d! - 1]), 'FORMAT_FAILURE'],
    ['a range that covers its own signature', (bytes) => withByteRange(bytes, ([a, b, c, d]) => [a!, b! + 4, c!, d!]), 'FORMAT_FAILURE'],
    ['a range beyond the file', (bytes) => withByteRange(bytes, ([a, b, c, d]) => [a!, b!, c!, d! + 1]), 'FORMAT_FAILURE'],
    ['a range that ends within the revision', (bytes) => withByteRange(bytes, ([a, b, c, d]) => [a!, b!, c!, d! - 50]), 'FORMAT_FAILURE'],
    ['a range of nothing behind', (bytes) => withByteRange(bytes, ([a, b, c]) => [a!, b!, c!, 0]), 'FORMAT_FAILURE'],
    ['three numbers', (bytes) => withByteRange(bytes, ([a, b, c]) => [a!, b!, c!]), 'FORMAT_FAILURE'],
    ['no range', (bytes) => replaceSameLength(bytes, '/ByteRange', '/ByteRance'), 'FORMAT_FAILURE'],
    ['a second Contents', (bytes) => replaceSameLength(bytes, '/Location', '/Contents'), 'FORMAT_FAILURE'],
    [
      'a form of signature called as every object has one',
      (bytes) => replaceSameLength(bytes, 'ETSI.CAdES.detached', 'constructor        '),
      'FORMAT_FAILURE',
    ],
    ['an unknown form of signature', (bytes) => replaceSameLength(bytes, 'ETSI.CAdES.detached', 'ETSI.CAdES.attached'), 'FORMAT_FAILURE'],
  ])('%s', async (_, fault, subIndication) => {
    const sound = Buffer.from(
      await signPades({
        source: signed.subarray(0, buildPdf({ ...ONE_PAGE, 4: stream('dose 5 mg') }).length),
        signer,
        signingTime: now,
        location: 'Tokyo',
      }),
    );
    const report = await verify(await fault(sound));
    expect([report.subIndication, report.conclusion, report.signatures.map(({ intact }) => intact)]).toEqual([
      subIndication,
      subIndication ? 'TOTAL-FAILED' : 'TOTAL-PASSED',
      [subIndication === null],
    ]);
  });

  it.each<[string, (given: VerificationOptions) => VerificationOptions, string]>([
    ['an unknown root', (given) => ({ ...given, anchors: [] }), 'NO_CERTIFICATE_CHAIN_FOUND'],
    ['test cards not accepted', (given) => ({ ...given, acceptTestCards: false }), 'CHAIN_CONSTRAINTS_FAILURE'],
    ['no revocation lists', (given) => ({ ...given, crls: [] }), 'TRY_LATER'],
    ['a role that is not the signer’s', (given) => ({ ...given, role: 'Pharmacist' }), 'SIG_CONSTRAINTS_FAILURE'],
    ['a claimed time yet to come', (given) => ({ ...given, at: new Date(now.getTime() - 1000) }), 'OUT_OF_BOUNDS_NO_POE'],
  ])('%s is not decided, yet the signature is intact', async (_, change, subIndication) => {
    const report = await verifyPades({ name: 'letter.pdf', bytes: signed }, change(options));
    expect([report.conclusion, report.signatures.map(({ intact }) => intact)]).toEqual(['INDETERMINATE', [true]]);
    expect(report.signatures[0]!.checks.some((check) => check.subIndication === subIndication)).toBe(true);
  });
});

it.each<[string, Uint8Array, string]>([
  ['no PDF', Buffer.from('hello'), 'PDF_UNREADABLE'],
  ['half a PDF', buildPdf().subarray(0, 100), 'PDF_BROKEN'],
  ['an encrypted PDF', buildPdf(ONE_PAGE, { trailer: '/Encrypt<<>>' }), 'PDF_ENCRYPTED'],
])('%s cannot be verified', async (_, bytes, code) => {
  expect(await failureOf(() => verify(bytes))).toBe(code);
});
