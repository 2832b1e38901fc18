import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentInfo, SignedData } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { signCades } from '../../pki/cades/sign.ts';
import { verifyCades } from '../../pki/cades/verify.ts';
import { verifySignedData } from '../../pki/cms/verify.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import type { IssuedPair, TestAuthority } from '../../pki/test-authority/authority.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import { acceptingOptions, authorityWithDoctor } from '../support/authority.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';

/** Programs that know no time but the clock's. */
const now = new Date();
/** Binary, with line ends that a text mode would change. */
const content = Buffer.concat([Buffer.from('a\r\nb\nc\r'), Buffer.from(Array.from({ length: 4096 }, (_, index) => index & 0xff))]);
let authority: TestAuthority;
let pair: IssuedPair;
let options: VerificationOptions;

beforeAll(async () => {
  ({ authority, pair, options } = await authorityWithDoctor(now));
});

const sign = (digestAlgorithm: 'sha256' | 'sha384' | 'sha512' = 'sha256') =>
  signCades({ signer: testSigner(pair.signature), content, signingTime: now, digestAlgorithm });

const VERIFY = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.p7s', '-content', 'content.bin'] as const;
const TRUST = ['-CAfile', 'root.pem', '-purpose', 'any', '-out', 'verified.bin'] as const;

describeWith(['openssl'], 'openssl', () => {
  describe('verifies our CAdES', () => {
    const files = (signature: Uint8Array) => ({
      'signature.p7s': signature,
      'content.bin': content,
      'root.pem': pem('CERTIFICATE', authority.keys.root.certificate),
    });

    it.each(['sha256', 'sha384', 'sha512'] as const)('with %s', async (algorithm) => {
      const folder = folderWith(files(await sign(algorithm)));
      expect(openssl(folder, ...VERIFY, ...TRUST)).toEqual({ status: 0, text: expect.stringContaining('CAdES Verification successful') });
      expect(readFileSync(join(folder, 'verified.bin')).equals(content)).toBe(true);
    });

    it.each<[string, Partial<Record<'signature.p7s' | 'content.bin', (bytes: Uint8Array) => Uint8Array>>]>([
      ['changed content', { 'content.bin': (bytes) => bytes.with(5, bytes[5]! ^ 1) }],
      ['a changed value', { 'signature.p7s': (bytes) => bytes.with(-1, bytes.at(-1)! ^ 1) }],
    ])('and refuses %s, as we do', async (_, spoil) => {
      const right = files(await sign());
      const spoiled = {
        ...right,
        ...Object.fromEntries(Object.entries(spoil).map(([name, change]) => [name, change(right[name as keyof typeof spoil])])),
      };
      const folder = folderWith(spoiled);
      expect(openssl(folder, ...VERIFY, ...TRUST).status).not.toBe(0);
      const ours = await verifyCades({ name: 'x', bytes: spoiled['signature.p7s'], content: spoiled['content.bin'] }, options);
      expect(ours.conclusion).toBe('TOTAL-FAILED');
    });

    it('reads every attribute', async () => {
      const { text } = openssl(folderWith(files(await sign())), 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'signature.p7s');
      const objects = [...text.matchAll(/^ {12}object: (\S+)/gm)].map(([, name]) => name);
      expect(objects.toSorted()).toEqual(['contentType', 'id-smime-aa-signingCertificateV2', 'messageDigest', 'signingTime']);
    });
  });

  describe('writes what we verify', () => {
    const signerFiles = () => ({
      'content.bin': content,
      'signer.pem': pem('CERTIFICATE', pair.signature.certificate) + pem('PRIVATE KEY', pair.signature.privateKey),
      'chain.pem': pem('CERTIFICATE', ...pair.signature.chain),
    });

    it.each<[string, readonly string[], readonly [string, string | null]]>([
      ['CAdES', ['-cades'], ['TOTAL-PASSED', null]],
      ['CAdES with SHA-512', ['-cades', '-md', 'sha512'], ['TOTAL-PASSED', null]],
      ['CAdES with the content inside', ['-cades', '-nodetach'], ['TOTAL-PASSED', null]],
      ['CAdES in BER while streaming', ['-cades', '-nodetach', '-stream'], ['TOTAL-PASSED', null]],
      ['CAdES with RSASSA-PSS', ['-cades', '-keyopt', 'rsa_padding_mode:pss'], ['TOTAL-PASSED', null]],
      ['CAdES naming the signer by key', ['-cades', '-keyid'], ['TOTAL-PASSED', null]],
      ['CAdES over SHA-1', ['-cades', '-md', 'sha1'], ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE']],
      ['CMS without binding', [], ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE']],
      ['CMS without signed attributes', ['-noattr'], ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE']],
    ])('%s', async (_, args, expected) => {
      const folder = folderWith(signerFiles());
      const command = [
        'cms',
        '-sign',
        '-binary',
        '-in',
        'content.bin',
        '-signer',
        'signer.pem',
        '-certfile',
        'chain.pem',
        '-outform',
        'DER',
        '-out',
        'out.p7s',
      ];
      expect(openssl(folder, ...command, ...args)).toEqual({ status: 0, text: '' });
      const later = new Date(Date.now() + 1000);
      const report = await verifyCades(
        { name: 'out.p7s', bytes: readFileSync(join(folder, 'out.p7s')), content },
        acceptingOptions(authority, later),
      );
      expect([report.conclusion, report.subIndication, report.signatures[0]!.intact]).toEqual([...expected, true]);
    });

    it('two signers, one of them with an elliptic curve', async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const folder = folderWith({ ...signerFiles(), 'ec.key': privateKey.export({ format: 'pem', type: 'pkcs8' }) });
      const certificate = openssl(folder, 'req', '-x509', '-new', '-key', 'ec.key', '-subj', '/CN=TEST other signer', '-days', '2', '-out', 'ec.pem');
      expect(certificate.status).toBe(0);
      const signers = ['-signer', 'signer.pem', '-inkey', 'signer.pem', '-signer', 'ec.pem', '-inkey', 'ec.key'];
      openssl(folder, 'cms', '-sign', '-cades', '-binary', '-in', 'content.bin', ...signers, '-outform', 'DER', '-out', 'out.p7s');
      const der = readFileSync(join(folder, 'out.p7s'));
      const { signers: found } = await verifySignedData({ der, contentDigest: (algorithm) => digest(algorithm, content) });
      expect(found.map(({ intact, algorithms }) => [algorithms[0], intact]).toSorted()).toEqual([
        ['ecdsa-sha256', true],
        ['rsa-sha256', true],
      ]);
    });

    it('PEM as openssl writes it', async () => {
      const folder = folderWith(signerFiles());
      openssl(
        folder,
        'cms',
        '-sign',
        '-cades',
        '-binary',
        '-in',
        'content.bin',
        '-signer',
        'signer.pem',
        '-certfile',
        'chain.pem',
        '-outform',
        'PEM',
        '-out',
        'out.pem',
      );
      const report = await verifyCades(
        { name: 'out.pem', bytes: readFileSync(join(folder, 'out.pem')), content },
        acceptingOptions(authority, new Date(Date.now() + 1000)),
      );
      expect(report.conclusion).toBe('TOTAL-PASSED');
    });
  });
});

describe('pkijs', () => {
  it('verifies our CAdES', async () => {
    const { content: inner } = ContentInfo.fromBER(Uint8Array.from(await sign()));
    const signedData = new SignedData({ schema: inner });
    expect(await signedData.verify({ signer: 0, data: Uint8Array.from(content).buffer })).toBe(true);
    await expect(signedData.verify({ signer: 0, data: Uint8Array.from(content.with(0, 0)).buffer })).rejects.toThrow();
  });
});
