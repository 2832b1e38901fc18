import { address } from '../../frame/routes.ts';

export const OPTIONS = 'sender';
const RECEIVED = 'received-';

/** What stands in the address for a letter that came. */
export const receivedPart = (id: string): string => `${RECEIVED}${id}`;
/** The id of a letter that came, `null` where the address means another thing. */
export const receivedIdOf = (part: string): string | null => (part.startsWith(RECEIVED) ? part.slice(RECEIVED.length) : null);

export const LIST = address('clinic', 'letters');
export const letterAddress = (part: string): string => address('clinic', 'letters', part);
