import type { KeyObject } from 'node:crypto';

/** Signature and digest algorithms that are accepted; whatever is not listed is refused (CRYPTREC list: SHA-1 and RSA-1024 have ended). */
export const ACCEPTED_ALGORITHMS: ReadonlySet<string> = new Set([
  'sha256',
  'sha384',
  'sha512',
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
]);

/** Least key sizes in bits by key type. */
const LEAST_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, ec: 256 };

/** Curves by their size in bits, as node:crypto names them. */
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

export interface KeyStrength {
  readonly type: string;
  readonly bits: number;
  readonly accepted: boolean;
}

export function keyStrength({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyStrength {
  const type = asymmetricKeyType ?? 'unknown';
  const bits = asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''] ?? 0;
  const least = LEAST_BITS[type];
  return { type, bits, accepted: least !== undefined && bits >= least };
}
