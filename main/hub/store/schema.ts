import type { ColumnType, Generated } from 'kysely';
import type { ClientKind } from '../../exchange/link/client-kinds.ts';

/** An instant: ISO 8601 or Date in, Date out. */
type Instant = ColumnType<Date, Date | string, Date | string>;
/** An instant that the database sets where none is given. */
type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** JSON: text in, whatever it holds out. */
type Json<T> = ColumnType<T, string, string>;

/** What a procedure of membership asks, by `main/membership/procedures`. */
export type ProcedureBody = Readonly<Record<string, unknown>>;

/** Tables of the hub. Everything with personal data stands behind row-level security (`migrations/0001-first.ts`). */
export interface HubTables {
  association: {
    code: string;
    name: string;
    /** 1 national, 2 prefecture, 3 city or district, 4 ward. */
    tier: number;
    above: string | null;
    /** `hub`: procedures run here; `national`: rows come from the national member system and are read-only. */
    mastered_by: 'hub' | 'national';
    rules: Json<Readonly<Record<string, unknown>>>;
    version: Generated<number>;
    changed_at: Stamp;
  };
  person: {
    registration: string;
    fields: Json<Readonly<Record<string, string>>>;
    version: Generated<number>;
    created_at: Stamp;
    changed_at: Stamp;
  };
  membership: {
    association: string;
    id: string;
    registration: string;
    /** Rows of one 所属施設 are one group. */
    affiliation: string;
    /** Class by the association's own rules. */
    class: string;
    /** Class of the national association; empty where none is told. */
    national_class: string;
    state: 'active' | 'ended';
    /** ISO days. */
    joined_on: string | null;
    left_on: string | null;
    cause: string | null;
    version: Generated<number>;
    changed_at: Stamp;
  };
  procedure: {
    id: string;
    registration: string;
    kind: string;
    body: Json<ProcedureBody>;
    state: 'pending' | 'effective' | 'refused' | 'withdrawn';
    /** Who asked: `person`, or the client that did it for the person. */
    asked_by: string;
    asked_at: Stamp;
    closed_at: Instant | null;
  };
  procedure_step: {
    procedure: string;
    association: string;
    /** Order in which associations are asked, from 1. */
    position: number;
    /** `informed`: learns of it and decides nothing; `automatic`: follows by itself. */
    part: 'decides' | 'informed' | 'automatic';
    state: 'waiting' | 'approved' | 'refused' | 'done';
    decided_by: string | null;
    decided_at: Instant | null;
    note: string;
  };
  /** Consent to the handling of personal data, at the first login and for each document; only ever added to, the newest row counts. */
  consent: {
    id: string;
    registration: string;
    /** The procedure with the document; `null` at the first login. */
    procedure: string | null;
    /** What is consented to: `terms`, or the id of a document. */
    document: string;
    /** Version of the text that was shown. */
    terms: string;
    state: 'given' | 'taken-back';
    /** `person`, or the client that took it down. */
    taken_by: string;
    at: Stamp;
  };
  client: {
    id: string;
    name: string;
    kind: ClientKind;
    association: string | null;
    /** Of a person's own client, digits without leading zeros. */
    registration: string | null;
    /** Parted by spaces. */
    scopes: string;
    state: 'active' | 'removed';
    enrolled_at: Stamp;
    seen_at: Instant | null;
  };
  client_key: {
    /** RFC 7638 thumbprint. */
    kid: string;
    client: string;
    jwk: Json<Readonly<Record<string, string>>>;
    since: Stamp;
    /** No longer taken from then on. */
    until: Instant | null;
  };
  enrolment_code: {
    /** SHA-256 of the code, hexadecimal. */
    sha256: string;
    kind: ClientKind;
    association: string | null;
    /** Of a person's own client, digits without leading zeros. */
    registration: string | null;
    scopes: string;
    made_by: string;
    expires_at: Instant;
    used_at: Instant | null;
  };
  used_assertion: { client: string; jti: string; expires_at: Instant };
  hub_key: { kid: string; jwk: Json<Readonly<Record<string, string>>>; sealed: Uint8Array; since: Stamp; until: Instant | null };
  event: {
    sequence: Generated<number>;
    feed: 'stop' | 'credential' | 'membership';
    issuer: string;
    jti: string;
    registration: string | null;
    /** The signed token as it came. */
    token: string;
    received_at: Stamp;
  };
  /** `*`: everybody; `authority`: the card authority; `client:<id>`: one client; else the code of an association. */
  event_audience: { audience: string; feed: 'stop' | 'credential' | 'membership'; sequence: number };
  place: {
    client: string;
    /** A feed, or that of a stream that pushes: `push/<stream>/<feed>`. */
    feed: string;
    /** Everything up to it is acknowledged. */
    cursor: number;
    /** Acknowledged ahead of it. */
    ahead: Json<readonly number[]>;
  };
  stream: {
    id: string;
    client: string;
    method: string;
    endpoint_url: string | null;
    authorization_sealed: Uint8Array | null;
    events_requested: Json<readonly string[]>;
    description: string;
    state: 'enabled' | 'paused' | 'disabled';
    failures: Generated<number>;
    retry_at: Instant | null;
    changed_at: Stamp;
  };
  status_list: { version: number; thumbprint: string; file: Uint8Array; received_at: Stamp };
  reconciliation: {
    id: string;
    kind: string;
    association: string | null;
    registration: string | null;
    body: Json<Readonly<Record<string, unknown>>>;
    state: 'open' | 'settled';
    opened_at: Stamp;
    settled_by: string | null;
    settled_at: Instant | null;
    note: string;
  };
  member_import: {
    id: string;
    association: string;
    by: string;
    at: Stamp;
    sha256: string;
    /** What stood there before, so that it can be undone. */
    body: Json<Readonly<Record<string, unknown>>>;
    state: 'applied' | 'undone';
  };
}
