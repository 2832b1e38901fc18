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
  /** What requests and kept answers may hold in memory: of one program the longest verification and more, and for the others as much besides. */
  held: { ofAll: 256 * 1024 * 1024, ofOne: 128 * 1024 * 1024 },
  /** What answers on their way may hold in memory: of one program two with the longest document. */
  sent: { ofAll: 256 * 1024 * 1024, ofOne: 96 * 1024 * 1024 },
  /** How long an answer may take until it was read. */
  sending: 30_000,
  /** Longest body or answer that is held without being counted: whatever others hold, a login can be asked. */
  small: 4096,
  /** What one request takes without its documents and its answer. */
  request: 2048,
  /** Longest document. */
  document: 32 * 1024 * 1024,
  /** Longest wait of one call for an answer, in seconds. */
  patience: 25,
} as const;

/** How often other programs may call. */
export const RATES = {
  calls: { atOnce: 60, aMinute: 120 },
  unknownCalls: { atOnce: 30, aMinute: 60 },
  requests: { atOnce: 10, aMinute: 20 },
} as const;
