import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** A test card, or any card whose path ends at a test authority, passes only where the caller accepts test cards. */
export const testCertificate: SignerCheck = ({ test, acceptTestCards }) => {
  const params = { test, accepted: test && acceptTestCards };
  if (!test) return passed('test-certificate', 'The certificate is not of a test card.', params);
  if (acceptTestCards) return passed('test-certificate', 'The certificate is of a test card; test cards were accepted on request.', params);
  return failed('test-certificate', 'CHAIN_CONSTRAINTS_FAILURE', 'The certificate is of a test card and test cards are not accepted.', params);
};
