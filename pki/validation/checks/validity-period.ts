import type { Certificate } from '../../certificate/certificate.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** Every certificate of the path is within its validity period at the time that decides. */
export const validityPeriod: SignerCheck = ({ path, time, timeIsProved }) => {
  const at = time.toISOString();
  for (const certificate of path.path) {
    const state = stateAt(certificate, time);
    if (!state) continue;
    const from = certificate.notBefore.toISOString();
    const to = certificate.notAfter.toISOString();
    const params = { state, at, from, to, certificate: certificate.subject, timeIsProved };
    return failed('validity-period', 'OUT_OF_BOUNDS_NO_POE', `${certificate.subject} is valid from ${from} to ${to}, not at ${at}.`, params);
  }
  return passed('validity-period', `All certificates of the path are within their validity at ${at}.`, { at, timeIsProved });
};

function stateAt({ notBefore, notAfter }: Certificate, time: Date): 'not-yet-valid' | 'expired' | null {
  if (time < notBefore) return 'not-yet-valid';
  return time > notAfter ? 'expired' : null;
}
