import { readFile } from 'node:fs/promises';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { deskThumbprint, openDeskKey } from '../../../main/credentials/signing-key.ts';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the key of the desk', () => {
  it('is made once, found again, and its private part rests sealed', async () => {
    const folder = await temporaryFolder();
    const seen: string[] = [];
    for (const _again of [1, 2]) {
      await using store = await openStore({ folder });
      const key = await openDeskKey(store);
      seen.push(key.thumbprint);
      expect(await deskThumbprint(store)).toBe(key.thumbprint);
      const secret = key.privateKey.export({ format: 'jwk' }).d!;
      const bytes = await readFile(store.folder.database);
      for (const form of [secret, Buffer.from(secret, 'base64url')]) expect(bytes.includes(form)).toBe(false);
    }
    expect(seen[1]).toBe(seen[0]);
  });

  it('is another for another desk, and unknown before it is made', async () => {
    await using one = await openStore({ folder: await temporaryFolder() });
    await using other = await openStore({ folder: await temporaryFolder() });
    expect(await deskThumbprint(one)).toBeNull();
    expect((await openDeskKey(one)).thumbprint).not.toBe((await openDeskKey(other)).thumbprint);
  });

  it('signs with its public part beside, and a changed claim is found', async () => {
    await using store = await openStore({ folder: await temporaryFolder() });
    const key = await openDeskKey(store);
    const jws = await key.sign('a-type', { says: 'this' });
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key.jwk, 'EdDSA'));
    expect([JSON.parse(Buffer.from(payload).toString('utf8')), protectedHeader]).toEqual([
      { says: 'this' },
      { alg: 'EdDSA', typ: 'a-type', jwk: key.jwk },
    ]);
    const [head, , signature] = jws.split('.');
    const changed = [head, Buffer.from('{"says":"that"}').toString('base64url'), signature].join('.');
    await expect(compactVerify(changed, await importJWK(key.jwk, 'EdDSA'))).rejects.toThrow();
  });
});
