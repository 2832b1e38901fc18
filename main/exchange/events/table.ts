import table from '../../../resources/exchange/events.json' with { type: 'json' };

/** Queues of a receiver. `stop` overtakes everything: it is a queue of its own, so that nothing lies before it. */
export const FEEDS = ['stop', 'credential', 'membership'] as const;
export type Feed = (typeof FEEDS)[number];
/** Whose word an event is: the card authority's, an association's of its own rows, the hub's of what runs there. */
export type Teller = 'authority' | 'association' | 'hub';

/** An event type as `resources/exchange/events.json` has it. */
export interface EventType {
  /** As procedures and machines name it, such as `card.held`. */
  readonly name: string;
  /** Member of `events` (RFC 8417 section 2.2). */
  readonly uri: string;
  /** `change_type` of CAEP's credential-change, `null` for every other URI. */
  readonly change: string | null;
  readonly family: string;
  readonly feed: Feed;
  readonly tellers: readonly Teller[];
  /** Schema of its payload, by its name in `claims.ts`. */
  readonly claims: string;
}

export const EVENT_TYPES: readonly EventType[] = table.events.map((row) => ({
  ...(row as Omit<EventType, 'change'>),
  change: 'change' in row ? (row.change ?? null) : null,
}));

const BY_NAME = new Map(EVENT_TYPES.map((type) => [type.name, type]));
const BY_URI = new Map(EVENT_TYPES.map((type) => [`${type.uri} ${type.change ?? ''}`, type]));

/** The type of a name. @throws RangeError for a name that the table does not have */
export function eventType(name: string): EventType {
  const type = BY_NAME.get(name);
  if (!type) throw new RangeError(`no event is called ${name}`);
  return type;
}

/** The type of one member of `events`; `null` where the table has none. */
export function eventTypeOf(uri: string, payload: unknown): EventType | null {
  const change = typeof payload === 'object' && payload !== null && 'change_type' in payload ? String(payload.change_type) : '';
  return BY_URI.get(`${uri} ${change}`) ?? BY_URI.get(`${uri} `) ?? null;
}
