import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { dayInJapan } from '../../../day-in-japan.ts';
import { registrationNumber } from '../../../membership/registration-number.ts';
import { DOCTOR } from '../../../membership/scim-doctor.ts';
import type { Association, AssociationTree, Tier } from '../../../membership/tiers/association.ts';
import type { MembershipRow } from '../../../membership/tiers/membership-row.ts';
import { HttpError } from '../../http/http-error.ts';
import type { HubTransaction } from '../../store/hub-store.ts';
import { asHub } from '../../membership/as-hub.ts';
import type { MembershipParts } from '../../membership/parts.ts';
import { lockPerson } from '../../membership/procedure-rows.ts';
import { readTree } from '../../membership/rows.ts';
import { changeRows } from '../../membership/take-effect.ts';
import type { Values } from '../filter/evaluate.ts';
import { invalidValue } from '../resource/value.ts';
import type { Sight } from '../sight.ts';
import { fieldsOf } from './fields.ts';
import { forbidden, requireWriter } from './rights.ts';

interface Row {
  readonly value?: string;
  readonly affiliation?: string;
  readonly class?: string;
  readonly joinedOn?: string;
}
/** Nobody is a member of the national association or of a prefecture's without the associations under it: up there one joins by procedure. */
const LOWEST_TIER: Tier = 3;

/** The number of a doctor who is given, in any spelling, by either of its names. @throws HttpError 400 invalidValue */
function numberOf(given: Values): string {
  const told = [given['userName'], ((given[DOCTOR] ?? {}) as Values)['registrationNumber']].filter(
    (each): each is string => typeof each === 'string',
  );
  const numbers = new Set(told.map(registrationNumber));
  const [number] = numbers;
  if (numbers.size !== 1 || !number) throw invalidValue('registrationNumber is the number in the register of doctors, and userName the same');
  return number;
}

/** The class by the rules of its association. @throws HttpError 400 invalidValue, 403 where membership is written elsewhere, or more than one association decides */
function classOf({ code, tier, masteredBy, rules }: Association, id: string): Pick<MembershipRow, 'class' | 'nationalClass'> {
  if (masteredBy !== 'hub') throw forbidden('doctors of this association are changed in the national member system');
  if (tier < LOWEST_TIER || rules.joinToNational) throw forbidden('this association is joined by the procedure of joining');
  const known = rules.classes.find((each) => each.id === id);
  if (!known) throw invalidValue(`the classes of ${code} are ${rules.classes.map((each) => each.id).join(', ')}`);
  return { class: id, nationalClass: known.national ?? '' };
}

/** Rows of membership that are given, of the caller's own association. @throws HttpError 400 invalidValue, 403 */
function rowsOf(given: Values, { caller }: Sight, tree: AssociationTree, registration: string, today: string): readonly MembershipRow[] {
  const rows = (((given[DOCTOR] ?? {}) as Values)['associations'] ?? []) as readonly Row[];
  if (caller.kind === 'association' && rows.length === 0) throw invalidValue('associations says as what the doctor is a member');
  const places = new Set(rows.map(({ value, affiliation }) => JSON.stringify([value, affiliation])));
  if (places.size < rows.length) throw invalidValue('associations has one row for each association and affiliation');
  return rows.map(({ value, affiliation = '', class: its, joinedOn = today }) => {
    if (value === undefined || its === undefined) throw invalidValue('a row of associations has a value and a class');
    if (caller.association !== null && value !== caller.association) throw invalidValue('associations names the own association only');
    if (!z.iso.date().safeParse(joinedOn).success || joinedOn > today) throw invalidValue('joinedOn is a day that has come, YYYY-MM-DD');
    const association = tree.all().find(({ code }) => code === value);
    if (!association) throw invalidValue('associations names one that the hub knows');
    const row = { association: value, id: randomUUID(), registration, affiliation, joinedOn, leftOn: null, cause: null };
    return { ...row, state: 'active', ...classOf(association, its) };
  });
}

/**
 * Makes a doctor whom the hub does not know yet, as a member of the caller's association (RFC 7644 section 3.3). Somebody whom it knows joins by the
 * procedure of joining: who makes somebody here does not learn what is kept of the person elsewhere.
 * @returns the registration number
 * @throws HttpError 400 invalidValue, 403, 409 uniqueness; AppError ASSOCIATION_RULES_WRONG, ASSOCIATION_TREE_WRONG
 */
export async function makeUser(parts: MembershipParts, tx: HubTransaction, sight: Sight, given: Values): Promise<string> {
  requireWriter(sight);
  const now = parts.store.now();
  const registration = numberOf(given);
  const tree = await readTree(tx);
  const rows = rowsOf(given, sight, tree, registration, dayInJapan(now.getTime()));
  const person = { registration, fields: JSON.stringify(fieldsOf({}, given, {})), created_at: now, changed_at: now };
  // A procedure that takes effect looks whether the person is known before it writes them.
  await lockPerson(tx, registration);
  await asHub(tx, sight.actor, async () => {
    const made = await tx
      .insertInto('person')
      .values(person)
      .onConflict((conflict) => conflict.doNothing())
      .returning('registration')
      .executeTakeFirst();
    if (!made) throw new HttpError(409, 'uniqueness', 'the hub knows a doctor of this number');
    const changes = rows.map((after) => ({ before: null, after }));
    await changeRows(parts, tx, changes, tree, 'join');
  });
  return registration;
}
