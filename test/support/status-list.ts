import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { certificateFacts } from '../../main/attendance/cards/certificate-facts.ts';
import type { ListedStatus } from '../../main/attendance/status-list/format.ts';
import { writeStatusList } from '../../main/attendance/status-list/write.ts';

export interface ListedCertificate {
  readonly certificate: Uint8Array;
  readonly state: ListedStatus;
}

const authority = generateKeyPairSync('ed25519');

/**
 * A status list of a test authority over these certificates, with the fingerprint that staff would compare.
 * @param others so many further cards, all good
 */
export async function statusListFor(
  cards: readonly ListedCertificate[],
  issuedAt: Date,
  version = 1,
  others = 0,
): Promise<{ readonly file: Uint8Array; readonly fingerprint: string }> {
  const entries = cards.map(({ certificate, state }) => {
    const { issuerName, serial } = certificateFacts(certificate);
    return { issuerName, serial, status: state };
  });
  const issuerName = Buffer.from('3000', 'hex');
  const further = Array.from({ length: others }, (_none, index) => ({
    issuerName,
    serial: index.toString(16).padStart(12, '0').toUpperCase(),
    status: 'good' as const,
  }));
  const file = await writeStatusList([...entries, ...further], authority.privateKey, { version, issuedAt, authority: 'TEST card authority' });
  return { file, fingerprint: await calculateJwkThumbprint(await exportJWK(authority.publicKey)) };
}
