import type { AuditLog } from '../../audit/audit-log.ts';
import { isThumbprint } from '../../attendance/status-list/fingerprint.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { eventType } from '../events/table.ts';
import { SetError } from '../events/set-error.ts';
import type { Inbox, Taken } from '../inbox/inbox.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';
import { type ExchangeIdentity, issuerWithoutHub, WITHOUT_HUB } from '../link/identity.ts';
import { keepKey } from '../link/key-book.ts';
import { readIncoming } from '../link/read-incoming.ts';
import { noteContact } from '../view/contacts.ts';
import type { BatchClaims } from './format.ts';
import { type Batch, readBatch } from './read.ts';

/** What importing works with. */
export interface ImportParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly identity: ExchangeIdentity;
  readonly inbox: Pick<Inbox, 'take'>;
}

/** What came of a file. */
export interface ImportedEvents {
  readonly from: string;
  readonly kind: string;
  readonly thumbprint: string;
  readonly count: number;
  /** How many were not here before. */
  readonly fresh: number;
  readonly waiting: number;
}

/** Names of this desk by which a file may be meant for it; a desk that no hub knows has none, and takes what is handed to it. */
function requireMeant({ enrolment, audience }: ExchangeIdentity, { claims: { to, audience: told } }: Batch): void {
  if (!enrolment) return;
  const own = enrolment.association ?? enrolment.kind;
  if (to !== own || (told !== audience && told !== WITHOUT_HUB)) throw new AppError('EXCHANGE_FILE_FOR_OTHER', { to });
}

/** What a file says of itself. */
export interface BatchView extends Pick<BatchClaims, 'from' | 'kind' | 'to' | 'issuedAt' | 'count'> {
  /** Of the key that signed it (RFC 7638, SHA-256, base64url). */
  readonly thumbprint: string;
  /** Whether somebody has compared this key, as one of such a sender. */
  readonly confirmed: boolean;
}

async function isConfirmed({ store }: Pick<ImportParts, 'store'>, { claims: { from, kind }, thumbprint }: Batch): Promise<boolean> {
  const known = await store.db
    .selectFrom('exchange_key')
    .select('kind')
    .where('kid', '=', thumbprint)
    .where('issuer', 'in', [from, issuerWithoutHub(thumbprint)])
    .where('kind', '=', kind)
    .executeTakeFirst();
  return known !== undefined;
}

/** Looks at a file whose events stay unread. @throws AppError EXCHANGE_FILE_UNREADABLE, EXCHANGE_FILE_FOR_OTHER */
export async function lookAtBatch(parts: Pick<ImportParts, 'store' | 'identity'>, file: Uint8Array): Promise<BatchView> {
  const batch = await readBatch(file);
  requireMeant(parts.identity, batch);
  const { from, kind, to, issuedAt, count } = batch.claims;
  return { from, kind, to, issuedAt, count, thumbprint: batch.thumbprint, confirmed: await isConfirmed(parts, batch) };
}

/**
 * The sender's key must have been compared by somebody who says so now or said so before: a hub that names a key does not say whose word it is.
 * @throws AppError EXCHANGE_SENDER_UNKNOWN with the thumbprint
 */
async function requireConfirmed(parts: ImportParts, batch: Batch, fingerprint: string | undefined): Promise<void> {
  if (await isConfirmed(parts, batch)) return;
  const { store } = parts;
  const {
    claims: { from, kind },
    thumbprint,
    key,
  } = batch;
  if (fingerprint === undefined || !isThumbprint(fingerprint, thumbprint)) throw new AppError('EXCHANGE_SENDER_UNKNOWN', { thumbprint, from, kind });
  await keepKey(store.db, { issuer: from, kid: thumbprint, key, kind, at: store.now().toISOString() });
}

/** Every event of the file, or none. @throws AppError EXCHANGE_FILE_UNREADABLE for one that does not fit, or is not the sender's to tell */
async function eventsOf({ store }: ImportParts, { claims, thumbprint, key, tokens }: Batch): Promise<readonly IncomingEvent[]> {
  const issuers = new Set([claims.from, issuerWithoutHub(thumbprint)]);
  const keysOf = async (issuer: string) => (issuers.has(issuer) ? new Map([[thumbprint, key]]) : null);
  const events: IncomingEvent[] = [];
  for (const [index, token] of tokens.entries()) {
    const event = await readIncoming(token, keysOf, { audience: claims.audience, now: store.now() }).catch((error: unknown) => {
      if (!(error instanceof SetError)) throw error;
      throw new AppError('EXCHANGE_FILE_UNREADABLE', { note: `event ${index + 1}: ${error.code}` }, { cause: error });
    });
    if (event.feed !== null && !eventType(event.event).tellers.includes(claims.kind))
      throw new AppError('EXCHANGE_FILE_UNREADABLE', { note: `event ${index + 1}: access_denied` });
    events.push(event);
  }
  return events;
}

/**
 * Takes a file of events as if they had come over the network: all of it is verified before anything is applied, and each event counts once by whatever
 * way it comes.
 * @param fingerprint of the sender's key, as somebody compared it; needed for its first file
 * @throws AppError EXCHANGE_FILE_UNREADABLE, EXCHANGE_FILE_FOR_OTHER, EXCHANGE_SENDER_UNKNOWN
 */
export async function importEvents(parts: ImportParts, file: Uint8Array, fingerprint?: string): Promise<ImportedEvents> {
  const { store, audit, identity, inbox } = parts;
  const batch = await readBatch(file);
  const { claims, thumbprint } = batch;
  requireMeant(identity, batch);
  const events = await eventsOf(parts, batch);
  await requireConfirmed(parts, batch, fingerprint);
  const taken = await inbox.take(events);
  const count = (...states: readonly Taken[]) => taken.filter((each) => states.includes(each)).length;
  const fresh = taken.length - count('known');
  const newest =
    events
      .map(({ happenedAt }) => happenedAt)
      .toSorted()
      .at(-1) ?? null;
  await store.db.transaction().execute(async (tx) => {
    await noteContact(tx, { peer: claims.from, feed: 'file', way: 'in' }, store.now().toISOString(), newest);
    await audit.append(tx, { action: 'exchange.imported', facts: { from: claims.from, count: events.length, fresh, sha256: sha256(file) } });
  });
  return { from: claims.from, kind: claims.kind, thumbprint, count: events.length, fresh, waiting: count('waiting') };
}
