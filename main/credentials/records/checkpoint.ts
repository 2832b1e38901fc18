import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import * as z from 'zod';
import type { z as Z } from 'zod';
import type { auditVerification } from '../../api/schema/application.ts';
import { verifyAudit } from '../../audit/verify.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { firstAlteredEvents } from './verify-events.ts';
import { type DeskKey, deskThumbprint } from '../signing-key.ts';

const TYPE = 'hpki-desk-audit-checkpoint';
const claims = z.strictObject({ sequence: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime() });
const header = z.strictObject({
  alg: z.literal('EdDSA'),
  typ: z.literal(TYPE),
  jwk: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
});

/** A signed statement of where the audit log stands. Kept elsewhere, it shows later whether anything before it was changed, also where a whole data folder was put back. */
export async function makeCheckpoint(
  { db, now }: Pick<Store, 'db' | 'now'>,
  key: DeskKey,
): Promise<{ readonly name: string; readonly jws: string; readonly sequence: number }> {
  const { sequence, hash } = await db.selectFrom('audit_head').select(['sequence', 'hash']).executeTakeFirstOrThrow();
  const at = now().toISOString();
  return { name: `audit-checkpoint-${sequence}.jws`, jws: await key.sign(TYPE, { sequence, hash, at }), sequence };
}

/** @throws AppError CHECKPOINT_UNREADABLE: no checkpoint, or not signed by this desk */
async function readCheckpoint(store: Store, file: Uint8Array): Promise<Z.infer<typeof claims>> {
  try {
    const jws = Buffer.from(file).toString('latin1').trim();
    const { jwk } = header.parse(JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString('utf8')));
    const { payload } = await compactVerify(jws, await importJWK(jwk, 'EdDSA'), { algorithms: ['EdDSA'] });
    if ((await calculateJwkThumbprint(jwk)) !== (await deskThumbprint(store))) throw new RangeError('signed by another desk');
    return claims.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  } catch (cause) {
    throw new AppError('CHECKPOINT_UNREADABLE', {}, { cause });
  }
}

/**
 * The whole chain, the events that it names, and whether it still goes through the checkpoint.
 * @throws AppError CHECKPOINT_UNREADABLE, CHECKPOINT_DIFFERS
 */
export async function verifyWithCheckpoint(store: Store, file?: Uint8Array): Promise<Z.infer<typeof auditVerification>> {
  const point = file && (await readCheckpoint(store, file));
  const chain = await verifyAudit(store);
  const altered = chain.intact ? await firstAlteredEvents(store) : null;
  const verified = altered === null ? chain : { ...chain, intact: false, brokenAt: altered };
  if (!point) return verified;
  const entry = await store.db.selectFrom('audit_entry').select('hash').where('sequence', '=', point.sequence).executeTakeFirst();
  if (entry?.hash !== point.hash) throw new AppError('CHECKPOINT_DIFFERS', { sequence: point.sequence });
  return verified;
}
