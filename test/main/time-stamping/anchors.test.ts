import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { type AuditLog, auditLog } from '../../../main/audit/audit-log.ts';
import { AppError } from '../../../main/errors.ts';
import { PkiError } from '../../../pki/errors.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { openTsaAnchors, type TsaAnchorBook } from '../../../main/time-stamping/anchors.ts';
import { loadTrust } from '../../../main/verification/trust.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { distributionPoints, keyUsage, uri } from '../../support/certificates.ts';
import { hpkiChain } from '../../support/hpki-chain.ts';
import { pem } from '../../support/openssl.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { timeStampAuthority } from '../../support/time-stamps.ts';

const tsa = timeStampAuthority();
const ROOT = parseCertificate(tsa.root);
const TSA = parseCertificate(tsa.certificate);
const accreditation = { accredited: true, source: '総務省 認定事業者一覧', asOf: '2026-04-01' };

let store: Store;
let audit: AuditLog;
let anchors: TsaAnchorBook;

beforeAll(async () => {
  store = await openStore({ folder: await temporaryFolder() });
  audit = auditLog(store);
  anchors = openTsaAnchors(store, audit);
});
afterAll(() => store[Symbol.asyncDispose]());

const trusted = async () => (await loadTrust(store.folder, false, null)).tsaAnchors!.map(({ sha256, accreditation: record }) => ({ sha256, record }));
const add = (file: Uint8Array, sha256: string, change: object = {}) => anchors.add({ file, sha256, name: '', accreditation: null, ...change });
const lastEntry = async () => (await audit.list(null, 1))[0];

async function codeOf(action: Promise<unknown>): Promise<string | null> {
  try {
    await action;
    return null;
  } catch (error) {
    if (error instanceof AppError || error instanceof PkiError) return error.code;
    throw error;
  }
}

describe('an anchor of time stamps', () => {
  it('is looked at first, and nothing is kept', async () => {
    expect(await anchors.inspect(Buffer.from(pem('CERTIFICATE', tsa.root)))).toEqual({
      sha256: ROOT.sha256,
      subject: ROOT.subject,
      issuer: ROOT.issuer,
      serial: '01',
      notBefore: ROOT.notBefore.toISOString(),
      notAfter: ROOT.notAfter.toISOString(),
      selfSigned: true,
      revocationHosts: [],
      name: 'Example Time Root',
      use: 'authority',
      imported: false,
    });
    expect([await anchors.list(), await trusted()]).toEqual([[], []]);
  });

  it('counts from its import to its removal, and each change is recorded', async () => {
    const view = await add(tsa.root, ROOT.sha256, { name: '時刻の根', accreditation });
    expect([view.name, await anchors.list(), await trusted()]).toEqual(['時刻の根', [view], [{ sha256: ROOT.sha256, record: accreditation }]]);
    expect(await lastEntry()).toMatchObject({
      action: 'tsa-anchor.imported',
      facts: { sha256: ROOT.sha256, authority: ROOT.subject, accredited: true, accreditationSource: accreditation.source, asOf: '2026-04-01' },
    });
    expect((await anchors.inspect(tsa.root)).imported).toBe(true);

    const changed = await anchors.setAccreditation(ROOT.sha256, { ...accreditation, accredited: false });
    expect([changed.accreditation?.accredited, changed.importedAt, (await anchors.list()).length]).toEqual([false, view.importedAt, 1]);
    expect(await lastEntry()).toMatchObject({ action: 'tsa-anchor.accreditation', facts: { accredited: false } });

    await anchors.remove(ROOT.sha256);
    expect([await anchors.list(), await trusted()]).toEqual([[], []]);
    expect(await lastEntry()).toMatchObject({ action: 'tsa-anchor.removed', facts: { sha256: ROOT.sha256 } });
  });

  it.each<[string, NameTemplate, string]>([
    [
      'its organization',
      [
        ['C', 'JP'],
        ['O', ' Time Works '],
        ['OU', 'Root 2'],
      ],
      'Time Works',
    ],
    [
      'its unit',
      [
        ['C', 'JP'],
        ['OU', 'Root 2'],
      ],
      'Root 2',
    ],
    [
      'its whole subject',
      [
        ['C', 'JP'],
        ['O', ' '],
      ],
      'O=\\ ,C=JP',
    ],
    [
      'its common name',
      [
        ['O', 'Time Works'],
        ['CN', 'Root'],
      ],
      'Root',
    ],
  ])('is called by %s where that tells the most', async (_, name, called) => {
    const { root } = timeStampAuthority({ root: { subject: name, issuer: name } });
    expect((await anchors.inspect(root)).name).toBe(called);
  });

  it('tells the hosts at which lists about it are published', async () => {
    const places = ['http://crl.example.jp/a.crl', 'http://crl.example.jp/b.crl', 'ldap://ldap.example.jp/cn=a'];
    const { certificate } = timeStampAuthority({ tsa: { extensions: [keyUsage('digitalSignature'), distributionPoints(...places.map(uri))] } });
    expect((await anchors.inspect(certificate)).revocationHosts).toEqual(['crl.example.jp']);
  });

  it('may be the certificate of the time-stamping authority itself', async () => {
    expect(await anchors.inspect(tsa.certificate)).toMatchObject({ use: 'time-stamping', selfSigned: false });
    await add(tsa.certificate, TSA.sha256);
    expect(await trusted()).toEqual([{ sha256: TSA.sha256, record: null }]);
    await anchors.remove(TSA.sha256);
  });

  const { holder } = hpkiChain();
  it.each<[string, () => Promise<unknown>, string]>([
    ['whose fingerprint is not the one confirmed', () => add(tsa.root, TSA.sha256), 'CERTIFICATE_NOT_CONFIRMED'],
    ['that signs documents', () => add(holder, parseCertificate(holder).sha256), 'CERTIFICATE_UNFIT_AS_ANCHOR'],
    ['that is no certificate', () => add(Buffer.from('hello'), ROOT.sha256), 'CERTIFICATE_UNREADABLE'],
    ['that is two', () => add(Buffer.from(pem('CERTIFICATE', tsa.root).repeat(2)), ROOT.sha256), 'CERTIFICATE_UNREADABLE'],
    ['unknown, to be removed', () => anchors.remove(ROOT.sha256), 'TSA_ANCHOR_UNKNOWN'],
    ['unknown, to be marked', () => anchors.setAccreditation(ROOT.sha256, null), 'TSA_ANCHOR_UNKNOWN'],
  ])('%s is refused', async (_, action, code) => {
    expect([await codeOf(action()), await trusted()]).toEqual([code, []]);
  });

  it('is a file of its own, and one that was tampered with counts for nothing', async () => {
    const folder = store.folder.tsaAnchors;
    await add(tsa.root, ROOT.sha256);
    expect(await readdir(folder)).toEqual([`${ROOT.sha256}.json`]);
    const path = join(folder, `${ROOT.sha256}.json`);
    const file = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...file, certificate: Buffer.from(tsa.certificate).toString('base64') }));
    await writeFile(join(folder, 'note.json'), '{}');
    expect(await trusted()).toEqual([]);
  });

  it('never counts for signers', async () => {
    await add(tsa.root, ROOT.sha256);
    const trust = await loadTrust(store.folder, false, null);
    expect(trust.anchors.map(({ sha256 }) => sha256)).not.toContain(ROOT.sha256);
  });
});
