import type { SignatureReport, VerificationReport } from '../../pki/report.ts';
import type { CertificateSignature } from '../api/schema/credits.ts';

/** How a signature stands; an intact one of a test card is told as such, whether test mode accepts it or not. */
function standingOf({ conclusion, coversWholeDocument, intact, test }: SignatureReport): CertificateSignature['standing'] {
  if (conclusion === 'TOTAL-FAILED' && !(test && intact)) return 'wrong';
  if (test) return 'test';
  return conclusion === 'TOTAL-PASSED' && coversWholeDocument ? 'valid' : 'doubtful';
}

/** Of several signatures the worst speaks. */
const WORST_FIRST = ['wrong', 'test', 'doubtful', 'valid'] as const satisfies readonly CertificateSignature['standing'][];

/** What stands behind a certificate of attendance, by its verification. */
export function certificateSignature({ signatures }: Pick<VerificationReport, 'signatures'>): CertificateSignature {
  const stands = signatures.map((signature) => ({ signature, standing: standingOf(signature) }));
  for (const standing of WORST_FIRST) {
    const found = stands.find((one) => one.standing === standing)?.signature;
    if (found) return { standing, signer: found.signer?.nameKanji ?? found.signer?.commonName ?? null, at: found.bestSignatureTime };
  }
  return { standing: 'unsigned', signer: null, at: null };
}
