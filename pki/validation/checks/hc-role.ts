import { hcRoles } from '../../hpki/hc-role.ts';
import { HPKI_CODING_SCHEME } from '../../hpki/policies.ts';
import { failed, passed, type SignerCheck, undecided } from '../signer-context.ts';

/** Exactly one hcRole, of the healthcare PKI's coding scheme, and one of those the document needs. Texts are compared as they are. */
export const hcRole: SignerCheck = ({ certificate, requiredRoles, use }) => {
  const roles = hcRoles(certificate);
  const found = roles.map(({ text }) => JSON.stringify(text)).join(', ') || 'none';
  const required = requiredRoles?.join(', ') ?? '';
  const params = { roles: found, required };
  const [role] = roles;
  // No source on record says that certificates for authentication state a role too.
  if (!role && use === 'authentication') return undecided('hc-role', 'SIG_CONSTRAINTS_FAILURE', 'The certificate states no healthcare role.', params);
  if (!role || roles.length > 1)
    return failed('hc-role', 'SIG_CONSTRAINTS_FAILURE', `Exactly one healthcare role is needed (found: ${found}).`, params);
  if (role.codingScheme !== HPKI_CODING_SCHEME) {
    return failed('hc-role', 'SIG_CONSTRAINTS_FAILURE', `The role's coding scheme ${role.codingScheme} is not that of the healthcare PKI.`, params);
  }
  if (requiredRoles && !requiredRoles.includes(role.text)) {
    return failed('hc-role', 'SIG_CONSTRAINTS_FAILURE', `The document needs ${required} (found: ${found}).`, params);
  }
  return passed('hc-role', `Healthcare role: ${found}.`, params);
};
