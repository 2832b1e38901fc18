import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCertificate } from '../certificate/certificate.ts';
import { PkiError } from '../errors.ts';
import { isRevocationReason } from '../revocation/reason.ts';
import { TestAuthority } from './authority.ts';
import type { AuthorityKeys, AuthorityRole, CertifiedKey } from './keys.ts';
import type { AuthorityRecords } from './lists.ts';
import { CRL_PLACES, type CrlName } from './profiles.ts';

const FORMAT = 'hpki-test-authority/1';

/** Files of each certificate (DER) and its key (PKCS#8 PEM, readable by the owner only). */
const FILES: Readonly<Record<AuthorityRole, string>> = {
  root: 'root',
  signature: 'sign-ca',
  authentication: 'auth-ca',
  timeStamping: 'tsa',
};
const ROLES = Object.keys(FILES) as AuthorityRole[];
const CRL_NAMES = Object.keys(CRL_PLACES) as CrlName[];

interface StoredRecords {
  readonly format: typeof FORMAT;
  readonly crlNumber: number;
  readonly revocations: readonly { readonly serial: string; readonly reason: string; readonly date: string }[];
}

/** Writes the whole authority into a folder, which is made if need be; files of an earlier save are replaced. */
export async function saveTestAuthority(folder: string, authority: TestAuthority): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { crlNumber, revocations, crls } = authority.records;
  const records: StoredRecords = {
    format: FORMAT,
    crlNumber,
    revocations: revocations.map(({ serial, reason, date }) => ({ serial, reason, date: date.toISOString() })),
  };
  await Promise.all([
    ...ROLES.flatMap((role) => saveKey(join(folder, FILES[role]), authority.keys[role])),
    ...CRL_NAMES.map((name) => writeFile(join(folder, name), crls[name])),
    writeFile(join(folder, 'authority.json'), `${JSON.stringify(records, null, 2)}\n`),
  ]);
}

const saveKey = (path: string, { certificate, privateKey }: CertifiedKey): Promise<void>[] => [
  writeFile(`${path}.cer`, certificate),
  writeFile(`${path}.key.pem`, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 }),
];

/**
 * Reads an authority written by `saveTestAuthority`.
 * @throws PkiError TEST_AUTHORITY_UNREADABLE when the folder does not hold one
 */
export async function loadTestAuthority(folder: string): Promise<TestAuthority> {
  try {
    const [records, keys, crls] = await Promise.all([
      loadRecords(folder),
      Promise.all(ROLES.map(async (role) => [role, await loadKey(join(folder, FILES[role]))] as const)),
      Promise.all(CRL_NAMES.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)),
    ]);
    return new TestAuthority(Object.fromEntries(keys) as AuthorityKeys, {
      ...records,
      crls: Object.fromEntries(crls) as Record<CrlName, Uint8Array>,
    });
  } catch (cause) {
    throw new PkiError('TEST_AUTHORITY_UNREADABLE', { folder }, { cause });
  }
}

async function loadRecords(folder: string): Promise<Omit<AuthorityRecords, 'crls'>> {
  const stored = JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')) as StoredRecords;
  if (stored.format !== FORMAT || !Number.isSafeInteger(stored.crlNumber)) throw new TypeError(`format ${stored.format} is unknown`);
  return {
    crlNumber: stored.crlNumber,
    revocations: stored.revocations.map(({ serial, reason, date }) => {
      if (!isRevocationReason(reason)) throw new TypeError(`revocation reason ${reason} is unknown`);
      return { serial, reason, date: new Date(date) };
    }),
  };
}

async function loadKey(path: string): Promise<CertifiedKey> {
  const [certificate, pem] = await Promise.all([readFile(`${path}.cer`), readFile(`${path}.key.pem`)]);
  const privateKey = createPrivateKey(pem);
  if (!parseCertificate(certificate).publicKey?.equals(createPublicKey(privateKey)))
    throw new TypeError(`${path}.cer and its key do not belong together`);
  return { certificate: new Uint8Array(certificate), privateKey };
}
