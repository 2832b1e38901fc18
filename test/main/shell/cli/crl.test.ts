import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { saveVirtualCardImage } from '../../../../card/virtual/folder.ts';
import type { RevocationPlace } from '../../../../main/api/schema/revocation.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { DEFAULT_SETTINGS, openSettings } from '../../../../main/settings/settings.ts';
import { openStore } from '../../../../main/store/store.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { hpki } from '../../../support/command-line.ts';
import { NOW } from '../../../support/hpki-chain.ts';
import { doctor, signedPrescription } from '../../../support/prescription.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { proxy, type Web, web } from '../../../support/web.ts';

const LISTS: Readonly<Record<string, Uint8Array>> = { '/sign.crl': doctor.holderCrl, '/sarl.crl': doctor.authorityCrl };
const publisher = () => web((request, response) => void response.writeHead(LISTS[request.url!] ? 200 : 404).end(LISTS[request.url!]));

let files: string;
const at = (name: string) => join(files, name);
beforeAll(async () => {
  files = await temporaryFolder();
  await writeFile(at('prescription.xml'), await signedPrescription());
  await writeFile(at('root.cer'), doctor.root);
  await writeFile(at('ca.cer'), doctor.authority);
});

/** A data folder whose desk goes through the proxy, which knows `pki.example`, and may ask these hosts. */
async function deskFolder(between: Web, allowedHosts: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  await using store = await openStore({ folder });
  const settings = await openSettings(store, auditLog(store));
  await settings.change({ network: { ...DEFAULT_SETTINGS.network, proxy: { mode: 'url', url: between.origin }, allowedHosts: [...allowedHosts] } });
  return folder;
}

const verify = async (data: string, ...more: readonly string[]) => {
  const given = ['--trust', at('root.cer'), '--chain', at('ca.cer'), '--at', NOW.toISOString(), '--data', data];
  const { exit, json } = await hpki(['verify', at('prescription.xml'), ...given, ...more]);
  return [exit, json.conclusion, json.subIndication];
};

describe('hpki verify fetches the lists that the certificates name', () => {
  const PASSED = [0, 'TOTAL-PASSED', null];
  const LATER = [4, 'INDETERMINATE', 'TRY_LATER'];

  it('from allowed hosts, and serves them offline afterwards', async () => {
    const server = await publisher();
    const data = await deskFolder(await proxy(server), ['pki.example']);
    expect(await verify(data, '--offline')).toEqual(LATER);
    expect(server.seen).toEqual([]);
    expect(await verify(data)).toEqual(PASSED);
    expect(server.seen.map(({ path }) => path).sort()).toEqual(['/sarl.crl', '/sign.crl']);
    expect(await verify(data, '--offline')).toEqual(PASSED);
    expect(server.seen.length).toBe(2);
    expect(await verify(data, '--offline', '--strict-revocation')).toEqual(LATER);
    const { json } = await hpki(['crl', 'list', '--data', data]);
    expect(json.places.filter(({ state }: { state: string }) => state !== 'missing').map(({ address }: { address: string }) => address)).toEqual([
      'http://pki.example/sarl.crl',
      'http://pki.example/sign.crl',
    ]);
  });

  it('from no other', async () => {
    const server = await publisher();
    expect(await verify(await deskFolder(await proxy(server), []))).toEqual(LATER);
    expect(server.seen).toEqual([]);
  });
});

describe('hpki crl list', () => {
  it('tells the published lists where nothing was ever fetched', async () => {
    const { exit, json } = await hpki(['crl', 'list', '--data', await temporaryFolder()]);
    expect([exit, json.places.map(({ state }: { state: string }) => state)]).toEqual([0, ['missing', 'missing', 'missing']]);
  });
});

describe('hpki crl fetch', () => {
  it('takes the list of an address that a person names, proved by the issuer given', async () => {
    const server = await publisher();
    const { exit, json } = await hpki(['crl', 'fetch', `${server.origin}/sign.crl`, '--trust', at('ca.cer'), '--data', await temporaryFolder()]);
    expect(exit).toBe(0);
    expect(json.places).toMatchObject([{ address: `${server.origin}/sign.crl`, kind: 'crl', lastFailure: null }]);
  });

  it.each([
    ['proved by nobody', '/sign.crl', 'REVOCATION_LIST_FOREIGN'],
    ['that is not there', '/none.crl', 'NETWORK_STATUS'],
  ])('a list %s is not taken', async (_what, path, code) => {
    const server = await publisher();
    const { exit, json } = await hpki(['crl', 'fetch', `${server.origin}${path}`, '--data', await temporaryFolder()]);
    expect([exit, json.places[0].state, json.places[0].lastFailure.code]).toEqual([3, 'missing', code]);
  });

  it('waits for every known list where none is named, and tells what failed', async () => {
    const server = await web((_request, response) => void response.writeHead(404).end());
    const { exit, json } = await hpki(['crl', 'fetch', '--data', await deskFolder(await proxy(server), [])]);
    const told = json.places.map(({ lastFailure }: RevocationPlace) => lastFailure?.code);
    expect([exit, told]).toEqual([3, ['NETWORK_STATUS', 'NETWORK_STATUS', 'NETWORK_STATUS']]);
  });

  it.each(['ldap://pki.example/', 'http://user:secret@127.0.0.1:9/list.crl'])('%s, which is never asked, is wrong usage', async (address) => {
    const { exit, json } = await hpki(['crl', 'fetch', address, '--data', await temporaryFolder()]);
    expect([exit, json.error.code, JSON.stringify(json).includes('secret')]).toEqual([2, 'USAGE_WRONG', false]);
  });
});

describe('hpki crl fetch --card', () => {
  it('takes the lists that the certificates of the card name, proved by its own path', async () => {
    const now = new Date();
    const authority = await createTestAuthority({ now });
    const face = { nameKanji: '検証太郎', nameRomaji: 'Kensho Taro', registration: '000000', role: 'Medical Doctor' };
    const pair = await authority.issueCertificates({ ...face, withKanji: false }, now);
    const card = join(await temporaryFolder(), 'card');
    await saveVirtualCardImage(card, createVirtualCardImage({ profile: 'jma', interface: 'contact', face, pin: '1234', ...pair }));
    const lists = authority.records.crls;
    const server = await web((request, response) => void response.end(lists[request.url!.slice(1) as keyof typeof lists]));
    const data = await deskFolder(await proxy(server), ['test-authority.invalid']);
    const { exit, json } = await hpki(['crl', 'fetch', '--card', '--virtual', card, '--data', data]);
    const told = json.places.map(({ address, state, lastFailure }: RevocationPlace) => [address, state, lastFailure]);
    expect([exit, told]).toEqual([
      0,
      [
        ['http://test-authority.invalid/sarl.crl', 'current', null],
        ['http://test-authority.invalid/sign.crl', 'current', null],
      ],
    ]);
  });
});
