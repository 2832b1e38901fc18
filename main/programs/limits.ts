/** What other programs may use up. Times in milliseconds, sizes in bytes. */
export const LIMITS = {
  /** How long pairing stays open. */
  pairing: 5 * 60_000,
  /** Wrong codes until a pairing ends. */
  codeTries: 3,
  /** How long a request waits for a person; a program may ask for less. */
  waiting: 5 * 60_000,
  /** How long an accepted document may be looked at. */
  accepted: 30 * 60_000,
  /** How long an answer is kept for the program that asked. */
  answer: 15 * 60_000,
  requestsOfOne: 4,
  requestsOfAll: 16,
  /** Longest name of a program, in characters. */
  name: 60,
  /** What requests and answers may hold in memory together: the longest verification while it is read and decoded, and as much besides. */
  held: 256 * 1024 * 1024,
  /** What one request takes without its documents and its answer. */
  request: 2048,
  /** Longest document. */
  document: 32 * 1024 * 1024,
  /** Longest wait of one call for an answer, in seconds. */
  patience: 25,
} as const;
