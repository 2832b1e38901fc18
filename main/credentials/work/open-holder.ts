import type { Kysely } from 'kysely';
import type { Actor } from '../machines/decide.ts';
import type { Tables } from '../../store/schema.ts';
import { AppError } from '../../errors.ts';
import type { AuthorityParts } from '../parts.ts';
import { type CaseFile, openCase } from '../registry/case-file.ts';
import type { Holder } from '../registry/holders.ts';
import { type CredentialRecord, recordOf } from '../registry/record.ts';
import { requireSight } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';

/** Somebody at the desk as the machines know them: by an id that is never given to another. */
export const actorOf = ({ id, roles }: Pick<Acting, 'id' | 'roles'>): Actor => ({ name: id, roles });

/** @throws AppError CREDENTIAL_UNKNOWN, also for somebody whom this desk may not see */
export async function recordFor({ store }: AuthorityParts, acting: Acting, object: string, db: Kysely<Tables> = store.db): Promise<CredentialRecord> {
  const row = await db.selectFrom('credential_object').selectAll().where('id', '=', object).executeTakeFirst();
  if (!row || (acting.association !== null && row.association !== acting.association)) throw new AppError('CREDENTIAL_UNKNOWN', { object });
  return recordOf(row);
}

/** @throws AppError HOLDER_UNKNOWN */
export async function holderFor({ holders, store }: AuthorityParts, acting: Acting, holder: number, db: Kysely<Tables> = store.db): Promise<Holder> {
  const found = await holders.get(db, holder);
  requireSight(acting, found.association);
  return found;
}

/** Whose file is opened, in whose name. `nonce`: of what was asked, which is done once. */
export interface CaseWork {
  readonly acting: Acting;
  readonly second?: Acting | null;
  readonly holder: number;
  readonly nonce: string;
}

/** Whether an event of this nonce is written: what was asked for twice is done once. */
export async function isDone({ store }: AuthorityParts, nonce: string, db: Kysely<Tables> = store.db): Promise<boolean> {
  return (await db.selectFrom('credential_event').select('sequence').where('nonce', '=', nonce).executeTakeFirst()) !== undefined;
}

type Work<T> = (file: CaseFile, tx: Kysely<Tables>) => T | Promise<T>;

/** Opens the file of a holder within a transaction, lets `work` change it, and writes it; nothing at all when the nonce is known. */
export async function caseWithin<T>(
  parts: AuthorityParts,
  tx: Kysely<Tables>,
  { acting, second = null, holder, nonce }: CaseWork,
  work: Work<T>,
): Promise<T | null> {
  if (await isDone(parts, nonce, tx)) return null;
  const found = await holderFor(parts, acting, holder, tx);
  const file = await openCase(parts, tx, { holder: found, by: actorOf(acting), second: second && actorOf(second), nonce });
  const answer = await work(file, tx);
  await file.close();
  return answer;
}

/** As `caseWithin`, in a transaction of its own. */
export const withCase = <T>(parts: AuthorityParts, order: CaseWork, work: Work<T>): Promise<T | null> =>
  parts.store.db.transaction().execute((tx) => caseWithin(parts, tx, order, work));
