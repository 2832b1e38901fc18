import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { ProcedureRequest } from '../../membership/procedures/request.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { asHub } from './as-hub.ts';
import { type MembershipParts, nameOf } from './parts.ts';

/** What everybody consents to at the first login: 個人情報の取扱い. */
export const TERMS = 'terms';

/** Consent to one text about the handling of personal data. */
export interface ConsentOrder {
  /** `TERMS`, or a document of a request (`documentsOf`). */
  readonly document: string;
  /** Version of the text that was shown. */
  readonly terms: string;
}

/** Documents of a request, each of which needs a consent of its own. */
export const documentsOf = (request: ProcedureRequest): readonly string[] =>
  'attachments' in request ? request.attachments.map(({ association, id }) => `${association}/${id}`) : [];

/** Writes consents down. The transaction is the hub's. @param procedure `null`: at the login */
export async function writeConsents(
  tx: HubTransaction,
  rows: readonly ConsentOrder[],
  {
    registration,
    procedure,
    by,
    at,
    state = 'given',
  }: { registration: string; procedure: string | null; by: string; at: Date; state?: 'given' | 'taken-back' },
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('consent')
    .values(rows.map(({ document, terms }) => ({ id: randomUUID(), registration, procedure, document, terms, state, taken_by: by, at })))
    .execute();
}

/** Whether somebody's consent to a document stands, as far as it is seen. */
export async function consents(tx: HubTransaction, registration: string, document: string): Promise<boolean> {
  const row = await tx
    .selectFrom('consent')
    .select('state')
    .where('registration', '=', registration)
    .where('document', '=', document)
    .orderBy('at', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row?.state === 'given';
}

/** Writes down what a person consents to at the first login, or takes back. @throws AppError PERSON_UNKNOWN, MEMBERSHIP_NOT_YOURS */
export async function consent(
  { store, scope }: MembershipParts,
  actor: Actor,
  { registration, state = 'given', ...order }: ConsentOrder & { registration: string; state?: 'given' | 'taken-back' },
): Promise<void> {
  await store.within(actor, async (tx) => {
    const person = await tx.selectFrom('person').select('registration').where('registration', '=', registration).executeTakeFirst();
    if (!person) throw new AppError('PERSON_UNKNOWN');
    const rows = await tx
      .selectFrom('membership')
      .select('association')
      .where('registration', '=', registration)
      .where('state', '=', 'active')
      .execute();
    const own = actor.kind === 'hub' || rows.some(({ association }) => scope?.(actor, association) ?? association === actor.association);
    if (!own) throw new AppError('MEMBERSHIP_NOT_YOURS', { association: actor.association ?? '' });
    const by = actor.kind === 'hub' && actor.client === null ? 'person' : nameOf(actor);
    await asHub(tx, actor, () => writeConsents(tx, [order], { registration, procedure: null, by, at: store.now(), state }));
  });
}
