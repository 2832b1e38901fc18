import { compactVerify, importJWK } from 'jose';
import type { z } from 'zod';
import type { RevocationRow, trackAnswer } from '../../api/schema/issuing.ts';
import { AppError } from '../../errors.ts';
import type { AuthorityParts } from '../parts.ts';
import { recordListed } from '../records/listed.ts';
import { factText, recordOf } from '../registry/record.ts';
import { requireRole, sees } from '../registry/scope.ts';
import type { DeskKey } from '../signing-key.ts';
import type { Acting } from '../staff/acting.ts';
import type { RevocationClaims } from './request.ts';
import { newestOf, stateOf } from './states.ts';
import type { RevocationWatch } from './track.ts';

/** Requests to the certification authority, from the signed message until the list shows it. */
export interface RevocationDesk {
  list(acting: Acting): Promise<readonly RevocationRow[]>;
  /** The signed message. @throws AppError REVOCATION_UNKNOWN */
  request(acting: Acting, id: string): Promise<{ readonly name: string; readonly message: string }>;
  /** Somebody says that the message went to the authority. */
  sent(acting: Acting, id: string): Promise<void>;
  /** What the authority answered, in words. The list is what counts. */
  answer(acting: Acting, id: string, answer: string): Promise<void>;
  track(acting: Acting): Promise<z.infer<typeof trackAnswer>>;
  /** The authority of the demonstration takes the request, in test mode only. @throws AppError DEMONSTRATION_ONLY, also for a certificate that it never issued */
  playAuthority(acting: Acting, id: string): Promise<void>;
}

/** What the requests work with. */
export interface RevocationDeskParts extends AuthorityParts {
  readonly key: DeskKey;
  readonly watch: RevocationWatch;
  /** Revokes in the demonstration's authority and publishes its lists; `null` outside test mode. */
  readonly demonstration: () => ((claims: RevocationClaims) => Promise<void>) | null;
}

/** The requests of a store. */
export function openRevocationDesk(parts: RevocationDeskParts): RevocationDesk {
  const { store, audit, holders, key, watch, demonstration } = parts;

  async function rowOf(acting: Acting, id: string) {
    const row = await store.db.selectFrom('revocation_request').selectAll().where('id', '=', id).executeTakeFirst();
    const object = row && (await store.db.selectFrom('credential_object').selectAll().where('id', '=', row.object).executeTakeFirst());
    if (!row || !object || !sees(acting, object.association)) throw new AppError('REVOCATION_UNKNOWN');
    return { row, record: recordOf(object) };
  }

  async function list(acting: Acting): Promise<readonly RevocationRow[]> {
    requireRole(acting, 'look');
    // Those that the list does not show yet first; then the newest.
    let query = store.db.selectFrom('revocation_request').selectAll();
    if (acting.association !== null) {
      const own = store.db.selectFrom('credential_object').select('id').where('association', '=', acting.association);
      query = query.where('object', 'in', own);
    }
    const rows = await query.orderBy('listed_at').orderBy('at', 'desc').limit(500).execute();
    const objects =
      rows.length === 0
        ? []
        : await store.db
            .selectFrom('credential_object')
            .selectAll()
            .where(
              'id',
              'in',
              rows.map(({ object }) => object),
            )
            .execute();
    const records = new Map(objects.map((object) => [object.id, recordOf(object)]));
    const people = await holders.many(
      store.db,
      [...records.values()].map(({ holder }) => holder),
    );
    const newest = newestOf(rows);
    const answers = rows.map((row) => {
      const record = records.get(row.object)!;
      const state = stateOf(row, { state: record.state, newest: newest.has(row.id) }, store.now());
      const name = people.get(record.holder)?.fields?.name ?? '';
      const [usage, issuer, serial] = ['usage', 'issuer', 'serial'].map((fact) => factText(record, fact)) as [string, string, string];
      return { request: row.id, object: row.object, holder: record.holder, name, usage, issuer, serial, state };
    });
    await recordListed(
      parts,
      acting,
      'revocations',
      answers.map(({ holder }) => holder),
    );
    return answers;
  }

  return {
    list,
    async request(acting, id) {
      requireRole(acting, 'revoke');
      const { row } = await rowOf(acting, id);
      await audit.record({ action: 'revocation.requested', facts: { request: id, object: row.object, reason: row.reason, by: acting.id } });
      return { name: `revocation-request-${id.slice(0, 8)}.jws`, message: row.message };
    },
    async sent(acting, id) {
      requireRole(acting, 'revoke');
      const { row } = await rowOf(acting, id);
      await store.db.transaction().execute(async (tx) => {
        await tx
          .updateTable('revocation_request')
          .set({ sent_at: store.now().toISOString() })
          .where('id', '=', id)
          .where('sent_at', 'is', null)
          .execute();
        await audit.append(tx, { action: 'revocation.sent', facts: { request: id, object: row.object, by: acting.id } });
      });
    },
    async answer(acting, id, answer) {
      requireRole(acting, 'revoke');
      const { row } = await rowOf(acting, id);
      await store.db.transaction().execute(async (tx) => {
        await tx.updateTable('revocation_request').set({ answer, answered_at: store.now().toISOString() }).where('id', '=', id).execute();
        await audit.append(tx, { action: 'revocation.answered', facts: { request: id, object: row.object, by: acting.id } });
      });
    },
    async track(acting) {
      requireRole(acting, 'revoke');
      const counts = await watch.look();
      const rows = [...(await list(acting))];
      // How many others there are is not for the desk of one association.
      const own = { asked: rows.length, listed: rows.filter(({ state }) => state.listedAt !== null).length, unanswered: 0 };
      return { ...(acting.association === null ? counts : own), rows };
    },
    async playAuthority(acting, id) {
      requireRole(acting, 'revoke');
      const play = demonstration();
      if (!play) throw new AppError('DEMONSTRATION_ONLY');
      const { row } = await rowOf(acting, id);
      // As the authority would: nothing but a message with this desk's signature is acted on.
      const { payload } = await compactVerify(row.message, await importJWK(key.jwk, 'EdDSA'));
      await play(JSON.parse(Buffer.from(payload).toString('utf8')) as RevocationClaims).catch((cause: unknown) => {
        // A certificate that the demonstration never issued.
        throw cause instanceof RangeError ? new AppError('DEMONSTRATION_ONLY', {}, { cause }) : cause;
      });
    },
  };
}
