import type { Certificate } from '../../certificate/certificate.ts';
import type { Check, CheckId } from '../../report.ts';
import { algorithmLifetime, keyStrength, type Lifetime, trustedAt } from '../algorithm-policy.ts';
import { failed, passed, type SignerCheck } from '../signer-context.ts';

/** Every algorithm of the signature and of its certificates, and every key, was still trusted when it is proved to have been used. */
export const algorithms: SignerCheck = ({ algorithms: names, path, time, timeIsProved, provedAt }) =>
  judgeAlgorithms('algorithms', { names, certificates: path.path }, { time, proved: timeIsProved, provedAt });

export interface UsedAlgorithms {
  /** Of the signature itself. */
  readonly names: readonly string[];
  /** End entity first. */
  readonly certificates: readonly Certificate[];
  /** Whether the signatures on the certificates matter; not where the end entity is trusted by itself. Default `true`. */
  readonly certified?: boolean;
}

/** Proofs of existence: of the signature, which names its signer's certificate by digest, and of each other certificate. */
export interface UseTimes {
  readonly time: Date;
  readonly proved: boolean;
  readonly provedAt: (der: Uint8Array) => Date;
}

interface Use {
  readonly name: string;
  readonly lifetime: Lifetime | null;
  readonly time: Date;
}

/**
 * What the algorithm policy says, each use at the time for which its existence is proved (ETSI EN 319 102-1 sections 5.2.8 and 5.6.2.4): what was
 * done with an algorithm before its end stays good. A digest that only identifies, as in ESSCertID, is no use of it.
 */
export function judgeAlgorithms(id: CheckId, { names, certificates, certified = true }: UsedAlgorithms, { time, proved, provedAt }: UseTimes): Check {
  const uses: Use[] = [
    ...names.map((name) => ({ name, lifetime: algorithmLifetime(name), time })),
    ...certificates.flatMap((certificate, index) => usesOf(certificate, certified, index === 0 ? time : provedAt(certificate.der))),
  ];
  const refused = uses.filter((use) => !trustedAt(use.lifetime, use.time));
  const listed = (some: readonly Use[]): string => [...new Set(some.map(({ name }) => name))].join(', ');
  if (refused.length === 0) return passed(id, `Algorithms: ${listed(uses)}.`, { algorithms: listed(uses) });
  const bad = listed(refused);
  const ended = !proved && refused.every(({ lifetime }) => lifetime !== null);
  return failed(id, ended ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' : 'CRYPTO_CONSTRAINTS_FAILURE', `Not accepted: ${refused.map(worded).join(', ')}.`, {
    algorithms: bad,
  });
}

function usesOf({ publicKey, signatureAlgorithm: { name } }: Certificate, certified: boolean, time: Date): Use[] {
  const { type, bits, lifetime } = keyStrength(publicKey);
  const key = { name: `${type}-${bits}`, lifetime, time };
  return certified ? [{ name, lifetime: algorithmLifetime(name), time }, key] : [key];
}

const worded = ({ name, lifetime }: Use): string => (lifetime?.until ? `${name} (trusted until ${lifetime.until.toISOString().slice(0, 10)})` : name);
