import { type Expression, sql, type SqlBool } from 'kysely';
import { DOCTOR } from '../../../membership/scim-doctor.ts';
import type { Collection, Column, Columns } from '../filter/to-sql.ts';
import { USER_SCHEMA } from '../schema/user.ts';
import type { Sight } from '../sight.ts';
import { NAME_PARTS } from './name.ts';

const field = (name: string) => sql<string | null>`nullif(person.fields ->> ${sql.lit(name)}, '')`;
const truth = (name: string): Column => sql`CASE person.fields ->> ${sql.lit(name)} WHEN 'true' THEN true WHEN 'false' THEN false END`;
const year = (name: string): Column =>
  sql`CASE WHEN person.fields ->> ${sql.lit(name)} ~ '^[0-9]{1,4}$' THEN (person.fields ->> ${sql.lit(name)})::bigint END`;
const namePart = (index: 1 | 2): Column =>
  sql`(coalesce(${sql.join(NAME_PARTS.map(({ source }) => sql`regexp_match(${field('name')}, ${sql.lit(source)})`))}))[${sql.lit(index)}]`;

/** Values that stand in fields of their own: rows of a kind and its value. */
const listed = (alias: string, kinds: Readonly<Record<string, Column>>, parts: Readonly<Record<string, Column>> = {}): Collection => ({
  from: sql`(VALUES ${sql.join(Object.entries(kinds).map(([kind, value]) => sql`(${sql.lit(kind)}::text, ${value})`))}) AS ${sql.ref(alias)} (type, value)`,
  where: sql`${sql.ref(`${alias}.value`)} IS NOT NULL`,
  parts: { type: sql.ref(`${alias}.type`), value: sql.ref(`${alias}.value`), ...parts },
});

const MEMBERSHIPS = sql`membership JOIN association ON association.code = membership.association`;
const own = ({ rows }: Sight): Expression<SqlBool> => sql`(membership.registration = person.registration AND ${rows})`;
const onlyActive = (sight: Sight): Expression<SqlBool> => sql`(${own(sight)} AND membership.state = 'active')`;

/** Doctors whom a caller sees, as a condition on `person`. */
export const visiblePersons = (sight: Sight): Expression<SqlBool> =>
  sight.caller.kind === 'association' ? sql`EXISTS (SELECT 1 FROM membership WHERE ${own(sight)})` : sql`true`;

/** Where the attributes of doctors are in the database; memberships are those that the caller sees. */
export function userColumns(sight: Sight): Columns {
  const name = field('name');
  const extension = {
    registrationNumber: sql`person.registration`,
    phoneticName: field('kana'),
    affiliation: field('affiliation'),
    birthDate: field('birthDate'),
    myPage: truth('myPage'),
    sex: field('sex'),
    graduationYear: year('graduationYear'),
    licensedOn: field('licensedOn'),
    formerName: field('formerName'),
    useFormerName: truth('useFormerName'),
  };
  return {
    single: {
      id: sql`person.registration`,
      userName: sql`person.registration`,
      'name.formatted': name,
      'name.familyName': namePart(1),
      'name.givenName': namePart(2),
      displayName: name,
      active: sql`EXISTS (SELECT 1 FROM membership WHERE ${onlyActive(sight)})`,
      'meta.resourceType': sql`'User'::text`,
      'meta.created': sql`person.created_at`,
      'meta.lastModified': sql`greatest(person.changed_at, (SELECT max(membership.changed_at) FROM membership WHERE ${own(sight)}))`,
      ...Object.fromEntries(Object.entries(extension).map(([attribute, column]) => [`${DOCTOR}:${attribute}`, column])),
    },
    many: {
      schemas: {
        from: sql`(VALUES (${sql.lit(USER_SCHEMA)}::text), (${sql.lit(DOCTOR)}::text)) AS named (id)`,
        where: sql`true`,
        parts: { schemas: sql`named.id` },
      },
      emails: listed('mail', { work: field('email') }, { primary: sql`true` }),
      phoneNumbers: listed('phone', { work: field('phone'), fax: field('fax'), mobile: field('mobile') }),
      addresses: {
        from: sql`(VALUES ('work'::text, ${field('address')}, ${field('postalCode')})) AS place (type, formatted, postal)`,
        where: sql`(place.formatted IS NOT NULL OR place.postal IS NOT NULL)`,
        parts: { type: sql`place.type`, formatted: sql`place.formatted`, postalCode: sql`place.postal` },
      },
      groups: {
        from: MEMBERSHIPS,
        where: onlyActive(sight),
        parts: { value: sql`membership.association`, display: sql`association.name`, type: sql`'direct'::text` },
      },
      [`${DOCTOR}:associations`]: {
        from: MEMBERSHIPS,
        where: own(sight),
        parts: {
          value: sql`membership.association`,
          display: sql`association.name`,
          affiliation: sql`nullif(membership.affiliation, '')`,
          class: sql`nullif(membership.class, '')`,
          nationalClass: sql`nullif(membership.national_class, '')`,
          active: sql`(membership.state = 'active')`,
          joinedOn: sql`membership.joined_on::text`,
          leftOn: sql`membership.left_on::text`,
        },
      },
    },
  };
}
