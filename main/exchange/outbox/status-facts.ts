import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { statusTokens } from '../../attendance/status-list/token.ts';
import type { CaseFile } from '../../credentials/registry/case-file.ts';
import { newestListKey } from '../../credentials/status-list/list-key.ts';
import { statusEntries } from '../../credentials/status-list/make.ts';
import { KEY_LENGTH } from '../../store/sealing.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { OutgoingFact } from './queue.ts';

const encoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/**
 * How the cards of a file stand now, where that was not told before: token under the key of the newest list, or under a key of this event alone where no
 * list was made yet, and the status; nobody's name or number. A card that is in use, and of which nothing was told, needs no word: its list says so.
 */
export async function statusFacts(
  store: Pick<Store, 'masterKey'>,
  tx: Kysely<Tables>,
  file: CaseFile,
  happenedAt: string,
): Promise<readonly OutgoingFact[]> {
  const facts: OutgoingFact[] = [];
  for (const record of file.records) {
    if (record.kind !== 'certificate' || record.facts['usage'] !== 'authentication') continue;
    const card = file.records.find(({ id }) => id === record.parent);
    for (const { status, ...certificate } of statusEntries(record, card)) {
      const before = await tx.selectFrom('exchange_told').select('status').where('certificate', '=', record.id).executeTakeFirst();
      if (status === (before?.status ?? 'good')) continue;
      const key = (await newestListKey(store, tx)) ?? randomBytes(KEY_LENGTH);
      const token = statusTokens(key)(certificate);
      await tx
        .insertInto('exchange_told')
        .values({ certificate: record.id, status })
        .onConflict((conflict) => conflict.column('certificate').doUpdateSet({ status }))
        .execute();
      facts.push({
        event: 'stop.status_changed',
        happenedAt,
        subject: { format: 'opaque', id: encoded(token) },
        payload: { status, key: encoded(key) },
      });
    }
  }
  return facts;
}
