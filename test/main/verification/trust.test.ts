import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder, dataFolderAt } from '../../../main/store/data-folder.ts';
import { readAuthorities, readRevocationLists, rememberAuthorities } from '../../../main/verification/certificate-folder.ts';
import { loadTrust } from '../../../main/verification/trust.ts';
import type { TestAuthority } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let authority: TestAuthority;
let folder: DataFolder;
beforeAll(async () => {
  authority = await createTestAuthority({ now: new Date() });
});
beforeEach(async () => {
  folder = dataFolderAt(await temporaryFolder());
});

const pem = (label: string, ders: readonly Uint8Array[]) =>
  ders.map((der) => `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`).join('');
const hex = (ders: readonly Uint8Array[]) => ders.map((der) => Buffer.from(der).toString('hex')).sort();

describe('what counts', () => {
  it.each([
    ['in production', false, 0, false],
    ['in test mode', true, 1, true],
  ])('%s', async (_when, testMode, more, acceptTestCards) => {
    const trust = await loadTrust(folder, testMode, { anchor: authority.anchor, crls: authority.crls });
    const production = productionTrust();
    expect(trust.anchors.slice(0, production.anchors.length)).toEqual(production.anchors);
    expect(trust.anchors.slice(production.anchors.length).map(({ test }) => test)).toEqual(Array(more).fill(true));
    expect({ crls: trust.crls.length, acceptTestCards: trust.acceptTestCards }).toEqual({ crls: more * authority.crls.length, acceptTestCards });
    expect(trust.tsaAnchors).toEqual(Array(more).fill({ ...authority.anchor, accreditation: null }));
    expect(productionTrust().anchors.some(({ test }) => test)).toBe(false);
  });
});

describe('revocation lists in the data folder', () => {
  it('are read as DER and as PEM, several in one file; what is no list is left alone', async () => {
    const [first, second, third] = authority.crls as readonly [Uint8Array, Uint8Array, Uint8Array];
    expect(await readRevocationLists(folder.revocationLists)).toEqual([]);
    await mkdir(folder.revocationLists);
    const files = {
      'a.crl': first,
      'b.pem': pem('X509 CRL', [second, third]),
      'c.txt': 'note',
      'd.crl': first.subarray(0, 100),
      'e.cer': authority.keys.root.certificate,
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder.revocationLists, name), content);
    expect(hex(await readRevocationLists(folder.revocationLists))).toEqual(hex([first, second, third]));
  });
});

describe('CA certificates of cards', () => {
  it('are kept once each, and no certificate of a person', async () => {
    const { root, signature, timeStamping } = authority.keys;
    await rememberAuthorities(folder.authorities, [root.certificate, signature.certificate, timeStamping.certificate, root.certificate]);
    await rememberAuthorities(folder.authorities, [root.certificate]);
    expect((await readdir(folder.authorities)).length).toBe(2);
    expect(hex(await readAuthorities(folder.authorities))).toEqual(hex([root.certificate, signature.certificate]));
  });
});
