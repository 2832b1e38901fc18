import { type CardChannel, type CardTraits, hopefulTraits } from '../apdu/channel.ts';
import { RefusedPins } from '../pin/refused-pins.ts';
import type { CardSession } from '../reader.ts';
import type { ApplicationKind } from './applications.ts';
import type { HpkiCard } from './card.ts';
import type { SigningVariantName } from './signing/variants.ts';

/** Which stay of a card it is. */
type StayPlace = Readonly<Record<'transport' | 'reader' | 'insertion', string>>;
const keyOf = ({ transport, reader }: Omit<StayPlace, 'insertion'>): string => `${transport}/${reader}`;

interface Stay {
  readonly insertion: string;
  readonly traits: CardTraits;
  card: HpkiCard | null;
}

/**
 * What the program has learned of cards: per reader the present stay (content and abilities, forgotten with the next insertion),
 * per certificate what outlasts a stay. Of PINs it holds keyed digests alone, of those that were refused, until they are wiped.
 */
export class CardMemory {
  readonly #stays = new Map<string, Stay>();
  readonly #variants = new Map<string, SigningVariantName>();
  readonly #fullTries = new Map<string, number>();
  readonly #refused = new Map<string, { readonly insertion: string; readonly pins: RefusedPins }>();

  /** The session with the traits learned in this stay. */
  channel(session: CardSession): CardChannel {
    return { session, traits: this.#stay(session).traits };
  }

  /** What was read in this stay, or `null`. */
  recall(stay: StayPlace): HpkiCard | null {
    const known = this.#stays.get(keyOf(stay));
    return known?.insertion === stay.insertion ? known.card : null;
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

  /** PINs that an application has refused in this stay of its card, whoever asked for them: none is sent again until the card has left or taken another. */
  refusedPins({ insertion, reader, aid }: { readonly insertion: string; readonly reader: string; readonly aid: string }): RefusedPins {
    const key = `${insertion}/${reader}/${aid}`;
    const known = this.#refused.get(key) ?? { insertion, pins: new RefusedPins() };
    this.#refused.set(key, known);
    return known.pins;
  }

  /** Wipes what was refused in any other stay than these. */
  wipeRefusedPins(present: ReadonlySet<string> = new Set()): void {
    for (const [key, { insertion, pins }] of this.#refused) {
      if (present.has(insertion)) continue;
      pins.wipe();
      this.#refused.delete(key);
    }
  }

  #stay(session: CardSession): Stay {
    const key = keyOf(session);
    const known = this.#stays.get(key);
    if (known?.insertion === session.insertion) return known;
    const stay: Stay = { insertion: session.insertion, traits: hopefulTraits(session), card: null };
    this.#stays.set(key, stay);
    return stay;
  }
}
