import { type Kysely, sql } from 'kysely';

/** Parts of the large tables: an association's rows lie together, and parts can be moved to other servers one by one. */
const PARTS = 16;
const partitions = (table: string): readonly string[] =>
  Array.from(
    { length: PARTS },
    (_, part) => `CREATE TABLE ${table}_${part} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${PARTS}, REMAINDER ${part})`,
  );

/** Who acts, as the transaction says it; a transaction that says nothing sees nothing. */
const ACTOR = [
  `CREATE FUNCTION hub_kind() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('hpki.kind', true), '') $$`,
  `CREATE FUNCTION hub_association() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('hpki.association', true), '') $$`,
  `CREATE FUNCTION hub_client() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('hpki.client', true), '') $$`,
  `CREATE FUNCTION hub_audience() RETURNS text LANGUAGE sql STABLE AS $$
     SELECT CASE hub_kind() WHEN 'authority' THEN 'authority' WHEN 'association' THEN hub_association() END $$`,
];

const TABLES = [
  `CREATE TABLE association (
     code text PRIMARY KEY CHECK (code <> '*' AND code <> 'authority' AND code !~ ':'),
     name text NOT NULL,
     tier smallint NOT NULL CHECK (tier BETWEEN 1 AND 4),
     above text REFERENCES association,
     mastered_by text NOT NULL CHECK (mastered_by IN ('hub', 'national')),
     rules jsonb NOT NULL DEFAULT '{}',
     version bigint NOT NULL DEFAULT 1,
     changed_at timestamptz NOT NULL DEFAULT now(),
     CHECK ((tier = 1) = (above IS NULL))
   )`,
  `CREATE TABLE person (
     registration text PRIMARY KEY CHECK (registration ~ '^[1-9][0-9]{0,9}$'),
     fields jsonb NOT NULL,
     version bigint NOT NULL DEFAULT 1,
     created_at timestamptz NOT NULL DEFAULT now(),
     changed_at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE TABLE membership (
     association text NOT NULL REFERENCES association,
     id uuid NOT NULL,
     registration text NOT NULL REFERENCES person,
     affiliation text NOT NULL,
     class text NOT NULL,
     national_class text NOT NULL,
     state text NOT NULL CHECK (state IN ('active', 'ended')),
     joined_on date,
     left_on date,
     cause text,
     version bigint NOT NULL DEFAULT 1,
     changed_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (association, id)
   ) PARTITION BY HASH (association)`,
  ...partitions('membership'),
  `CREATE INDEX membership_by_person ON membership (registration, association)`,
  `CREATE TABLE procedure (
     id uuid PRIMARY KEY,
     registration text NOT NULL REFERENCES person,
     kind text NOT NULL,
     body jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('pending', 'effective', 'refused', 'withdrawn')),
     asked_by text NOT NULL,
     asked_at timestamptz NOT NULL DEFAULT now(),
     closed_at timestamptz
   )`,
  `CREATE INDEX procedure_by_person ON procedure (registration, asked_at)`,
  `CREATE TABLE procedure_step (
     procedure uuid NOT NULL REFERENCES procedure,
     association text NOT NULL REFERENCES association,
     position smallint NOT NULL,
     part text NOT NULL CHECK (part IN ('decides', 'informed', 'automatic')),
     state text NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'done')),
     decided_by text,
     decided_at timestamptz,
     note text NOT NULL DEFAULT '',
     PRIMARY KEY (procedure, association)
   )`,
  `CREATE INDEX procedure_step_that_waits ON procedure_step (association, position) WHERE state = 'waiting'`,
  `CREATE TABLE consent (
     id uuid PRIMARY KEY,
     registration text NOT NULL REFERENCES person,
     procedure uuid REFERENCES procedure,
     document text NOT NULL,
     terms text NOT NULL,
     state text NOT NULL CHECK (state IN ('given', 'taken-back')),
     taken_by text NOT NULL,
     at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX consent_by_person ON consent (registration, document, at)`,
  `CREATE TABLE client (
     id text PRIMARY KEY,
     name text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('association', 'authority', 'hub')),
     association text REFERENCES association,
     scopes text NOT NULL,
     state text NOT NULL CHECK (state IN ('active', 'removed')),
     enrolled_at timestamptz NOT NULL DEFAULT now(),
     seen_at timestamptz,
     CHECK ((kind = 'association') = (association IS NOT NULL))
   )`,
  `CREATE TABLE client_key (
     kid text PRIMARY KEY,
     client text NOT NULL REFERENCES client,
     jwk jsonb NOT NULL,
     since timestamptz NOT NULL DEFAULT now(),
     until timestamptz
   )`,
  `CREATE TABLE enrolment_code (
     sha256 text PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('association', 'authority', 'hub')),
     association text REFERENCES association,
     scopes text NOT NULL,
     made_by text NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz
   )`,
  `CREATE TABLE used_assertion (client text NOT NULL, jti text NOT NULL, expires_at timestamptz NOT NULL, PRIMARY KEY (client, jti))`,
  `CREATE TABLE hub_key (kid text PRIMARY KEY, jwk jsonb NOT NULL, sealed bytea NOT NULL, since timestamptz NOT NULL DEFAULT now(), until timestamptz)`,
  `CREATE TABLE event (
     sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     feed text NOT NULL CHECK (feed IN ('stop', 'credential', 'membership')),
     issuer text NOT NULL,
     jti text NOT NULL,
     registration text,
     token text NOT NULL,
     received_at timestamptz NOT NULL DEFAULT now(),
     UNIQUE (issuer, jti)
   )`,
  `CREATE TABLE event_audience (
     audience text NOT NULL,
     feed text NOT NULL,
     sequence bigint NOT NULL REFERENCES event,
     PRIMARY KEY (audience, feed, sequence)
   ) PARTITION BY HASH (audience)`,
  ...partitions('event_audience'),
  `CREATE INDEX event_audience_by_sequence ON event_audience (sequence, feed)`,
  `CREATE TABLE place (
     client text NOT NULL REFERENCES client,
     feed text NOT NULL,
     cursor bigint NOT NULL DEFAULT 0,
     ahead jsonb NOT NULL DEFAULT '[]',
     PRIMARY KEY (client, feed)
   )`,
  `CREATE TABLE stream (
     id uuid PRIMARY KEY,
     client text NOT NULL REFERENCES client,
     method text NOT NULL CHECK (method IN ('urn:ietf:rfc:8935', 'urn:ietf:rfc:8936')),
     endpoint_url text,
     authorization_sealed bytea,
     events_requested jsonb NOT NULL,
     description text NOT NULL DEFAULT '',
     state text NOT NULL CHECK (state IN ('enabled', 'paused', 'disabled')),
     failures integer NOT NULL DEFAULT 0,
     retry_at timestamptz,
     changed_at timestamptz NOT NULL DEFAULT now(),
     CHECK ((method = 'urn:ietf:rfc:8935') = (endpoint_url IS NOT NULL))
   )`,
  `CREATE TABLE status_list (version bigint PRIMARY KEY, thumbprint text NOT NULL, file bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE reconciliation (
     id uuid PRIMARY KEY,
     kind text NOT NULL,
     association text,
     registration text,
     body jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'settled')),
     opened_at timestamptz NOT NULL DEFAULT now(),
     settled_by text,
     settled_at timestamptz,
     note text NOT NULL DEFAULT ''
   )`,
  `CREATE INDEX reconciliation_that_is_open ON reconciliation (association, opened_at) WHERE state = 'open'`,
  `CREATE TABLE member_import (
     id uuid PRIMARY KEY,
     association text NOT NULL REFERENCES association,
     by text NOT NULL,
     at timestamptz NOT NULL DEFAULT now(),
     sha256 text NOT NULL,
     body jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('applied', 'undone'))
   )`,
];

/** A procedure is seen by each association that has a part in it. Owned by the owner of the tables, so that it does not ask itself. */
const SEES_PROCEDURE = `CREATE FUNCTION hub_sees_procedure(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM procedure_step WHERE procedure = asked AND association = hub_association()) $$`;

const HUB = `hub_kind() = 'hub'`;
const OWN = `association = hub_association()`;
/** Who has a row of this very association; its policy is asked, so that nobody sees more persons than rows. */
const MEMBER = `EXISTS (SELECT 1 FROM membership WHERE membership.registration = person.registration)`;

/**
 * What each kind of actor may see and write. `gate`: nobody yet, asked for a code, a key or a token. A table without a line is closed to the role.
 * `write`: where less may be written than seen.
 */
const POLICIES: Readonly<Record<string, { readonly see: string; readonly write?: string }>> = {
  association: { see: 'hub_kind() IS NOT NULL', write: HUB },
  person: { see: `${HUB} OR hub_kind() = 'authority' OR ${MEMBER}`, write: HUB },
  membership: {
    see: `${HUB} OR ${OWN} OR (hub_kind() = 'authority' AND association IN (SELECT code FROM association WHERE tier = 1))`,
    write: `${HUB} OR ${OWN}`,
  },
  procedure: { see: `${HUB} OR hub_sees_procedure(id)`, write: HUB },
  consent: {
    see: `${HUB} OR CASE WHEN procedure IS NULL THEN EXISTS (SELECT 1 FROM membership WHERE membership.registration = consent.registration)
            ELSE hub_sees_procedure(procedure) END`,
    write: HUB,
  },
  procedure_step: { see: `${HUB} OR hub_sees_procedure(procedure)`, write: `${HUB} OR ${OWN}` },
  client: { see: `${HUB} OR hub_kind() = 'gate' OR id = hub_client() OR ${OWN}`, write: `${HUB} OR hub_kind() = 'gate'` },
  client_key: { see: 'hub_kind() IS NOT NULL', write: `${HUB} OR hub_kind() = 'gate' OR client = hub_client()` },
  enrolment_code: { see: `${HUB} OR hub_kind() = 'gate'` },
  used_assertion: { see: `hub_kind() = 'gate'` },
  hub_key: { see: 'hub_kind() IS NOT NULL', write: HUB },
  event: {
    see: `${HUB} OR EXISTS (SELECT 1 FROM event_audience WHERE event_audience.sequence = event.sequence AND event_audience.feed = event.feed)`,
    write: HUB,
  },
  event_audience: { see: `${HUB} OR audience = '*' OR audience = hub_audience() OR audience = 'client:' || hub_client()`, write: HUB },
  place: { see: `${HUB} OR client = hub_client()` },
  stream: { see: `${HUB} OR client = hub_client()` },
  status_list: { see: 'hub_kind() IS NOT NULL', write: `hub_kind() = 'authority'` },
  reconciliation: { see: `${HUB} OR ${OWN} OR (hub_kind() = 'authority' AND association IS NULL)` },
  member_import: { see: `${HUB} OR ${OWN}` },
};

const policies = Object.entries(POLICIES).flatMap(([table, { see, write = see }]) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `CREATE POLICY ${table}_seen ON ${table} FOR SELECT TO hpki_hub USING (${see})`,
  `CREATE POLICY ${table}_inserted ON ${table} FOR INSERT TO hpki_hub WITH CHECK (${write})`,
  `CREATE POLICY ${table}_updated ON ${table} FOR UPDATE TO hpki_hub USING (${write}) WITH CHECK (${write})`,
  `CREATE POLICY ${table}_deleted ON ${table} FOR DELETE TO hpki_hub USING (${write})`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO hpki_hub`,
]);

/** The role of all business: owns nothing, logs in as nobody, bypasses nothing. Roles belong to the whole server, so that it may be there already. */
const ROLE = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hpki_hub') THEN CREATE ROLE hpki_hub NOLOGIN NOBYPASSRLS NOSUPERUSER; END IF;
END $$`;
/** Whoever migrates acts as the role; others that may log in are granted it by hand (`main/hub/README.md`). */
const GRANTS = ['GRANT hpki_hub TO CURRENT_USER', 'GRANT USAGE ON SCHEMA public TO hpki_hub', 'GRANT SELECT ON kysely_migration TO hpki_hub'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [ROLE, ...ACTOR, ...TABLES, SEES_PROCEDURE, ...policies, ...GRANTS]) await sql.raw(statement).execute(db);
}
