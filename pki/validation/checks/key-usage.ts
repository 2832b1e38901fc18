import type { PolicyUse } from '../../hpki/policies.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** What each use demands of the key usage (RFC 5280 section 4.2.1.3): a key that signs documents does nothing else. */
const DEMANDS: Readonly<Record<PolicyUse, { readonly wants: string; readonly fits: (usage: readonly string[]) => boolean }>> = {
  signature: { wants: 'lacks nonRepudiation', fits: (usage) => usage.includes('nonRepudiation') },
  authentication: {
    wants: 'is not digitalSignature without nonRepudiation',
    fits: (usage) => usage.includes('digitalSignature') && !usage.includes('nonRepudiation'),
  },
};

/** Signing certificates of the healthcare PKI say nonRepudiation; without that bit the key was not made for documents. */
export const keyUsage: SignerCheck = ({ certificate, use }) => {
  const usage = certificate.keyUsage?.join(', ') || 'none';
  const { wants, fits } = DEMANDS[use];
  if (fits(certificate.keyUsage ?? [])) return passed('key-usage', `Key usage: ${usage}.`, { usage });
  return failed('key-usage', 'CHAIN_CONSTRAINTS_FAILURE', `Key usage ${wants} (found: ${usage}).`, { usage });
};
