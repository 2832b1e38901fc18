import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { readZip } from '../../main/archive/read-zip.ts';
import type { NamedBytes } from '../../main/named-bytes.ts';
import { loadTestAuthority } from '../../pki/test-authority/folder.ts';
import { desk, insertAndRead, order, progressOf } from '../main/support/desk.ts';
import { completeForm } from '../support/letters.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';

const ARGS = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'manifest.json.p7s', '-content', 'manifest.json'] as const;
const TRUST = ['-CAfile', 'root.pem', '-purpose', 'any', '-out', 'verified'] as const;
const ATTACHED = { name: 'ecg.png', bytes: new Uint8Array(Buffer.from('89504e470d0a1a0a00', 'hex')) };

describeWith(['openssl'], 'the package of a referral letter, with nothing but openssl and SHA-256', () => {
  let files: readonly NamedBytes[];
  let root: string;
  const contentOf = (name: string): Uint8Array => files.find((file) => file.name === name)!.bytes;

  beforeAll(async () => {
    await using program = await desk(['1234', '1234']);
    await insertAndRead(program);
    const { letters } = program.application;
    const { id } = await letters.create();
    await letters.save(id, completeForm());
    await letters.attach(id, ATTACHED);
    for (const [document, format] of [[await letters.toSigning(id), 'pades'] as const, [null, 'cades'] as const]) {
      const signed = document ?? (await letters.manifestToSigning(id));
      const [last] = (await progressOf(await program.client.signing.sign(order([signed], { format })))).slice(-1);
      expect(last?.items[0]?.failure ?? null).toBeNull();
    }
    files = readZip((await letters.zip(id)).bytes, { files: 20, bytes: 1e7 });
    const authority = await loadTestAuthority(`${program.dataFolder}/demonstration/authority`);
    root = pem('CERTIFICATE', authority.keys.root.certificate);
  }, 60_000);

  const verify = (manifest: Uint8Array, signature: Uint8Array) =>
    openssl(folderWith({ 'manifest.json': manifest, 'manifest.json.p7s': signature, 'root.pem': root }), ...ARGS, ...TRUST).status;

  it('its manifest verifies by its detached signature', () => expect(verify(contentOf('manifest.json'), contentOf('manifest.json.p7s'))).toBe(0));

  it.each<[string, (bytes: Uint8Array) => Uint8Array, (bytes: Uint8Array) => Uint8Array]>([
    ['a changed manifest', (bytes) => bytes.with(5, bytes[5]! ^ 1), (bytes) => bytes],
    ['a changed signature', (bytes) => bytes, (bytes) => bytes.with(-1, bytes.at(-1)! ^ 1)],
  ])('%s does not', (_what, manifest, signature) =>
    expect(verify(manifest(contentOf('manifest.json')), signature(contentOf('manifest.json.p7s')))).not.toBe(0),
  );

  it('and it names every other file by its SHA-256', () => {
    const named = (JSON.parse(Buffer.from(contentOf('manifest.json')).toString()) as { files: { name: string; sha256: string }[] }).files;
    const others = files.filter(({ name }) => !name.startsWith('manifest.json'));
    expect(named.map(({ name, sha256 }) => [name, sha256.toLowerCase()]).sort()).toEqual(
      others.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]).sort(),
    );
    expect(others.length).toBe(3);
  });
});
