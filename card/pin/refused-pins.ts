import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { wipe } from './wipe.ts';

/**
 * Remembers which PINs the card has refused, as keyed digests that die with this object, so that none is ever sent again,
 * even when a person types it again.
 */
export class RefusedPins {
  readonly #key = randomBytes(32);
  readonly #digests: Buffer[] = [];

  add(pin: Uint8Array): void {
    this.#digests.push(this.#digest(pin));
  }

  has(pin: Uint8Array): boolean {
    const digest = this.#digest(pin);
    return this.#digests.some((refused) => timingSafeEqual(refused, digest));
  }

  wipe(): void {
    wipe(this.#key);
    for (const digest of this.#digests.splice(0)) wipe(digest);
  }

  #digest(pin: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(pin).digest();
  }
}
