import { randomUUID } from 'node:crypto';
import type { VerdictView } from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import type { HpkiCard } from '../../../card/hpki/card.ts';
import type { TapWay } from '../../../card/hpki/tap/ways.ts';
import type { KnownFact } from '../facts/fact.ts';

/** The certificate of a card that was read whole, with what binding it needs. */
export interface UnknownCard {
  readonly der: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly authorities: readonly Uint8Array[];
  readonly atr: string;
  readonly way: TapWay | null;
  readonly read: HpkiCard;
}

/** A temporary card that nobody has yet, by the hash of its code. */
export interface TemporaryCard {
  readonly temporary: string;
}

/** One verdict as shown, with what an answer to it needs. */
export interface Showing {
  readonly view: VerdictView;
  /** The scan that was not accepted. */
  readonly seen: KnownFact | null;
  readonly unknown: UnknownCard | TemporaryCard | null;
  /** Shown before reception was opened again: no lane shows it. */
  readonly earlier?: true;
}

/** How many verdicts that need nothing more are kept in sight. */
export const RECENT = 50;

/** The verdicts of a reception, newest first: what waits for an answer is kept until it has one. */
export class Showings {
  #recent: Showing[] = [];
  readonly #waiting = new Map<string, Showing>();

  static id(): string {
    return randomUUID();
  }

  /** Shows a verdict, or another state of one that is shown. */
  put(showing: Showing): VerdictView {
    const { id, answer } = showing.view;
    if (answer === 'open') this.#waiting.set(id, showing);
    else this.#waiting.delete(id);
    const known = this.#recent.findIndex(({ view }) => view.id === id);
    if (known >= 0) this.#recent[known] = showing;
    else this.#recent = [showing, ...this.#recent];
    this.#forgetOldest();
    return showing.view;
  }

  /** Those that wait for staff take no room from the others: they stay, whatever their number, and what comes after them is shown all the same. */
  #forgetOldest(): void {
    let settled = 0;
    this.#recent = this.#recent.filter(({ view }) => view.answer === 'open' || ++settled <= RECENT);
  }

  /** Takes a passing state away that came to nothing. */
  drop(id: string): void {
    this.#waiting.delete(id);
    this.#recent = this.#recent.filter(({ view }) => view.id !== id);
  }

  /** @throws AppError VERDICT_UNKNOWN when it has its answer, or never was */
  waiting(id: string): Showing {
    const found = this.#waiting.get(id);
    if (!found) throw new AppError('VERDICT_UNKNOWN');
    return found;
  }

  /** The one that waits for an answer about a fact. */
  waitingAbout(fact: string): Showing | null {
    return [...this.#waiting.values()].find(({ view }) => view.fact === fact) ?? null;
  }

  get recent(): readonly VerdictView[] {
    return this.#recent.map(({ view }) => view);
  }

  get open(): number {
    return this.#waiting.size;
  }

  lastOf(lane: string): VerdictView | null {
    return this.#recent.find(({ view, earlier }) => view.lane === lane && !earlier)?.view ?? null;
  }
}
