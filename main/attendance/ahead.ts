/** Desks and people agree about the time to the minute. */
const TOLERATED_MS = 60_000;

/**
 * Whether a time that a person told has not come yet: nobody has arrived or left then.
 * @param now true time as far as it is known
 */
export const isAhead = (told: Date, now: Date): boolean => told.getTime() > now.getTime() + TOLERATED_MS;
