import type { Certificate } from '../../certificate/certificate.ts';
import { sameGeneralName } from '../../certificate/general-name.ts';
import type { SignerVerification } from '../../cms/verify.ts';
import type { Check } from '../../report.ts';
import { failed, passed, undecided } from '../../validation/signer-context.ts';
import type { TimeStampInfo } from '../tst-info.ts';

/**
 * The token is signed by the key of one certificate that the signature itself names by ESSCertID or ESSCertIDv2 (RFC 5816) and, where the token
 * names its authority, by that name (RFC 3161 section 2.4.2). A SHA-1 ESSCertID only identifies and is no use of SHA-1 for security.
 */
export function signatureCheck({ tsa }: TimeStampInfo, { checks }: SignerVerification, certificate: Certificate | null): Check {
  const id = 'time-stamp-signature';
  const open = checks.find(({ status }) => status !== 'passed');
  if (open) return { ...open, id };
  if (!certificate) return undecided(id, 'NO_SIGNING_CERTIFICATE_FOUND', 'The certificate of the time-stamping authority cannot be read.');
  const { subject, serial } = certificate;
  const names = [{ kind: 'directory', name: certificate.subjectName } as const, ...certificate.subjectAltNames];
  if (tsa && !names.some((name) => sameGeneralName(name, tsa)))
    return failed(id, 'SIG_CONSTRAINTS_FAILURE', `The token names another authority than its certificate, ${subject}.`, { subject });
  return passed(id, `The token is signed by ${subject}, serial ${serial}.`, { subject, serial });
}
