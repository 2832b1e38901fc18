import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../errors.ts';
import type { ProcedureRequest } from '../../membership/procedures/request.ts';
import { type Actor, registrationOf } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { asHub } from './as-hub.ts';
import { type MembershipParts, nameOf, PERSON } from './parts.ts';
import { isSelf } from './scope.ts';

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

/** What was said last of a document: by the person, or, where they have said nothing yet, by whoever took it down for them. Of two at once the refusal. */
const lastSaid = (tx: HubTransaction, registration: string, document: string) =>
  tx
    .selectFrom('consent')
    .select(['state', 'taken_by'])
    .where('registration', '=', registration)
    .where('document', '=', document)
    .orderBy(sql<boolean>`taken_by = ${PERSON}`, 'desc')
    .orderBy('at', 'desc')
    .orderBy('state', 'desc')
    .executeTakeFirst();

/** Whether somebody's consent to a document stands, as far as it is seen. */
export const consents = async (tx: HubTransaction, registration: string, document: string): Promise<boolean> =>
  (await lastSaid(tx, registration, document))?.state === 'given';

/** Writes down what a person consents to at the first login, or takes back. @throws AppError PERSON_UNKNOWN, MEMBERSHIP_NOT_YOURS */
export async function consent(
  { store, scope }: MembershipParts,
  actor: Actor,
  { registration, state = 'given', ...order }: ConsentOrder & { registration: string; state?: 'given' | 'taken-back' },
): Promise<void> {
  await store.within(actor, async (tx) => {
    const person = await tx.selectFrom('person').select('registration').where('registration', '=', registration).executeTakeFirst();
    const self = isSelf(actor, registration);
    if (!person && !self) throw new AppError('PERSON_UNKNOWN');
    const rows = await tx
      .selectFrom('membership')
      .select('association')
      .where('registration', '=', registration)
      .where('state', '=', 'active')
      .execute();
    const own = actor.kind === 'hub' || self || rows.some(({ association }) => scope?.(actor, association) ?? association === actor.association);
    if (!own) throw new AppError('MEMBERSHIP_NOT_YOURS', { association: actor.association ?? '' });
    const facts = { registration, procedure: null, by: nameOf(actor), at: store.now(), state };
    await asHub(tx, actor, () => writeConsents(tx, [order], facts));
  });
}

/** Nothing is shown to somebody who has not consented to the handling of personal data themselves, at the first login or since. @throws AppError CONSENT_NEEDED */
export async function requireTerms({ store }: Pick<MembershipParts, 'store'>, actor: Actor): Promise<void> {
  const registration = registrationOf(actor);
  if (registration === null) return;
  const said = await store.within(actor, (tx) => lastSaid(tx, registration, TERMS));
  if (said?.taken_by !== PERSON || said.state !== 'given') throw new AppError('CONSENT_NEEDED', { document: TERMS });
}
