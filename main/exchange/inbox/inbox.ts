import { type Kysely, sql } from 'kysely';
import { searchTokens } from '../../credentials/registry/tokens.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { inPieces } from '../../in-pieces.ts';
import { inTurn } from '../../in-turn.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Effect, Outcome, Together } from './effect.ts';
import { type IncomingEvent, openEvent, sealEvent } from './incoming-event.ts';

/** What became of an event that came; `known`: it had come before, by whatever way. */
export type Taken = Outcome['state'] | 'unknown' | 'known';

/** Takes each event once: what it does and the mark that it was done are one transaction. */
export interface Inbox {
  /** In their order. What is taken may be acknowledged: it is on the disk. @returns what became of each */
  take(events: readonly IncomingEvent[]): Promise<readonly Taken[]>;
  /** Tries again what waits and can be settled now. @returns how many wait no longer */
  retry(): Promise<number>;
}

/** What an inbox works with. */
export interface InboxParts {
  readonly store: Store;
  /** By name of the event; one without an effect here is taken and does nothing. */
  readonly effects: Readonly<Record<string, Effect>>;
  /** Around the effects of a transaction; nothing, where the effects have nothing in common. */
  readonly together?: Together;
  /** After each commit that changed something. */
  readonly committed: () => Promise<void>;
}

/** Events of one transaction: others at the desk wait for a fraction of a second. */
const AT_ONCE = 1_000;

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex');
const nameOf = ({ issuer, jti }: Pick<IncomingEvent, 'issuer' | 'jti'>): string => `${jti} ${issuer}`;

/** Opens the inbox of a store. */
export function openInbox({ store, effects, together = (_tx, _events, work) => work(), committed }: InboxParts): Inbox {
  const tokens = searchTokens(store.masterKey.key);
  const turn = inTurn();
  const subjectOf = ({ subject }: IncomingEvent) => (subject.format === 'doctor' ? tokens.registration(subject.registration) : null);

  /** How an event stands after its outcome; what it says is kept only as long as it is needed. */
  const standing = (event: IncomingEvent, outcome: Outcome | { readonly state: 'unknown' }) => ({
    state: outcome.state,
    because: outcome.state === 'waiting' ? outcome.because : null,
    due: outcome.state === 'waiting' ? (outcome.due ?? null) : null,
    sealed: outcome.state === 'waiting' || outcome.state === 'unknown' ? sealEvent(store, event) : null,
  });

  async function outcomeOf(tx: Kysely<Tables>, event: IncomingEvent): Promise<Outcome | { readonly state: 'unknown' }> {
    if (event.feed === null) return { state: 'unknown' };
    return (await effects[event.event]?.(tx, event)) ?? { state: 'applied' };
  }

  /** The row of an event after its effect. */
  async function done(tx: Kysely<Tables>, event: IncomingEvent, outcome: typeof outcomeOf) {
    const { issuer, jti, feed, event: name, happenedAt } = event;
    const { sealed, ...stands } = standing(event, await outcome(tx, event));
    return { issuer, jti, feed, name, subject: hex(subjectOf(event)), happenedAt, at: store.now().toISOString(), ...stands, sealed: hex(sealed) };
  }
  type Done = Awaited<ReturnType<typeof done>>;

  async function keep(tx: Kysely<Tables>, rows: readonly Done[]): Promise<void> {
    await sql`INSERT INTO exchange_inbox (issuer, jti, feed, event, subject, happened_at, received_at, state, because, due, sealed)
      SELECT value ->> 'issuer', value ->> 'jti', value ->> 'feed', value ->> 'name', unhex(value ->> 'subject'), value ->> 'happenedAt', value ->> 'at',
        value ->> 'state', value ->> 'because', value ->> 'due', unhex(value ->> 'sealed') FROM json_each(${JSON.stringify(rows)})`.execute(tx);
  }

  const within = <T>(events: readonly IncomingEvent[], work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> =>
    store.db.transaction().execute((tx) => together(tx, events, () => work(tx)));

  async function takePiece(events: readonly IncomingEvent[], outcome = outcomeOf): Promise<readonly Taken[]> {
    return within(events, async (tx) => {
      const jtis = JSON.stringify(events.map(({ jti }) => jti));
      const before = await tx
        .selectFrom('exchange_inbox')
        .select(['issuer', 'jti'])
        .where('jti', 'in', sql<string>`(SELECT value FROM json_each(${jtis}))`)
        .execute();
      const known = new Set(before.map(nameOf));
      const rows: Done[] = [];
      const taken: Taken[] = [];
      for (const event of events) {
        const row = known.has(nameOf(event)) ? null : await done(tx, event, outcome);
        known.add(nameOf(event));
        taken.push(row?.state ?? 'known');
        if (row) rows.push(row);
      }
      if (rows.length > 0) await keep(tx, rows);
      return taken;
    });
  }

  /** One that cannot be applied by a fault of ours waits, and holds up no other. */
  async function takeApart(events: readonly IncomingEvent[]): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    for (const event of events)
      taken.push(...(await takePiece([event]).catch(() => takePiece([event], async () => ({ state: 'waiting', because: 'fault' })))));
    return taken;
  }

  async function retryOne(event: IncomingEvent): Promise<boolean> {
    return within([event], async (tx) => {
      const stands = standing(event, await outcomeOf(tx, event));
      await tx.updateTable('exchange_inbox').set(stands).where('issuer', '=', event.issuer).where('jti', '=', event.jti).execute();
      return stands.state !== 'waiting';
    }).catch(() => false);
  }

  return {
    take: (events) =>
      turn(async () => {
        const taken: Taken[] = [];
        for (const piece of inPieces(events, AT_ONCE)) taken.push(...(await takePiece(piece).catch(() => takeApart(piece))));
        if (taken.some((each) => each !== 'known')) await committed();
        return taken;
      }),
    retry: () =>
      turn(async () => {
        const today = dayInJapan(store.now().getTime());
        const rows = await store.db
          .selectFrom('exchange_inbox')
          .select(['issuer', 'jti', 'sealed'])
          .where('state', '=', 'waiting')
          .where(({ eb, or }) => or([eb('due', 'is', null), eb('due', '<=', today)]))
          .where(({ eb, or, selectFrom }) =>
            or([eb('because', '!=', 'person-unknown'), eb('subject', 'in', selectFrom('credential_token').select('token'))]),
          )
          .orderBy('happened_at')
          .orderBy('jti')
          .execute();
        let settled = 0;
        for (const { sealed, ...row } of rows) if (sealed && (await retryOne(openEvent(store, { ...row, sealed })))) settled += 1;
        if (settled > 0) await committed();
        return settled;
      }),
  };
}
