import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** Signing certificates of the healthcare PKI say nonRepudiation; without that bit the key was not made for documents. */
export const keyUsage: SignerCheck = ({ certificate }) => {
  const usage = certificate.keyUsage?.join(', ') || 'none';
  if (certificate.keyUsage?.includes('nonRepudiation')) return passed('key-usage', `Key usage: ${usage}.`, { usage });
  return failed('key-usage', 'CHAIN_CONSTRAINTS_FAILURE', `Key usage lacks nonRepudiation (found: ${usage}).`, { usage });
};
