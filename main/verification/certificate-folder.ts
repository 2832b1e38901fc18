import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { derObjects } from '../../pki/encoding/pem.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import { writeNewFile } from '../store/write-new-file.ts';

/** What in a folder passes the parser; the rest is left alone, so that one bad file does not hide the good ones. */
async function readAll(folder: string, parse: (der: Uint8Array) => unknown): Promise<readonly Uint8Array[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.sort().map((name) => readFile(join(folder, name)).catch(() => new Uint8Array())));
  return files.flatMap(derObjects).filter((der) => {
    try {
      parse(der);
      return true;
    } catch {
      return false;
    }
  });
}

/** Revocation lists that were put into a folder, DER. */
export const readRevocationLists = (folder: string): Promise<readonly Uint8Array[]> => readAll(folder, parseCrl);

/** CA certificates of a folder, DER. */
export const readAuthorities = (folder: string): Promise<readonly Uint8Array[]> => readAll(folder, parseCertificate);

/** Keeps CA certificates that a card showed, to build paths for signatures that name only their signer. */
export async function rememberAuthorities(folder: string, certificates: readonly Uint8Array[]): Promise<void> {
  await makePrivateFolder(folder);
  const known = new Set(await readdir(folder));
  for (const der of certificates) {
    const { sha256, basicConstraints } = parseCertificate(der);
    const name = `${sha256}.cer`;
    if (!basicConstraints?.ca || known.has(name)) continue;
    known.add(name);
    await writeNewFile(join(folder, name), der);
  }
}
