import type { Store } from '../../store/store.ts';
import type { Members, MembersView } from '../inbox/members.ts';
import type { ExchangeIdentity } from '../link/identity.ts';

/** One way of one feed between this desk and a peer. */
export interface WayView {
  readonly feed: string;
  readonly way: 'in' | 'out';
  /** ISO 8601, as all times here. */
  readonly lastContact: string | null;
  /** When the newest event that went or came happened. */
  readonly newest: string | null;
  /** Seconds since the last contact: how old what is known by it is. */
  readonly ageSeconds: number | null;
  /** Code of the failure since then. */
  readonly error: string | null;
  readonly errorAt: string | null;
}

/** Something that was not taken. */
export interface RefusedView {
  readonly event: string;
  readonly happenedAt: string;
  /** Code of RFC 8935, or `person-deleted`. */
  readonly because: string;
}

/** Where the exchange stands, at one glance. */
export interface ExchangeView {
  readonly hub: { readonly url: string; readonly kind: string; readonly association: string | null } | null;
  /** What others compare when they first get a file of this desk. */
  readonly thumbprint: string;
  readonly peers: readonly { readonly peer: string; readonly ways: readonly WayView[] }[];
  /** Events that were not told yet, by feed, with the time of the oldest. */
  readonly waiting: readonly { readonly feed: string; readonly count: number; readonly since: string }[];
  readonly refused: readonly RefusedView[];
  /** Events that came and wait, by why. */
  readonly held: readonly { readonly because: string; readonly count: number }[];
  /** Events of kinds that this version does not know. */
  readonly unknown: number;
  readonly members: MembersView;
  /** Disagreements that people are to settle. */
  readonly disagreements: number;
}

const SHOWN = 100;

const secondsSince = (at: string | null, now: Date): number | null =>
  at === null ? null : Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1_000));

/** What is known of the exchange, without asking anybody. */
export async function exchangeView(
  { db, now }: Pick<Store, 'db' | 'now'>,
  identity: Pick<ExchangeIdentity, 'enrolment' | 'key'>,
  members: Pick<Members, 'view'>,
): Promise<ExchangeView> {
  const contacts = await db.selectFrom('exchange_contact').selectAll().orderBy('peer').orderBy('feed').execute();
  const ways = contacts.map(({ peer, feed, way, contact_at, newest_at, error, error_at }) => {
    const view: WayView = {
      ...{ feed, way, error },
      lastContact: contact_at,
      newest: newest_at,
      ageSeconds: secondsSince(contact_at, now()),
      errorAt: error_at,
    };
    return { peer, view };
  });
  const waiting = await db
    .selectFrom('exchange_outbox')
    .select(({ fn }) => ['feed', fn.countAll<number>().as('count'), fn.min('created_at').as('since')])
    .where('sent_at', 'is', null)
    .where('refused', 'is', null)
    .groupBy('feed')
    .orderBy('feed')
    .execute();
  const refused = await db
    .selectFrom('exchange_outbox')
    .select(['event', 'happened_at', 'refused'])
    .where('refused', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(SHOWN)
    .execute();
  const held = await db
    .selectFrom('exchange_inbox')
    .select(({ fn }) => ['because', fn.countAll<number>().as('count')])
    .where('state', '=', 'waiting')
    .groupBy('because')
    .orderBy('because')
    .execute();
  const unknown = await db
    .selectFrom('exchange_inbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'unknown')
    .executeTakeFirstOrThrow();
  const disagreements = await db
    .selectFrom('reconciliation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  const { enrolment, key } = identity;
  return {
    hub: enrolment && { url: enrolment.url, kind: enrolment.kind, association: enrolment.association },
    thumbprint: key.kid,
    peers: [...Map.groupBy(ways, ({ peer }) => peer)].map(([peer, of]) => ({ peer, ways: of.map(({ view }) => view) })),
    waiting: waiting.map(({ feed, count, since }) => ({ feed, count, since })),
    refused: refused.map(({ event, happened_at, refused: because }) => ({ event, happenedAt: happened_at, because: because! })),
    held: held.map(({ because, count }) => ({ because: because!, count })),
    unknown: unknown.count,
    members: await members.view(),
    disagreements: disagreements.count,
  };
}
