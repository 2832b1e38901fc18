/** PKIFailureInfo: bit of each failure (RFC 3161 section 2.4.2). */
export const FAILURE_BITS = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const;
export type Failure = keyof typeof FAILURE_BITS;

/** Names of the failures whose bits are set; a bit without a name is told by its number. */
export const failureNames = (bits: readonly number[]): string[] =>
  bits.map((bit) => Object.entries(FAILURE_BITS).find(([, own]) => own === bit)?.[0] ?? String(bit));
