/** Times of links in milliseconds, as a venue needs them. */
export const PACE = {
  /** Between pings, and what they measure anew. */
  heartbeatMs: 5_000,
  /** A station that was not heard for so long is gone: three pings without an answer. */
  silentMs: 15_000,
  /** Pings one after the other on a new connection; the best of them tells the clock's offset. */
  firstPings: 8,
  /** First pause before dialling again, and the longest; between them each is twice the one before. Every pause is drawn between half and the whole of it. */
  redialFirstMs: 250,
  redialMostMs: 15_000,
  /** A station that sent garbage or too much is not heard for so long. */
  barredMs: 60_000,
} as const;
export type Pace = { readonly [Name in keyof typeof PACE]: number };
