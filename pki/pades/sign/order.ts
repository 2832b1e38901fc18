import type { LevelMaterial } from '../../levels/material.ts';
import type { SignatureLevel } from '../../report.ts';
import type { Signer } from '../../signer.ts';
import type { StampPosition } from '../stamp/placement.ts';

/** A visible stamp beside the signature. It proves nothing; it tells people that there is something to verify. */
export interface StampOrder {
  /** Lines of text, the first one larger; the signer's name, role and the time unless given. */
  readonly lines?: readonly string[];
  /** From 0; negative counts from the end. The last page unless given; a visible prepared field goes before. */
  readonly page?: number;
  /** Bottom right unless given. */
  readonly position?: StampPosition;
}

export interface PadesOrder {
  readonly signer: Signer;
  /** Claimed time, written to the signature dictionary. */
  readonly signingTime: Date;
  readonly reason?: string;
  readonly location?: string;
  readonly stamp?: StampOrder;
  /** B unless given. */
  readonly level?: SignatureLevel;
  /** What the levels above B take. */
  readonly material?: LevelMaterial;
}
