import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { wipe } from './wipe.ts';

/**
 * Remembers which PINs the card has refused, as keyed digests that die with this object, so that none is ever sent again,
 * even when a person types it again, for another signature or another job.
 */
export class RefusedPins {
  readonly #digests: Buffer[] = [];
  #key: Buffer | null = null;

  add(pin: Uint8Array): void {
    this.#digests.push(this.#digest(pin));
  }

  has(pin: Uint8Array): boolean {
    if (this.#digests.length === 0) return false;
    const digest = this.#digest(pin);
    return this.#digests.some((refused) => timingSafeEqual(refused, digest));
  }

  wipe(): void {
    wipe(this.#key);
    this.#key = null;
    for (const digest of this.#digests.splice(0)) wipe(digest);
  }

  #digest(pin: Uint8Array): Buffer {
    this.#key ??= randomBytes(32);
    return createHmac('sha256', this.#key).update(pin).digest();
  }
}
