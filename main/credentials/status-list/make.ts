import { randomBytes } from 'node:crypto';
import type { ListedStatus } from '../../attendance/status-list/format.ts';
import { type StatusEntry, writeStatusList } from '../../attendance/status-list/write.ts';
import type { AuthorityParts } from '../parts.ts';
import { KEY_LENGTH } from '../../store/sealing.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import { recordOf, type CredentialRecord } from '../registry/record.ts';
import { senderOf } from '../registry/sender.ts';
import { requireRole } from '../registry/scope.ts';
import type { DeskKey } from '../signing-key.ts';
import { keepListKey } from './list-key.ts';
import type { Acting } from '../staff/acting.ts';

const VERSION = 'credential status list version';

/** How each state of a card is told to reception desks. A card that was never handed over is on no list. */
const TOLD: Readonly<Record<string, ListedStatus>> = {
  active: 'good',
  'pin-blocked': 'good',
  held: 'held',
  lost: 'lost',
  damaged: 'superseded',
  superseded: 'superseded',
  ceased: 'revoked',
  deceased: 'revoked',
  'licence-revoked': 'revoked',
  expired: 'expired',
  returned: 'revoked',
  destroyed: 'revoked',
};
/** What a certificate's own end says, whatever its card. A request that waits at the authority stops the card here already. */
const ENDED: Readonly<Record<string, ListedStatus>> = { 'revoke-requested': 'revoked', revoked: 'revoked', 'on-hold': 'held', expired: 'expired' };
const GRAVITY: readonly ListedStatus[] = ['good', 'expired', 'superseded', 'held', 'revoked', 'lost'];

const graver = (a: ListedStatus, b: ListedStatus): ListedStatus => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a);

/** Cards that are gone need no entry. */
const GONE = new Set(['expired', 'returned', 'destroyed']);

/** What reception desks are told of a certificate with its card: one entry, or none where its name is not known or the card was never handed over. */
export function statusEntries(certificate: CredentialRecord, card: CredentialRecord | undefined): readonly StatusEntry[] {
  const { issuerName, serial } = certificate.facts;
  const told = card ? TOLD[card.state] : undefined;
  if (typeof issuerName !== 'string' || typeof serial !== 'string' || told === undefined) return [];
  return [{ issuerName: Buffer.from(issuerName, 'base64'), serial, status: graver(told, ENDED[certificate.state] ?? 'good') }];
}

/**
 * How the authentication certificates of all cards stand, signed: keyed hashes without names or numbers (`main/attendance/status-list/README.md`).
 * Each list counts up.
 * @returns `unnamed`: cards that were handed over and of which no list tells, since nobody has read their certificate yet
 */
export async function makeStatusList(
  parts: AuthorityParts,
  key: DeskKey,
  acting: Acting,
): Promise<{ readonly file: Uint8Array; readonly version: number; readonly thumbprint: string; readonly unnamed: number }> {
  requireRole(acting, 'status-list');
  const { store, audit } = parts;
  // Before anything is read: what happens meanwhile counts as happened afterwards, and is told besides.
  const issuedAt = store.now();
  const entries: StatusEntry[] = [];
  const cards = new Map<string, CredentialRecord>();
  const named = new Set<string>();
  for await (const row of store.db.selectFrom('credential_object').selectAll().where('kind', '=', 'card').stream()) cards.set(row.id, recordOf(row));
  for await (const row of store.db.selectFrom('credential_object').selectAll().where('kind', '=', 'certificate').stream()) {
    const record = recordOf(row);
    if (record.facts['usage'] !== 'authentication') continue;
    const own = statusEntries(record, cards.get(record.parent ?? ''));
    entries.push(...own);
    if (own.length > 0) named.add(record.parent ?? '');
  }
  const unnamed = [...cards.values()].filter(({ id, state }) => state in TOLD && !GONE.has(state) && !named.has(id)).length;
  const tokenKey = randomBytes(KEY_LENGTH);
  const version = await store.db.transaction().execute(async (tx) => {
    const next = Number((await readSetting(tx, VERSION)) ?? 0) + 1;
    await keepSetting(tx, VERSION, next);
    await keepListKey(store, tx, tokenKey);
    await audit.append(tx, { action: 'status-list.made', facts: { version: next, entries: entries.length, unnamed, by: acting.id } });
    return next;
  });
  const { name } = await senderOf(store.db);
  // Without a name two desks are told apart by their keys.
  const authority = name || `HPKI Desk ${key.thumbprint.slice(0, 8)}`;
  const file = await writeStatusList(entries, key.privateKey, { version, issuedAt, authority, key: tokenKey });
  return { file, version, thumbprint: key.thumbprint, unnamed };
}
