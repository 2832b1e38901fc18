import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { canBeSamePerson } from '../../membership/identity.ts';
import { type Plan, plan, requireNonePending } from '../../membership/procedures/plan.ts';
import { refused } from '../../membership/procedures/refused.ts';
import { type ProcedureRequest, procedureRequest } from '../../membership/procedures/request.ts';
import { withdrawalWarnings } from '../../membership/procedures/warnings.ts';
import type { AssociationTree } from '../../membership/tiers/association.ts';
import { identityOf, type MemberFields } from '../../membership/tiers/member-fields.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { asHub } from './as-hub.ts';
import { type ConsentOrder, consents, documentsOf, TERMS, writeConsents } from './consents.ts';
import { type MembershipParts, nameOf, requireScope } from './parts.ts';
import { lockPerson, pendingOf, type ProcedureRecord, writeSteps } from './procedure-rows.ts';
import { personsOf, readTree, rowsOfPerson } from './rows.ts';
import { isSelf } from './scope.ts';

/** Of a person's own that wait at once: offices read each of them. */
const MOST_PENDING = 10;

/** A procedure that somebody asks for: the person, through the hub, or an association for them (代理申請). */
export interface AskOrder {
  /** Digits without leading zeros. */
  readonly registration: string;
  /** Who it is: needed of somebody whom the hub does not know. */
  readonly person?: MemberFields;
  readonly request: unknown;
  /** Consents given with it, one for each document. */
  readonly consents?: readonly ConsentOrder[];
}

/** An association asks for its members, and for those who join it; a person for themselves. @throws AppError MEMBERSHIP_NOT_YOURS */
export async function requireOwn(
  parts: MembershipParts,
  actor: Actor,
  tx: HubTransaction,
  registration: string,
  request: ProcedureRequest,
): Promise<void> {
  const own = actor.association ?? '';
  if (isSelf(actor, registration)) {
    // A death is told by others.
    if (request.kind === 'withdraw' && request.reason === 'death') throw refused('form');
    return;
  }
  if (actor.kind !== 'hub') requireScope(parts, actor, own);
  const rows = await rowsOfPerson(tx, registration);
  const member = rows.some(({ affiliation, state }) => state === 'active' && affiliation === request.affiliation);
  const joins = request.kind === 'join' && request.classes.some(({ association }) => association === own);
  if (actor.kind !== 'hub' && !member && !joins) throw new AppError('MEMBERSHIP_NOT_YOURS', { association: own });
}

/** A plan as whoever asks is told it: which associations, not which rows. */
export interface ToldPlan extends Pick<Plan, 'steps' | 'pattern'> {
  readonly intents: readonly Pick<Plan['intents'][number], 'intent' | 'association'>[];
}
export const toldOf = ({ steps, pattern, intents }: Plan): ToldPlan => ({
  steps,
  pattern,
  intents: intents.map(({ intent, association }) => ({ intent, association })),
});

/** @throws AppError MEMBERSHIP_REQUEST_WRONG (`form`) */
export function readRequest(given: unknown): ProcedureRequest {
  const read = procedureRequest.safeParse(given);
  if (!read.success) throw refused('form');
  return read.data;
}

/** Somebody as they are known, and whether whoever asks sees them. */
interface Known {
  readonly fields: MemberFields | null;
  readonly seen: boolean;
}

/**
 * The person as whoever asks may know them. Of somebody whom they do not see it is what they were told, by name and birth date, and it must fit.
 * @throws AppError MEMBERSHIP_REQUEST_WRONG, PERSON_UNKNOWN
 */
function personOf({ fields: known, seen }: Known, given: MemberFields | undefined, actor: Actor): MemberFields {
  const outsider = actor.kind === 'association' && !seen;
  if (outsider && !(given?.name && given.birthDate)) throw refused('identity_needed');
  if (known && given && !canBeSamePerson(identityOf(known), identityOf(given))) throw refused('identity_differs');
  if (known && !outsider) return known;
  if (!given?.name || (actor.kind === 'person' && !given.birthDate)) throw new AppError('PERSON_UNKNOWN');
  return given;
}

/** The person has answered the warnings; an association that asks for somebody has shown them on paper. @throws AppError MEMBERSHIP_REQUEST_WRONG (`warning_needed`) */
export function requireWarned(request: ProcedureRequest, { intents }: Plan, tree: AssociationTree): void {
  if (request.kind !== 'withdraw') return;
  const warnings = withdrawalWarnings(intents.map(({ association }) => tree.get(association)));
  if (!warnings.every(({ id }) => request.warned.includes(id))) throw refused('warning_needed');
}

/** @throws AppError CONSENT_NEEDED for the first document without a consent, or for the terms of a person who asks on their own */
export async function requireConsents(
  tx: HubTransaction,
  registration: string,
  request: ProcedureRequest,
  given: readonly ConsentOrder[],
  byPerson: boolean,
) {
  const missing = documentsOf(request).find((document) => !given.some((each) => each.document === document));
  if (missing !== undefined) throw new AppError('CONSENT_NEEDED', { document: missing });
  const terms = !byPerson || given.some(({ document }) => document === TERMS) || (await consents(tx, registration, TERMS));
  if (!terms) throw new AppError('CONSENT_NEEDED', { document: TERMS });
}

/**
 * Takes a procedure in: from then on it waits for those who decide.
 * @returns its id and its plan
 * @throws AppError MEMBERSHIP_NOT_YOURS, MEMBERSHIP_REQUEST_WRONG, MEMBERSHIP_READ_ONLY, MEMBERSHIP_PENDING, ASSOCIATION_UNKNOWN, PERSON_UNKNOWN, CONSENT_NEEDED
 */
export async function ask(parts: MembershipParts, actor: Actor, order: AskOrder): Promise<{ readonly id: string; readonly plan: ToldPlan }> {
  const request = readRequest(order.request);
  const { registration, consents: given = [] } = order;
  const byPerson = actor.kind === 'person';
  return parts.store.within(actor, async (tx) => {
    await lockPerson(tx, registration);
    await requireOwn(parts, actor, tx, registration, request);
    const seen = (await rowsOfPerson(tx, registration)).length > 0;
    return asHub(tx, actor, async () => {
      const now = parts.store.now();
      const person = personOf({ fields: (await personsOf(tx, [registration])).get(registration) ?? null, seen }, order.person, actor);
      const tree = await readTree(tx);
      const made = plan(request, { tree, registration, rows: await rowsOfPerson(tx, registration) });
      const pending = await pendingOf(tx, registration, null);
      requireNonePending(request, pending);
      if (byPerson) {
        if (pending.length >= MOST_PENDING) throw new AppError('MEMBERSHIP_PENDING');
        requireWarned(request, made, tree);
      }
      await requireConsents(tx, registration, request, given, byPerson);
      const id = randomUUID();
      const by = nameOf(actor);
      const wanted = documentsOf(request);
      const [terms, documents] = [given.filter(({ document }) => document === TERMS), given.filter(({ document }) => wanted.includes(document))];
      const later = !byPerson && !seen && terms[0] ? { terms: terms[0].terms } : {};
      const record: ProcedureRecord = { request, person, pattern: made.pattern, corrections: [], ...later };
      await tx
        .insertInto('procedure')
        .values({
          id,
          registration,
          kind: request.kind,
          body: JSON.stringify(record),
          state: 'pending',
          asked_by: by,
          asked_at: now,
          closed_at: null,
        })
        .execute();
      await writeSteps(tx, id, made.steps);
      await writeConsents(tx, 'terms' in later ? [] : terms, { registration, procedure: null, by, at: now });
      await writeConsents(tx, documents, { registration, procedure: id, by, at: now });
      return { id, plan: toldOf(made) };
    });
  });
}
