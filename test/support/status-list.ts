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

/** A status list of a test authority over these certificates, with the fingerprint that staff would compare. */
export async function statusListFor(cards: readonly ListedCertificate[], issuedAt: Date, version = 1): Promise<{ readonly file: Uint8Array; readonly fingerprint: string }> {
  const entries = cards.map(({ certificate, state }) => {
    const { issuerName, serial } = certificateFacts(certificate);
    return { issuerName, serial, status: state };
  });
  const file = await writeStatusList(entries, authority.privateKey, { version, issuedAt, authority: 'TEST card authority' });
  return { file, fingerprint: await calculateJwkThumbprint(await exportJWK(authority.publicKey)) };
}
