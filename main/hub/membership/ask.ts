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
import { personsOf, readTree, rowsOfPerson, writePersons } from './rows.ts';

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

/** Associations that a request names. */
const namedIn = (request: ProcedureRequest): readonly string[] =>
  'classes' in request
    ? request.classes.map(({ association }) => association)
    : request.kind === 'withdraw'
      ? request.associations
      : 'association' in request
        ? [request.association]
        : [];

/** An association asks for its members, and for those who join it. @throws AppError MEMBERSHIP_NOT_YOURS */
export async function requireOwn(
  parts: MembershipParts,
  actor: Actor,
  tx: HubTransaction,
  registration: string,
  request: ProcedureRequest,
): Promise<void> {
  const own = actor.association ?? '';
  if (actor.kind !== 'hub') requireScope(parts, actor, own);
  const rows = await rowsOfPerson(tx, registration);
  const member = rows.some(({ affiliation, state }) => state === 'active' && affiliation === request.affiliation);
  const joins = (request.kind === 'join' || request.kind === 'transfer') && namedIn(request).includes(own);
  if (actor.kind !== 'hub' && !member && !joins) throw new AppError('MEMBERSHIP_NOT_YOURS', { association: own });
}

/** @throws AppError MEMBERSHIP_REQUEST_WRONG (`form`) */
export function readRequest(given: unknown): ProcedureRequest {
  const read = procedureRequest.safeParse(given);
  if (!read.success) throw refused('form');
  return read.data;
}

/** The person as they are known; somebody new is written down. The transaction is the hub's. @throws AppError MEMBERSHIP_REQUEST_WRONG, PERSON_UNKNOWN */
async function personOf(tx: HubTransaction, { registration, person }: AskOrder, now: Date): Promise<MemberFields> {
  const known = (await personsOf(tx, [registration])).get(registration);
  if (known && person && !canBeSamePerson(identityOf(known), identityOf(person))) throw refused('identity_differs');
  if (known) return known;
  if (!person?.name) throw new AppError('PERSON_UNKNOWN');
  await writePersons(tx, [{ registration, before: null, after: person }], now);
  return person;
}

/** The person has answered the warnings; an association that asks for somebody has shown them on paper. */
function requireWarned(request: ProcedureRequest, { intents }: Plan, tree: AssociationTree): void {
  if (request.kind !== 'withdraw') return;
  const warnings = withdrawalWarnings(intents.map(({ association }) => tree.get(association)));
  if (!warnings.every(({ id }) => request.warned.includes(id))) throw refused('warning_needed');
}

/** @throws AppError CONSENT_NEEDED for the first document without a consent, or for the terms of a person who asks on their own */
async function requireConsents(
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
export async function ask(parts: MembershipParts, actor: Actor, order: AskOrder): Promise<{ readonly id: string; readonly plan: Plan }> {
  const request = readRequest(order.request);
  const { registration, consents: given = [] } = order;
  const byPerson = actor.kind === 'hub' && actor.client === null;
  return parts.store.within(actor, async (tx) => {
    await requireOwn(parts, actor, tx, registration, request);
    return asHub(tx, actor, async () => {
      const now = parts.store.now();
      const person = await personOf(tx, order, now);
      await lockPerson(tx, registration);
      const tree = await readTree(tx);
      const made = plan(request, { tree, registration, rows: await rowsOfPerson(tx, registration) });
      requireNonePending(request, await pendingOf(tx, registration, null));
      if (byPerson) requireWarned(request, made, tree);
      await requireConsents(tx, registration, request, given, byPerson);
      const id = randomUUID();
      const by = byPerson ? 'person' : nameOf(actor);
      const record: ProcedureRecord = { request, person, pattern: made.pattern, corrections: [] };
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
      const [terms, documents] = [given.filter(({ document }) => document === TERMS), given.filter(({ document }) => document !== TERMS)];
      await writeConsents(tx, terms, { registration, procedure: null, by, at: now });
      await writeConsents(tx, documents, { registration, procedure: id, by, at: now });
      return { id, plan: made };
    });
  });
}
