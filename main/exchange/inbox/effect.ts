import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** Why an event waits; words `exchange.waits.<id>`. */
export type Waits = 'person-unknown' | 'not-yet' | 'associations-unknown' | 'fault';

/** What became of an event: applied, overtaken by a later one, or waiting. `due`: ISO day in Japan on which it can be applied. */
export type Outcome = { readonly state: 'applied' | 'superseded' } | { readonly state: 'waiting'; readonly because: Waits; readonly due?: string };

/** What an event does here, within the transaction in which it is marked as done. */
export type Effect = (tx: Kysely<Tables>, event: IncomingEvent) => Promise<Outcome>;

/** Whatever the effects of some events, in one transaction, have in common before the first and after the last. */
export type Together = <T>(tx: Kysely<Tables>, events: readonly IncomingEvent[], work: () => Promise<T>) => Promise<T>;

export const APPLIED: Outcome = { state: 'applied' };
export const SUPERSEDED: Outcome = { state: 'superseded' };

/** Several effects of one event, in their order; where one waits all are tried again later, so that each must bear to be done twice. */
export const inOrder =
  (...effects: readonly Effect[]): Effect =>
  async (tx, event) => {
    let outcome: Outcome = APPLIED;
    for (const effect of effects) {
      outcome = await effect(tx, event);
      if (outcome.state === 'waiting') return outcome;
    }
    return outcome;
  };
