import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { loadTestAuthority, saveTestAuthority } from '../../../pki/test-authority/folder.ts';

/** File beside a virtual card that names the folder of the authority which issued it. */
const FILE = 'authority';

/** Notes which test authority issued the card of a folder. */
export const rememberAuthorityOfCard = (card: string, authority: string): Promise<void> => writeFile(join(card, FILE), `${resolve(authority)}\n`);

/**
 * Revocation lists of the authority that issued a virtual card, published anew when one has run out, for an authority in a folder publishes
 * nothing while nobody looks. Empty when the authority is gone.
 */
export async function listsForCard(card: string, now: Date): Promise<readonly Uint8Array[]> {
  const folder = await readFile(join(card, FILE), 'utf8').catch(() => null);
  const authority = folder === null ? null : await loadTestAuthority(folder.trim()).catch(() => null);
  if (!folder || !authority) return [];
  if (authority.crls.every((der) => (parseCrl(der).nextUpdate ?? now) > now)) return authority.crls;
  authority.publishCrls(now);
  await saveTestAuthority(folder.trim(), authority);
  return authority.crls;
}
