import { hostname } from 'node:os';
import { type Exchange, openExchange } from '../../exchange/exchange.ts';
import { openIdentity } from '../../exchange/link/identity.ts';
import { networkClient } from '../../network/client.ts';
import type { Invocation } from './command.ts';
import { openVenueDesk, VENUE_OPTIONS } from './venue-desk.ts';

/** Options of every command about the exchange with others. */
export const EXCHANGE_OPTIONS = VENUE_OPTIONS;

export interface ExchangeDesk extends AsyncDisposable {
  readonly exchange: Exchange;
  /** As what this computer is known at the hub unless told otherwise. */
  readonly name: string;
}

/** The program behind a command about the exchange. At the card authority's desk what others tell has consequences. */
export async function openExchangeDesk(invocation: Invocation): Promise<ExchangeDesk> {
  const desk = await openVenueDesk(invocation);
  const { application, venue } = desk;
  const { store, audit, settings } = application;
  try {
    const http = networkClient(() => settings.current.network);
    const open = async (authority: boolean) =>
      openExchange({ store, audit, http, status: venue.status, authority: authority ? (await application.authority()).parts : null });
    const { enrolment } = await openIdentity(store, audit);
    const holder = enrolment ? undefined : await store.db.selectFrom('credential_holder').select('id').limit(1).executeTakeFirst();
    return {
      exchange: await open(enrolment ? enrolment.kind === 'authority' : holder !== undefined),
      name: hostname().slice(0, 100) || 'HPKI Desk',
      [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
    };
  } catch (error) {
    await desk[Symbol.asyncDispose]();
    throw error;
  }
}
