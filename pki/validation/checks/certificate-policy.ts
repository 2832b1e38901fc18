import { hpkiPolicies } from '../../hpki/policies.ts';
import { ANY_POLICY } from '../../path/policies.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

/**
 * The holder's own certificate carries the policy of its use, and for production every authority above it asserts that policy too.
 * Membership is direct: test cards of the real authorities have an empty RFC 5280 policy set, since their issuers assert production only.
 */
export const certificatePolicy: SignerCheck = ({ certificate, path, acceptTestCards, use }) => {
  const allowed = hpkiPolicies(certificate).find((policy) => policy.use === use && (!policy.test || acceptTestCards));
  if (!allowed) {
    const policies = certificate.policies.join(', ') || 'none';
    return failed('certificate-policy', 'CHAIN_CONSTRAINTS_FAILURE', `The certificate has no accepted ${use} policy (found: ${policies}).`, {
      policies,
    });
  }
  const authorities = path.anchor && !allowed.test ? path.path.slice(1) : [];
  const silent = authorities.find(({ policies }) => !policies.includes(allowed.oid) && !policies.includes(ANY_POLICY));
  if (silent) {
    const params = { policies: allowed.oid, certificate: silent.subject };
    return failed('certificate-policy', 'CHAIN_CONSTRAINTS_FAILURE', `${silent.subject} does not assert policy ${allowed.oid}.`, params);
  }
  return passed('certificate-policy', `The certificate is of policy ${allowed.oid}.`, { policies: allowed.oid });
};
