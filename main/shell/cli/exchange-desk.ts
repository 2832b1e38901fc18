import type { RunningExchange } from '../../exchange/running.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Invocation } from './command.ts';
import { openVenueDesk, VENUE_OPTIONS } from './venue-desk.ts';

/** Options of every command about the exchange with others. */
export const EXCHANGE_OPTIONS = VENUE_OPTIONS;

export interface ExchangeDesk extends AsyncDisposable {
  readonly running: RunningExchange;
  readonly exchange: Exchange;
}

/** The program behind a command about the exchange. At the card authority's desk what others tell has consequences. */
export async function openExchangeDesk(invocation: Invocation): Promise<ExchangeDesk> {
  const desk = await openVenueDesk(invocation);
  try {
    const running = await desk.application.exchange();
    return { running, exchange: await running.exchange(), [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
  } catch (error) {
    await desk[Symbol.asyncDispose]();
    throw error;
  }
}
