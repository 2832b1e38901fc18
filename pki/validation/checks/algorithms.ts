import { ACCEPTED_ALGORITHMS, keyStrength } from '../algorithm-policy.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** Every algorithm of the signature and of its certificates is on the list of accepted ones, and every key is long enough. */
export const algorithms: SignerCheck = ({ algorithms: ofSignature, path }) => {
  const ofCertificates = path.path.map(({ signatureAlgorithm }) => signatureAlgorithm.name);
  const names = [...new Set([...ofSignature, ...ofCertificates])];
  const refused = names.filter((name) => !ACCEPTED_ALGORITHMS.has(name));
  const weak = path.path
    .map(({ publicKey }) => keyStrength(publicKey))
    .filter(({ accepted }) => !accepted)
    .map(({ type, bits }) => `${type}-${bits}`);
  const bad = [...refused, ...weak].join(', ');
  if (bad) return failed('algorithms', 'CRYPTO_CONSTRAINTS_FAILURE', `Not accepted: ${bad}.`, { algorithms: bad });
  return passed('algorithms', `Algorithms: ${names.join(', ')}.`, { algorithms: names.join(', ') });
};
