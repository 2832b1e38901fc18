import { LIMITS } from './limits.ts';

/** Bytes that are held for one program. */
export interface Held {
  /** Id of the caller. */
  readonly caller: string;
  readonly bytes: number;
}

/** Keeps room for so many bytes of an answer until it was sent. @throws ProgramFault ANSWERS_UNREAD */
export type KeepRoom = (bytes: number) => void;

const NOTHING: Disposable = { [Symbol.dispose]() {} };
const sum = (held: readonly Held[]): number => held.reduce((bytes, one) => bytes + one.bytes, 0);

/** Memory that programs may take up: so many bytes together, and each no more than its share, so that none takes the room of the others. */
export class Room {
  readonly #most: { readonly ofAll: number; readonly ofOne: number };
  readonly #kept = new Set<Held>();

  constructor(most: { readonly ofAll: number; readonly ofOne: number }) {
    this.#most = most;
  }

  /** Keeps room until it is given back; what is small takes none. @param besides what is held otherwise @returns `null` where there is no room */
  take(caller: string, bytes: number, besides: readonly Held[] = []): Disposable | null {
    if (bytes <= LIMITS.small) return NOTHING;
    const kept = { caller, bytes };
    const held = [...besides, ...this.#kept, kept];
    if (sum(held) > this.#most.ofAll || sum(held.filter((one) => one.caller === caller)) > this.#most.ofOne) return null;
    this.#kept.add(kept);
    return { [Symbol.dispose]: () => void this.#kept.delete(kept) };
  }
}
