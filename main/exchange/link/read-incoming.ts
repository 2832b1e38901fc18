import { setClaims } from '../events/claims.ts';
import { type KeysOf, partsOf, type ReadOptions, readSet } from '../events/read.ts';
import { SetError } from '../events/set-error.ts';
import { SET_TYPE } from '../events/sign.ts';
import { eventTypeOf } from '../events/table.ts';
import { type IncomingEvent, incomingOf, unknownOf } from '../inbox/incoming-event.ts';

/** A rightly signed event of a kind that this version does not have; `null` for anything else. */
async function unknownEvent(token: string, keysOf: KeysOf, { audience }: ReadOptions): Promise<IncomingEvent | null> {
  const { kid, claims, verifiedAsideBy } = partsOf(token, SET_TYPE);
  const read = setClaims.safeParse(claims).data;
  const [[uri, told] = ['', null]] = Object.entries(read?.events ?? {});
  if (!read || read.aud !== audience || eventTypeOf(uri, told)) return null;
  const key = (await keysOf(read.iss))?.get(kid);
  return key && (await verifiedAsideBy(key)) ? unknownOf(read) : null;
}

/**
 * Reads a SET that came. One of a kind that this version does not know is kept for a later one.
 * @throws SetError by RFC 8935 section 2.4
 */
export async function readIncoming(token: string, keysOf: KeysOf, options: ReadOptions): Promise<IncomingEvent> {
  try {
    return incomingOf(await readSet(token, keysOf, options));
  } catch (error) {
    const unknown = error instanceof SetError && error.code === 'invalid_request' ? await unknownEvent(token, keysOf, options) : null;
    if (!unknown) throw error;
    return unknown;
  }
}
