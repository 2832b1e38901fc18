import { eventCounter, isHeld, isKnown, isPresent, type ReaderLook } from './reader-state.ts';

/** One reader with the stay of its card named. */
export interface Sight {
  readonly name: string;
  readonly card: boolean;
  readonly atr: Uint8Array | null;
  readonly insertion: string | null;
  readonly held: boolean;
}

/** Orders queries: when one began and when its answer was there. */
export interface Moment {
  readonly begun: number;
  readonly answered: number;
}

interface Memory {
  readonly sight: Sight;
  readonly counter: number;
  readonly answered: number;
}

const COUNTER_RANGE = 0x10000;

/**
 * Names each stay of a card in a reader. A new stay begins when a card appears, when the service has counted events since,
 * or, where it does not count, when another ATR answers. Two queries may overlap; the one whose counter is behind is then the older and is ignored.
 * No name is ever given twice, also when the service starts anew and counts from zero.
 */
export class Stays {
  readonly #readers = new Map<string, Memory>();
  #count = 0;

  observe(look: ReaderLook, moment: Moment): Sight {
    const before = this.#readers.get(look.name);
    const counter = eventCounter(look);
    if (before && moment.begun < before.answered && isBehind(counter, before.counter)) return before.sight;
    const card = isPresent(look) && isKnown(look);
    const sight: Sight = {
      name: look.name,
      card,
      atr: card && look.atr.length > 0 ? look.atr : null,
      insertion: card ? this.#insertion(look, counter, before) : null,
      held: isHeld(look),
    };
    this.#readers.set(look.name, { sight, counter, answered: moment.answered });
    return sight;
  }

  /** Readers that went away: when they return, everything in them is new. */
  keepOnly(names: readonly string[]): void {
    for (const name of [...this.#readers.keys()]) if (!names.includes(name)) this.#readers.delete(name);
  }

  #insertion(look: ReaderLook, counter: number, before: Memory | undefined): string {
    const stays = before?.sight.insertion && before.counter === counter && sameCard(before.sight.atr, look.atr);
    return stays ? (before.sight.insertion as string) : `pcsc-${++this.#count}-${counter}`;
  }
}

const isBehind = (counter: number, other: number): boolean => (counter - other + COUNTER_RANGE) % COUNTER_RANGE >= COUNTER_RANGE / 2;

/** A card that has not been powered yet shows no ATR; that does not make it another card. */
const sameCard = (before: Uint8Array | null, now: Uint8Array): boolean => before === null || now.length === 0 || Buffer.from(before).equals(now);
