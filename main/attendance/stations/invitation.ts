import { randomBytes } from 'node:crypto';
import { sameProof } from './proofs.ts';
import { SECRET_BYTES } from './pairing-code.ts';

export const INVITATION = {
  /** Long enough to walk across a hall and type 40 characters. */
  validMs: 10 * 60_000,
  /** Wrong proofs after which the code is worth nothing. */
  attempts: 5,
  /** Nobody is heard for so long after a wrong proof. */
  pauseMs: 1000,
} as const;

/** An open invitation: one secret, for one station. */
export class Invitation {
  readonly secret: Uint8Array = randomBytes(SECRET_BYTES);
  readonly #monotonic: () => number;
  readonly #endsAt: number;
  #heardAgainAt = Number.NEGATIVE_INFINITY;
  #left: number = INVITATION.attempts;
  #listening = false;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#endsAt = monotonic() + INVITATION.validMs;
  }

  /** Still worth something. */
  get open(): boolean {
    return this.#left > 0 && this.#monotonic() < this.#endsAt;
  }

  /** Takes the turn of a station that wants to prove itself: one at a time, and none shortly after a wrong proof. */
  begin(): boolean {
    if (!this.open || this.#listening || this.#monotonic() < this.#heardAgainAt) return false;
    this.#listening = true;
    return true;
  }

  /** Ends a turn. The right proof uses the invitation up; no proof at all counts as a wrong one. */
  settle(given: string | null, right: string): boolean {
    this.#listening = false;
    const accepted = this.open && given !== null && sameProof(given, right);
    this.#left = accepted ? 0 : this.#left - 1;
    this.#heardAgainAt = this.#monotonic() + INVITATION.pauseMs;
    return accepted;
  }
}
