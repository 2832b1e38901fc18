import type { DigestName } from '../digest/algorithms.ts';

/** RSASSA-PKCS1-v1_5 of RFC 7518 section 3.3, the only scheme that a card of the healthcare PKI signs with. */
export const TOKEN_ALGORITHMS = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' } as const satisfies Readonly<Record<string, DigestName>>;
export type TokenAlgorithm = keyof typeof TOKEN_ALGORITHMS;

export const isTokenAlgorithm = (name: string): name is TokenAlgorithm => Object.hasOwn(TOKEN_ALGORITHMS, name);
