import type { PolicyUse } from '../../hpki/policies.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

const NEEDED: Readonly<Record<PolicyUse, 'nonRepudiation' | 'digitalSignature'>> = {
  signature: 'nonRepudiation',
  authentication: 'digitalSignature',
};

/** Signing certificates of the healthcare PKI say nonRepudiation; without that bit the key was not made for documents. Those of authentication say digitalSignature. */
export const keyUsage: SignerCheck = ({ certificate, use }) => {
  const needed = NEEDED[use];
  const usage = certificate.keyUsage?.join(', ') || 'none';
  if (certificate.keyUsage?.includes(needed)) return passed('key-usage', `Key usage: ${usage}.`, { usage });
  return failed('key-usage', 'CHAIN_CONSTRAINTS_FAILURE', `Key usage lacks ${needed} (found: ${usage}).`, { usage });
};
