import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Constructed, fromBER } from 'asn1js';
import { beforeAll, expect, it } from 'vitest';
import { extendCades } from '../../pki/cades/extend.ts';
import { signCades } from '../../pki/cades/sign.ts';
import { verifyCades } from '../../pki/cades/verify.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import type { LevelOrder } from '../../pki/levels/material.ts';
import { type LevelsWorld, levelsWorld } from '../support/levels.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';

/** A program that knows no time but the clock's. */
const now = new Date();
const content = Buffer.from('A letter\r\nwith all evidence');
const LEVELS = ['T', 'LT', 'LTA'] as const;
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(now);
});

const sign = (level: LevelOrder['level']) => signCades({ signer: world.signer, content, signingTime: now, ...world.order(level) });
const root = (): string => pem('CERTIFICATE', world.authority.keys.root.certificate);

/** An element by another reader of ASN.1 than ours: its bytes and its children. */
interface Seen {
  readonly bytes: Buffer;
  readonly children: readonly Seen[];
}
function seen(der: Uint8Array): Seen {
  const walk = (block: ReturnType<typeof fromBER>['result']): Seen => ({
    bytes: Buffer.from(block.valueBeforeDecodeView),
    children: ((block as Constructed).valueBlock?.value as (typeof block)[] | undefined)?.map?.(walk) ?? [],
  });
  return walk(fromBER(der).result);
}
const at = (element: Seen, ...way: readonly number[]): Seen => way.reduce((inner, index) => inner.children.at(index)!, element);

const signerInfoOf = (cms: Uint8Array): Seen => at(seen(cms), 1, 0, -1, 0);
const contentsOf = ({ bytes }: Seen): Buffer => bytes.subarray(bytes[1]! < 0x80 ? 2 : 2 + (bytes[1]! & 0x7f));

/** The value of the unsigned attribute that has this identifier inside, DER. */
function unsignedValue(signerInfo: Seen, oid: string): Seen {
  const attribute = at(signerInfo, -1).children.find(({ children }) => children[0]!.bytes.toString('hex') === oid);
  return at(attribute!, 1, 0);
}
const SIGNATURE_TIME_STAMP = '060b2a864886f70d010910020e';
const ARCHIVE_TIME_STAMP_V3 = '060604008d450204';
const ATS_HASH_INDEX_V3 = '060704008195320105';

describeWith(['openssl'], 'openssl, of our CAdES at every level', () => {
  it.each(LEVELS)('verifies the signature at %s', async (level) => {
    const folder = folderWith({ 'signature.p7s': await sign(level), 'content.bin': content, 'root.pem': root() });
    const verify = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.p7s', '-content', 'content.bin'];
    const result = openssl(folder, ...verify, '-CAfile', 'root.pem', '-purpose', 'any', '-out', 'verified.bin');
    expect(result).toEqual({ status: 0, text: expect.stringContaining('CAdES Verification successful') });
    expect(readFileSync(join(folder, 'verified.bin')).equals(content)).toBe(true);
  });

  it('verifies both time stamps over what the standard says', async () => {
    const signerInfo = signerInfoOf(await sign('LTA'));
    const value = contentsOf(at(signerInfo, -2));
    const archive = unsignedValue(signerInfo, ARCHIVE_TIME_STAMP_V3);
    const index = unsignedValue(signerInfoOf(archive.bytes), ATS_HASH_INDEX_V3);
    const idData = Buffer.from('06092a864886f70d010701', 'hex');
    const fields = signerInfo.children.slice(0, -1).map(({ bytes }) => bytes);
    const folder = folderWith({
      'root.pem': root(),
      'signature.tst': unsignedValue(signerInfo, SIGNATURE_TIME_STAMP).bytes,
      'signature.bin': value,
      'archive.tst': archive.bytes,
      'archive.bin': Buffer.concat([idData, digest('sha256', content), ...fields, index.bytes]),
    });
    const verify = (token: string, data: string) => openssl(folder, 'ts', '-verify', '-token_in', '-in', token, '-data', data, '-CAfile', 'root.pem');
    expect(verify('signature.tst', 'signature.bin')).toEqual({ status: 0, text: expect.stringContaining('Verification: OK') });
    expect(verify('archive.tst', 'archive.bin')).toEqual({ status: 0, text: expect.stringContaining('Verification: OK') });
    expect(verify('archive.tst', 'signature.bin').status).not.toBe(0);
  });

  it.each<[string, readonly string[]]>([
    ['DER', []],
    ['BER, as written while streaming', ['-stream', '-nodetach']],
  ])('of its own CAdES in %s makes LTA', async (_, how) => {
    const { certificate, chain, privateKey } = world.pair.signature;
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    const folder = folderWith({
      'content.bin': content,
      'root.pem': root(),
      'signer.pem': pem('CERTIFICATE', certificate),
      'chain.pem': pem('CERTIFICATE', ...chain),
      'key.pem': key.export({ format: 'pem', type: 'pkcs8' }),
    });
    const signing = ['cms', '-sign', '-cades', '-binary', '-md', 'sha256', '-in', 'content.bin', '-outform', 'DER', '-out', 'theirs.p7s', ...how];
    expect(openssl(folder, ...signing, '-signer', 'signer.pem', '-inkey', 'key.pem', '-certfile', 'chain.pem').status).toBe(0);
    const cms = readFileSync(join(folder, 'theirs.p7s'));
    const bytes = await extendCades({ cms, contentDigest: (algorithm) => digest(algorithm, content), ...world.order('LTA') });
    const { signatures } = await verifyCades({ name: 'theirs.p7s', bytes, content }, world.options({ at: new Date(now.getTime() + 60_000) }));
    expect([signatures[0]!.conclusion, signatures[0]!.level]).toEqual(['TOTAL-PASSED', 'LTA']);
    const again = folderWith({ 'ours.p7s': bytes, 'content.bin': content, 'root.pem': root() });
    const verify = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'ours.p7s', '-content', 'content.bin', '-CAfile', 'root.pem'];
    expect(openssl(again, ...verify, '-purpose', 'any', '-out', 'verified.bin').status).toBe(0);
  });
});
