import { HttpError } from '../../http/http-error.ts';
import type { HubTransaction } from '../../store/hub-store.ts';
import { asHub } from '../../membership/as-hub.ts';
import type { Sight } from '../sight.ts';

/** What a caller sees and may not do. */
export const forbidden = (detail: string): HttpError => new HttpError(403, 'forbidden', detail);

/** @throws HttpError 403 for the card authority, which reads */
export function requireWriter({ caller }: Sight): void {
  if (caller.kind === 'authority') throw forbidden('the card authority reads doctors');
}

/**
 * Whether a caller may change what is kept of a doctor: a single writer per fact. An association has to have the doctor as a member today.
 * @throws HttpError 403
 */
export async function requireWritable(tx: HubTransaction, { caller, actor }: Sight, registration: string): Promise<void> {
  const active = await asHub(tx, actor, () =>
    tx
      .selectFrom('membership')
      .innerJoin('association', 'association.code', 'membership.association')
      .select(['code', 'mastered_by'])
      .where('registration', '=', registration)
      .where('state', '=', 'active')
      .execute(),
  );
  if (caller.kind === 'association' && !active.some(({ code }) => code === caller.association))
    throw forbidden('the doctor is no member of this association today');
  if (active.some(({ mastered_by }) => mastered_by === 'national')) throw forbidden('this doctor is changed in the national member system');
}
