import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../../http/http-error.ts';
import type { Tier } from '../../../membership/tiers/association.ts';
import type { MemberFields } from '../../../membership/tiers/member-fields.ts';
import type { HubTransaction } from '../../store/hub-store.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { asHub } from '../../membership/as-hub.ts';
import type { MembershipParts } from '../../membership/parts.ts';
import { lockPerson } from '../../membership/procedure-rows.ts';
import type { Values } from '../filter/evaluate.ts';
import { requireMatch } from '../precondition.ts';
import type { Sight } from '../sight.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readUsers, type SeenUser } from './read.ts';
import { requireWritable, requireWriter } from './rights.ts';

/** Version of a resource: its entity tag. */
export const versionOf = (resource: Values): string => String((resource['meta'] as Values)['version']);

/** A doctor whom a caller sees. @throws HttpError 404 for whoever the caller does not see, known to the hub or not */
export async function oneUser(tx: HubTransaction, sight: Sight, registration: string): Promise<SeenUser> {
  const [user] = await readUsers(tx, sight, [registration]);
  if (!user) throw new HttpError(404, 'not_found', 'no such doctor');
  return user;
}

/** The same, held for the rest of the transaction: nobody else changes the doctor meanwhile. */
async function heldUser(tx: HubTransaction, sight: Sight, registration: string, headers: IncomingHttpHeaders): Promise<SeenUser> {
  requireWriter(sight);
  await oneUser(tx, sight, registration);
  await asHub(tx, sight.actor, () => lockPerson(tx, registration));
  const user = await oneUser(tx, sight, registration);
  requireMatch(headers, versionOf(user.resource));
  return user;
}

/** Tells of a new name, once, in the name of an association that the caller sees the doctor in. The transaction is the hub's. */
async function tellName(parts: MembershipParts, tx: HubTransaction, { caller }: Sight, registration: string, fields: Fields): Promise<void> {
  const row = await tx
    .selectFrom('membership')
    .innerJoin('association', 'association.code', 'membership.association')
    .select(['association.code', 'tier', 'national_class', 'membership.id', 'affiliation', 'class'])
    .where('registration', '=', registration)
    .where('state', '=', 'active')
    .$if(caller.association !== null, (query) => query.where('membership.association', '=', caller.association!))
    .orderBy('tier')
    .orderBy('membership.id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return;
  const { name, kana, formerName } = fields as MemberFields;
  const person = { ...(name && { name }), ...(kana && { kana }), ...(formerName && { formerName }) };
  await parts.told(tx, {
    type: 'name-changed',
    registration,
    association: row.code,
    tier: row.tier as Tier,
    nationalClass: row.national_class,
    membership: row.id,
    affiliation: row.affiliation,
    class: row.class,
    person,
    effectiveOn: dayInJapan(parts.store.now().getTime()),
    cause: 'scim',
  });
}

/**
 * Changes a doctor. What changes nothing writes nothing: the version stays (RFC 7644 section 3.5.2).
 * @returns the doctor as the caller sees one afterwards
 * @throws HttpError 403, 404, 412, and what `change` and `fieldsOf` throw
 */
export async function changeUser(
  parts: MembershipParts,
  tx: HubTransaction,
  sight: Sight,
  { registration, headers }: { readonly registration: string; readonly headers: IncomingHttpHeaders },
  change: (before: Values) => Values,
): Promise<Values> {
  const { resource, fields } = await heldUser(tx, sight, registration, headers);
  await requireWritable(tx, sight, registration);
  const told = fieldsOf(resource, change(resource), fields);
  if (JSON.stringify(told) === JSON.stringify(fields)) return resource;
  await asHub(tx, sight.actor, async () => {
    await tx
      .updateTable('person')
      .set((set) => ({ fields: JSON.stringify(told), version: set('version', '+', 1), changed_at: parts.store.now() }))
      .where('registration', '=', registration)
      .execute();
    if (told['name'] !== fields['name']) await tellName(parts, tx, sight, registration, told);
  });
  return (await oneUser(tx, sight, registration)).resource;
}

/** Deletes a doctor of whom nothing hangs on. @throws HttpError 403, 404, 409 where rows of membership or procedures name the doctor, 412 */
export async function deleteUser(tx: HubTransaction, sight: Sight, registration: string, headers: IncomingHttpHeaders): Promise<void> {
  await heldUser(tx, sight, registration, headers);
  await asHub(tx, sight.actor, async () => {
    for (const table of ['membership', 'procedure'] as const) {
      const named = await tx.selectFrom(table).select('registration').where('registration', '=', registration).limit(1).executeTakeFirst();
      if (named) throw new HttpError(409, 'in_use', 'memberships end by withdrawal; a doctor who has or had one is kept');
    }
    await tx.deleteFrom('person').where('registration', '=', registration).execute();
  });
}
