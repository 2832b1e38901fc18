import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { PkiError } from '../errors.ts';
import { isTestCertificate } from '../hpki/policies.ts';
import { validatePath } from '../path/validate-path.ts';
import { parseCrl } from '../revocation/crl.ts';
import type { VerificationOptions } from '../trust.ts';
import type { SignerEvidence } from './evidence.ts';
import type { SignerContext } from './signer-context.ts';
import type { ProvedTimes } from './time-stamps.ts';

/** Builds the path and collects everything the checks look at. */
export function gather(certificate: Certificate, evidence: SignerEvidence, proved: Pick<ProvedTimes, 'signature' | 'provedAt'>, options: VerificationOptions): SignerContext {
  const time = proved.signature ?? options.at;
  const candidates = readable([...evidence.embedded.certificates, ...options.chain], parseCertificate);
  const path = validatePath({ certificate, candidates, anchors: options.anchors, at: time });
  return {
    certificate,
    path,
    crls: readable([...evidence.embedded.crls, ...options.crls], parseCrl),
    pinned: options.pinned,
    time,
    timeIsProved: proved.signature !== null,
    provedAt: proved.provedAt,
    verifiedAt: options.at,
    algorithms: evidence.algorithms,
    requiredRoles: options.role === undefined ? evidence.requiredRoles : [options.role],
    acceptTestCards: options.acceptTestCards,
    test: isTestCertificate(certificate) || (path.anchor?.test ?? false),
  };
}

/** What a document brings along may hold anything; what cannot be read helps nobody and is left out. */
function readable<T>(ders: readonly Uint8Array[], parse: (der: Uint8Array) => T): T[] {
  return ders.flatMap((der) => {
    try {
      return [parse(der)];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}
