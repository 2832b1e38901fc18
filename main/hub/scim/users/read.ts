import { createHash } from 'node:crypto';
import { DOCTOR } from '../../../membership/scim-doctor.ts';
import type { HubTransaction } from '../../store/hub-store.ts';
import type { Values } from '../filter/evaluate.ts';
import { placesOf } from '../resource/given.ts';
import { USER_SCHEMA } from '../schema/user.ts';
import type { Sight } from '../sight.ts';
import { visiblePersons } from './columns.ts';
import { attributesOfFields, type Fields } from './fields.ts';

/** A doctor as a caller sees one, and what is kept of the doctor. */
export interface SeenUser {
  readonly resource: Values;
  readonly fields: Fields;
}

const rowsOf = (tx: HubTransaction, sight: Sight, registrations: readonly string[]) =>
  tx
    .selectFrom('membership')
    .innerJoin('association', 'association.code', 'membership.association')
    .select(['registration', 'association as code', 'association.name', 'affiliation', 'class', 'national_class', 'state', 'joined_on', 'left_on'])
    .select(['membership.id', 'membership.version', 'membership.changed_at'])
    .where('registration', 'in', registrations)
    .where(sight.rows)
    .orderBy('membership.association')
    .orderBy('joined_on')
    .orderBy('membership.id')
    .execute();
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const personsOf = (tx: HubTransaction, sight: Sight, registrations: readonly string[]) =>
  tx.selectFrom('person').selectAll().where('registration', 'in', registrations).where(visiblePersons(sight)).execute();
type Person = Awaited<ReturnType<typeof personsOf>>[number];

const addressOf = ({ base }: Sight, code: string): string => `${base}/Groups/${encodeURIComponent(code)}`;

const associationOf = (sight: Sight, row: Row): Values => ({
  value: row.code,
  $ref: addressOf(sight, row.code),
  display: row.name,
  ...(row.affiliation !== '' && { affiliation: row.affiliation }),
  ...(row.class !== '' && { class: row.class }),
  ...(row.national_class !== '' && { nationalClass: row.national_class }),
  active: row.state === 'active',
  ...(row.joined_on !== null && { joinedOn: row.joined_on }),
  ...(row.left_on !== null && { leftOn: row.left_on }),
});

/** What is told of a doctor beyond what the caller may see falls away. */
function within(resource: Values, sight: Sight): Values {
  const told = new Set(placesOf(sight.users).map(({ extension, attribute }) => `${extension ?? ''}:${attribute.name}`));
  const only = (values: Values, extension: string): Values =>
    Object.fromEntries(Object.entries(values).filter(([name]) => told.has(`${extension}:${name}`)));
  return { ...only(resource, ''), [DOCTOR]: only(resource[DOCTOR] as Values, DOCTOR) };
}

/** Rows may come, change and go again with an import that is undone: their own versions together make one. */
const versionOfRows = (rows: readonly Row[]): string =>
  createHash('sha256')
    .update(rows.map(({ id, version }) => `${id} ${version}`).join())
    .digest('base64url')
    .slice(0, 12);

function userOf(sight: Sight, { registration, fields, version, created_at, changed_at }: Person, rows: readonly Row[]): SeenUser {
  const { core, doctor } = attributesOfFields(fields);
  const active = rows.filter(({ state }) => state === 'active');
  const groups = [
    ...new Map(active.map(({ code, name }) => [code, { value: code, $ref: addressOf(sight, code), display: name, type: 'direct' }])).values(),
  ];
  const changed = Math.max(changed_at.getTime(), ...rows.map((row) => row.changed_at.getTime()));
  const resource = {
    schemas: [USER_SCHEMA, DOCTOR],
    id: registration,
    userName: registration,
    ...core,
    active: active.length > 0,
    ...(groups.length > 0 && { groups }),
    [DOCTOR]: { registrationNumber: registration, ...doctor, ...(rows.length > 0 && { associations: rows.map((row) => associationOf(sight, row)) }) },
    meta: {
      resourceType: 'User',
      created: created_at.toISOString(),
      lastModified: new Date(changed).toISOString(),
      location: `${sight.base}/Users/${registration}`,
      version: `W/"${version}-${versionOfRows(rows)}"`,
    },
  };
  return { resource: within(resource, sight), fields };
}

/** Doctors of those numbers whom the caller sees, in their order; others are not there. */
export async function readUsers(tx: HubTransaction, sight: Sight, registrations: readonly string[]): Promise<readonly SeenUser[]> {
  if (registrations.length === 0) return [];
  const persons = new Map((await personsOf(tx, sight, registrations)).map((person) => [person.registration, person]));
  const rows = Map.groupBy(await rowsOf(tx, sight, registrations), ({ registration }) => registration);
  return registrations.flatMap((registration) => {
    const person = persons.get(registration);
    return person ? [userOf(sight, person, rows.get(registration) ?? [])] : [];
  });
}
