import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Venue } from '../../attendance/venue/venue.ts';
import type { Application } from '../../application.ts';
import { openApplication } from '../../open-application.ts';
import { AppError } from '../../errors.ts';
import { defaultDataFolder } from '../../store/data-folder.ts';
import { type Invocation, text } from './command.ts';
import { virtualReaders } from './desk.ts';

/** Options of every command about seminars. */
export const VENUE_OPTIONS = { data: { type: 'string' } } as const;

export interface VenueDesk extends AsyncDisposable {
  readonly application: Application;
  readonly venue: Venue;
}

/**
 * The program behind a command about seminars. `cards`: on the readers of the system, or on the card of `--virtual`; without, no reader is touched.
 * Test cards are taken for what they are: they are received at rehearsals only.
 */
export async function openVenueDesk(invocation: Invocation, cards = false): Promise<VenueDesk> {
  const dataFolder = text(invocation, 'data') ?? defaultDataFolder();
  const virtual = text(invocation, 'virtual');
  const own = !cards ? new VirtualReaderService() : virtual === undefined ? undefined : await virtualReaders(virtual);
  const application = await openApplication({
    dataFolder,
    shell: 'command-line',
    pinDesk: { ask: async () => null },
    askAgain: false,
    testCards: true,
    ...(own && { readers: own }),
  });
  try {
    return { application, venue: await application.venue(), [Symbol.asyncDispose]: () => application[Symbol.asyncDispose]() };
  } catch (error) {
    await application[Symbol.asyncDispose]();
    throw error;
  }
}

/** Whole number of an option, `undefined` without it. @throws AppError USAGE_WRONG */
export function wholeNumber(invocation: Invocation, option: string): number | undefined {
  const value = text(invocation, option);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new AppError('USAGE_WRONG', { note: `--${option}` });
  return Number(value);
}
