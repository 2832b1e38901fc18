import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { nameKey } from '../../../pki/certificate/name.ts';
import { readable } from '../../../pki/readable.ts';

/** As many as a path may hold. */
const MOST = 8;

/**
 * The authorities' certificates by which another station may find the path of a certificate: those of its issuer's name, and upwards. Found by name
 * alone, since they are help and never trust.
 * @returns for an issuer (RFC 4514 name) the certificates, DER, nearest first
 */
export function issuersAmong(authorities: readonly Uint8Array[]): (issuer: string) => readonly Uint8Array[] {
  const byName = Map.groupBy(readable(authorities, parseCertificate), ({ subjectName }) => subjectName.key);
  const known = new Map<string, readonly Uint8Array[]>();
  const above = (issuer: string): readonly Uint8Array[] => {
    const found = new Set(byName.get(nameKey(issuer)) ?? []);
    for (const { issuerName } of found) for (const next of byName.get(issuerName.key) ?? []) if (found.size < MOST) found.add(next);
    return [...found].slice(0, MOST).map(({ der }) => der);
  };
  return (issuer) => {
    const chain = known.get(issuer) ?? above(issuer);
    known.set(issuer, chain);
    return chain;
  };
}
