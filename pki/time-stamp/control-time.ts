/** When a time stamp is judged: now, or when a later trusted time stamp proves that it existed. */
export interface ControlTime {
  readonly time: Date;
  readonly proved: boolean;
  /** When a piece of evidence (DER) is proved to have existed; the time of verification without proof. */
  readonly provedAt: (der: Uint8Array) => Date;
}
