import { fingerprint } from '../digest/fingerprint.ts';
import type { EvidenceOrigin, FetchedRevocation, VerificationOptions } from '../trust.ts';
import type { ValidationData } from './evidence.ts';

/**
 * Where a piece of evidence (DER) came from: the document, or what the verifier was given or fetched. Of the same piece from several places the
 * document counts, since it travels with it.
 */
export function originsOf(
  embedded: ValidationData,
  { origins, crls, ocspResponses = [] }: Pick<VerificationOptions, 'origins' | 'crls' | 'ocspResponses'>,
  fetched: FetchedRevocation | null,
): (der: Uint8Array) => EvidenceOrigin {
  let known: Map<string, EvidenceOrigin> | null = null;
  const collect = (): Map<string, EvidenceOrigin> => {
    const found = new Map<string, EvidenceOrigin>();
    for (const der of [...(fetched?.crls ?? []), ...(fetched?.ocspResponses ?? [])])
      found.set(fingerprint(der), fetched?.origins?.get(der) ?? { kind: 'fetched' });
    for (const der of [...crls, ...ocspResponses]) found.set(fingerprint(der), origins?.get(der) ?? { kind: 'given' });
    for (const der of [...embedded.crls, ...embedded.ocspResponses]) found.set(fingerprint(der), { kind: 'document' });
    return found;
  };
  return (der) => {
    known ??= collect();
    return known.get(fingerprint(der)) ?? { kind: 'given' };
  };
}
