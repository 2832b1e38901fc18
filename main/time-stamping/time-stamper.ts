import type { TimeStamper } from '../../pki/levels/material.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import { httpTimeStamper } from '../../pki/time-stamp/client.ts';
import type { TimeStampServiceBook } from './service.ts';

export interface TimeStamperSources {
  readonly service: TimeStampServiceBook;
  readonly http: HttpClient;
  /** Of the demonstration's test authority, `null` while there is none. */
  readonly demonstration: () => TimeStamper | null;
  readonly now: () => Date;
}

/** The time-stamp service that was set up, `null` when none was. */
export function configuredTimeStamper({ service, http, now }: Omit<TimeStamperSources, 'demonstration'>): TimeStamper | null {
  const access = service.access();
  if (!access) return null;
  const { url, digest, policy, authorization } = access;
  return httpTimeStamper({ url, digestAlgorithm: digest, policy, http, now, ...(authorization && { authorization }) });
}

/**
 * Who makes the time stamps of this desk. Test certificates get those of the demonstration where it is, so that trying things out
 * costs nobody anything; production ones never do.
 */
export const deskTimeStamper =
  (sources: TimeStamperSources) =>
  async (test: boolean): Promise<TimeStamper | null> =>
    (test ? sources.demonstration() : null) ?? configuredTimeStamper(sources);
