import { type CardChannel, type CardTraits, hopefulTraits } from '../apdu/channel.ts';
import type { CardSession } from '../reader.ts';
import type { ApplicationKind } from './applications.ts';
import type { HpkiCard } from './card.ts';
import type { SigningVariantName } from './signing/variants.ts';

interface Stay {
  readonly insertion: string;
  readonly traits: CardTraits;
  card: HpkiCard | null;
}

/**
 * What the program has learned of cards: per reader the present stay (content and abilities, forgotten with the next insertion),
 * per certificate what outlasts a stay. Holds nothing secret.
 */
export class CardMemory {
  readonly #stays = new Map<string, Stay>();
  readonly #variants = new Map<string, SigningVariantName>();
  readonly #fullTries = new Map<string, number>();

  /** The session with the traits learned in this stay. */
  channel(session: CardSession): CardChannel {
    return { session, traits: this.#stay(session).traits };
  }

  /** What was read in this stay, or `null`. */
  recall(session: CardSession): HpkiCard | null {
    return this.#stay(session).card;
  }

  keep(session: CardSession, card: HpkiCard): void {
    this.#stay(session).card = card;
  }

  /** Keeps the shown counter right after our own use of the PIN. */
  noteTries(session: CardSession, kind: ApplicationKind, triesLeft: number | null): void {
    const stay = this.#stay(session);
    if (stay.card === null) return;
    stay.card = {
      ...stay.card,
      applications: stay.card.applications.map((application) => (application.kind === kind ? { ...application, triesLeft } : application)),
    };
  }

  /** Forgets what was read, so that the next reading asks the card again. */
  forget(reader: string): void {
    for (const key of this.#stays.keys()) if (key.endsWith(`/${reader}`)) this.#stays.delete(key);
  }

  /** The signing command that the card with this certificate answered. */
  variant(certificateSha256: string): SigningVariantName | null {
    return this.#variants.get(certificateSha256) ?? null;
  }

  noteVariant(certificateSha256: string, variant: SigningVariantName): void {
    this.#variants.set(certificateSha256, variant);
  }

  /** Where the counter of this card stood right after a success, when that has been seen. */
  fullTries(certificateSha256: string): number | null {
    return this.#fullTries.get(certificateSha256) ?? null;
  }

  noteFullTries(certificateSha256: string, triesLeft: number): void {
    this.#fullTries.set(certificateSha256, triesLeft);
  }

  #stay(session: CardSession): Stay {
    const key = `${session.transport}/${session.reader}`;
    const known = this.#stays.get(key);
    if (known?.insertion === session.insertion) return known;
    const stay: Stay = { insertion: session.insertion, traits: hopefulTraits(session), card: null };
    this.#stays.set(key, stay);
    return stay;
  }
}
