import type { KeyObject } from 'node:crypto';
import type { RevocationTimes } from '../revocation/status.ts';

/** How long something is trusted, and who says so. */
export interface Lifetime {
  /** First moment at which it is no longer trusted; `null` while no end is foreseen. */
  readonly until: Date | null;
  readonly source: string;
}

/**
 * Plan of the government of Japan for leaving SHA-1 and RSA-1024: new algorithms from the end of September 2014. The day was not looked up in the plan
 * itself; what was signed about then is to be judged by people.
 */
const MIGRATION = '政府機関の情報システムにおいて使用されている暗号アルゴリズムSHA-1及びRSA1024に係る移行指針 (2012-10-26)';
/** Security strength by years: 112 bits may make new values to the end of 2030, 128 bits to the end of 2050, 192 bits and more beyond. */
const STRENGTH = '暗号強度要件(アルゴリズム及び鍵長選択)に関する設定基準, CRYPTREC LS-0003-2022';

/** Years end at midnight in Japan. */
const ENDED_2014: Lifetime = { until: new Date('2014-10-01T00:00:00+09:00'), source: MIGRATION };
const BITS_112: Lifetime = { until: new Date('2031-01-01T00:00:00+09:00'), source: STRENGTH };
const BITS_128: Lifetime = { until: new Date('2051-01-01T00:00:00+09:00'), source: STRENGTH };
const BITS_192: Lifetime = { until: null, source: STRENGTH };

/** Digests; one that is not here, MD5 for example, was never good enough for any document of the healthcare PKI. */
const DIGESTS: ReadonlyMap<string, Lifetime> = new Map([
  ['sha1', ENDED_2014],
  ['sha256', BITS_128],
  ['sha384', BITS_192],
  ['sha512', BITS_192],
]);

/** Signature schemes that documents, certificates and time stamps may use; their strength is that of digest and key. */
const SCHEMES: ReadonlySet<string> = new Set(['rsa', 'rsa-pss', 'ecdsa']);

type KeyRow = readonly [leastBits: number, lifetime: Lifetime];
const RSA: readonly KeyRow[] = [
  [1024, ENDED_2014],
  [2048, BITS_112],
  [3072, BITS_128],
  [7680, BITS_192],
];
/** Keys by type and least size in bits (NIST SP 800-57 part 1, table 2); shorter than the first row was never good enough. */
const KEYS: Readonly<Record<string, readonly KeyRow[]>> = {
  rsa: RSA,
  'rsa-pss': RSA,
  ec: [
    [256, BITS_128],
    [384, BITS_192],
  ],
};

/** Curves by their size in bits, as node:crypto names them. */
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** Lifetime of a digest or signature algorithm by the name that reports use (`sha256`, `rsa-sha256`); `null` for one that is never trusted. */
export function algorithmLifetime(name: string): Lifetime | null {
  const end = name.lastIndexOf('-');
  if (end >= 0 && !SCHEMES.has(name.slice(0, end))) return null;
  return DIGESTS.get(name.slice(end + 1)) ?? null;
}

export interface KeyStrength {
  readonly type: string;
  readonly bits: number;
  /** `null` for a key that is never trusted. */
  readonly lifetime: Lifetime | null;
}

/** Of a key that cannot be read (`null`) nothing is trusted. */
export function keyStrength(key: KeyObject | null): KeyStrength {
  const { asymmetricKeyType, asymmetricKeyDetails } = key ?? {};
  const type = asymmetricKeyType ?? 'unknown';
  const bits = asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''] ?? 0;
  const row = KEYS[type]?.findLast(([least]) => bits >= least);
  return { type, bits, lifetime: row?.[1] ?? null };
}

/** Whether it is trusted at a time. */
export const trustedAt = (lifetime: Lifetime | null, time: Date): boolean => lifetime !== null && (lifetime.until === null || time < lifetime.until);

/** Whether revocation data, and certificates of those who sign it, were made with an algorithm that was trusted when they are proved to have existed. */
export const trustingAlgorithms =
  (provedAt: NonNullable<RevocationTimes['provedAt']>): NonNullable<RevocationTimes['trusts']> =>
  ({ signatureAlgorithm, der }) =>
    trustedAt(algorithmLifetime(signatureAlgorithm.name), provedAt(der));
