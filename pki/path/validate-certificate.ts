import type { RevocationData } from '../revocation/data.ts';
import { pathRevocation } from '../revocation/path-revocation.ts';
import type { PathFault } from './fault.ts';
import { type PathInput, type PathResult, validatePath } from './validate-path.ts';

export interface CertificateInput extends PathInput, Pick<RevocationData, 'crls'>, Partial<Pick<RevocationData, 'ocspResponses'>> {}

/**
 * Plain RFC 5280 answer for a certificate, no rule of the healthcare PKI: a valid path of which every certificate
 * is answered for by usable revocation data.
 */
export function validateCertificate({ crls, ocspResponses = [], ...input }: CertificateInput): PathResult {
  const result = validatePath(input);
  const data = { crls, ocspResponses, candidates: input.candidates };
  const revocation = pathRevocation(result, data, { at: input.at }).flatMap(({ certificate, status }): PathFault[] => {
    if (status.status === 'good') return [];
    return [{ code: status.status === 'revoked' ? 'REVOKED' : 'REVOCATION_UNKNOWN', certificate }];
  });
  // A revoked authority leaves those below it unknown: the cause comes before its effect.
  const isCause = ({ code }: PathFault) => Number(code === 'REVOKED');
  const faults = [...result.faults, ...revocation.sort((a, b) => isCause(b) - isCause(a))];
  return { ...result, valid: faults.length === 0, reason: faults[0]?.code ?? null, faults };
}
