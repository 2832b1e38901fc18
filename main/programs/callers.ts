import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ProgramCaller, ProgramPermissions } from '../api/schema/programs.ts';
import { programPermissions } from '../api/schema/programs.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';

/** The programs that are paired. */
export interface Callers {
  readonly list: readonly ProgramCaller[];
  /** @returns the token, which nobody ever sees again */
  add(caller: Pick<ProgramCaller, 'name' | 'origin' | 'permissions'>): Promise<{ readonly caller: ProgramCaller; readonly token: string }>;
  /** Whose token this is, from where it may come; `null` for any other. */
  withToken(token: string, origin: string | null): ProgramCaller | null;
  /** HMAC-SHA-256 of the text under the SHA-256 of a caller's token, in base64: only this desk and the caller can make it. `null` for another origin. */
  proof(id: string, origin: string | null, text: string): string | null;
  /** @throws AppError PROGRAM_UNKNOWN */
  change(id: string, permissions: ProgramPermissions): Promise<void>;
  /** @throws AppError PROGRAM_UNKNOWN */
  remove(id: string): Promise<void>;
  /** Notes that it called, to the minute. */
  used(caller: ProgramCaller): Promise<void>;
}

const MINUTE_MS = 60_000;
const NOTHING: ProgramPermissions = { sign: 'no', verify: 'no', card: 'no', login: 'no' };
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What of the permissions is known; what is not is not given. */
const read = (json: string): ProgramPermissions => ({ ...NOTHING, ...programPermissions.safeParse(JSON.parse(json)).data });

const facts = ({ id, name, origin, permissions }: ProgramCaller) => ({ caller: id, program: name, site: origin, ...permissions });

export async function openCallers(store: Pick<Store, 'db' | 'now'>, audit: AuditLog): Promise<Callers> {
  const rows = await store.db.selectFrom('program_caller').selectAll().orderBy('paired_at').orderBy('id').execute();
  /** By the hash of the token, in hexadecimal: a lookup by hash tells by its time nothing of the token. */
  const known = new Map<string, ProgramCaller>(
    rows.map(({ id, name, origin, token_hash, permissions, paired_at, used_at }) => [
      Buffer.from(token_hash).toString('hex'),
      { id, name, origin, permissions: read(permissions), pairedAt: paired_at, usedAt: used_at },
    ]),
  );

  function entryOf(id: string): readonly [string, ProgramCaller] {
    const found = [...known].find(([, caller]) => caller.id === id);
    if (!found) throw new AppError('PROGRAM_UNKNOWN', { id });
    return found;
  }

  return {
    get list() {
      return [...known.values()];
    },
    async add({ name, origin, permissions }) {
      const token = randomBytes(32).toString('base64url');
      const caller: ProgramCaller = { id: randomUUID(), name, origin, permissions, pairedAt: store.now().toISOString(), usedAt: null };
      await store.db.transaction().execute(async (transaction) => {
        const row = { id: caller.id, name, origin, token_hash: hashOf(token), permissions: JSON.stringify(permissions) };
        await transaction
          .insertInto('program_caller')
          .values({ ...row, paired_at: caller.pairedAt, used_at: null })
          .execute();
        await audit.append(transaction, { action: 'program.paired', facts: facts(caller) });
      });
      known.set(hashOf(token).toString('hex'), caller);
      return { caller, token };
    },
    withToken(token, origin) {
      const caller = known.get(hashOf(token).toString('hex'));
      return caller?.origin === origin ? caller : null;
    },
    proof(id, origin, text) {
      const found = [...known].find(([, caller]) => caller.id === id && caller.origin === origin);
      return found ? createHmac('sha256', Buffer.from(found[0], 'hex')).update(text).digest('base64') : null;
    },
    async change(id, permissions) {
      const [hash, before] = entryOf(id);
      const caller = { ...before, permissions };
      await store.db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('program_caller')
          .set({ permissions: JSON.stringify(permissions) })
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) throw new AppError('PROGRAM_UNKNOWN', { id });
        await audit.append(transaction, { action: 'program.changed', facts: facts(caller) });
      });
      // It may have called, or have been removed, meanwhile.
      const present = known.get(hash);
      if (present) known.set(hash, { ...present, permissions });
    },
    async remove(id) {
      const [hash, caller] = entryOf(id);
      // No call is taken while the row goes.
      known.delete(hash);
      await store.db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('program_caller').where('id', '=', id).execute();
        await audit.append(transaction, { action: 'program.removed', facts: { caller: id, program: caller.name, site: caller.origin } });
      });
    },
    async used({ id, usedAt }) {
      const now = store.now();
      if (usedAt !== null && now.getTime() - Date.parse(usedAt) < MINUTE_MS) return;
      const [hash, caller] = entryOf(id);
      const used_at = now.toISOString();
      known.set(hash, { ...caller, usedAt: used_at });
      await store.db.updateTable('program_caller').set({ used_at }).where('id', '=', id).execute();
    },
  };
}
