import { type Kysely, sql } from 'kysely';

/** Whose client it is: an association's, or a person's own. */
const KINDS = `kind IN ('association', 'authority', 'hub', 'person')`;
const TABLES = ['client', 'enrolment_code'].flatMap((table) => [
  `ALTER TABLE ${table} DROP CONSTRAINT ${table}_kind_check`,
  `ALTER TABLE ${table} ADD CONSTRAINT ${table}_kind_check CHECK (${KINDS})`,
  `ALTER TABLE ${table} ADD COLUMN registration text`,
  `ALTER TABLE ${table} ADD CONSTRAINT ${table}_registration_check CHECK ((kind = 'person') = (registration IS NOT NULL))`,
]);

const ITSELF = [
  `CREATE FUNCTION hub_person() RETURNS text LANGUAGE sql STABLE AS $$
     SELECT CASE hub_kind() WHEN 'person' THEN nullif(current_setting('hpki.registration', true), '') END $$`,
  // Owned by the owner of the tables, as before.
  `CREATE OR REPLACE FUNCTION hub_sees_procedure(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
     SELECT EXISTS (SELECT 1 FROM procedure_step WHERE procedure = asked AND association = hub_association())
       OR EXISTS (SELECT 1 FROM procedure WHERE id = asked AND registration = hub_person()) $$`,
];

/** Somebody sees what is written of themselves, whatever else the policies say. */
const OWN = ['person', 'membership', 'consent'].map(
  (table) => `CREATE POLICY ${table}_own ON ${table} FOR SELECT TO hpki_hub USING (registration = hub_person())`,
);
/** What is for desks is not for persons, whatever else the policies say. */
const FOR_DESKS = ['event', 'event_audience', 'status_list', 'place', 'stream', 'hub_key'].map(
  (table) => `CREATE POLICY ${table}_for_desks ON ${table} AS RESTRICTIVE TO hpki_hub USING (hub_kind() <> 'person')`,
);

/** Persons deal with their own memberships, each through a client of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...ITSELF, ...OWN, ...FOR_DESKS]) await sql.raw(statement).execute(db);
}
