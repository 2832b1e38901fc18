import type { Crl } from '../revocation/crl.ts';
import { pathRevocation } from '../revocation/path-revocation.ts';
import type { PathFault } from './fault.ts';
import { type PathInput, type PathResult, validatePath } from './validate-path.ts';

export interface CertificateInput extends PathInput {
  readonly crls: readonly Crl[];
}

/**
 * Plain RFC 5280 answer for a certificate, no rule of the healthcare PKI: a valid path of which every certificate
 * is answered for by a usable revocation list.
 */
export function validateCertificate({ crls, ...input }: CertificateInput): PathResult {
  const result = validatePath(input);
  const revocation = pathRevocation(result, crls, { at: input.at }).flatMap(({ certificate, status }): PathFault[] => {
    if (status.status === 'good') return [];
    return [{ code: status.status === 'revoked' ? 'REVOKED' : 'REVOCATION_UNKNOWN', certificate }];
  });
  const faults = [...result.faults, ...revocation];
  return { ...result, valid: faults.length === 0, reason: faults[0]?.code ?? null, faults };
}
