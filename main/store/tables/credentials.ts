import type { Generated } from 'kysely';

/** The card authority: holders, credentials, events and staff. */
export interface CredentialTables {
  /** `sealed`: name, numbers, address; `null` once the person was deleted. `association`: code of the association at home. */
  credential_holder: {
    id: Generated<number>;
    person: string;
    sealed: Uint8Array | null;
    association: string | null;
    member: number;
    changed_at: string;
  };
  credential_token: { token: Uint8Array; holder: number };
  /** `origins`, `facts`: JSON. `queue`: the transition that is waited for; `due`, `expires`: days in Japan. */
  credential_object: {
    id: string;
    kind: 'application' | 'order' | 'card' | 'certificate';
    holder: number;
    state: string;
    origins: string;
    since: string;
    parent: string | null;
    procedure: string | null;
    association: string | null;
    queue: string | null;
    due: string | null;
    expires: string | null;
    facts: string;
  };
  /** `by`, `second`: ids of staff, or `program`. `facts`: JSON, nothing personal; `sealed`: reason in words. `event`: what is told onwards. */
  credential_event: {
    sequence: Generated<number>;
    nonce: string;
    object: string;
    holder: number;
    at: string;
    transition: string;
    state: string;
    by: string;
    second: string | null;
    facts: string;
    sealed: Uint8Array | null;
    event: string | null;
    stops: number;
    hash: string;
  };
  /** `dated`: day of issue of the paper; `scan`: sealed bytes of its picture. */
  credential_evidence: {
    id: string;
    object: string;
    holder: number;
    item: string;
    dated: string | null;
    at: string;
    by: string;
    sealed: Uint8Array | null;
    scan: Uint8Array | null;
    scan_type: string | null;
    withdrawn_at: string | null;
  };
  credential_note: { id: string; holder: number; at: string; by: string; sealed: Uint8Array };
  credential_letter: {
    id: string;
    object: string;
    holder: number;
    at: string;
    by: string;
    template: string;
    version: string;
    sealed: Uint8Array;
  };
  credential_proposal: {
    id: string;
    at: string;
    by: string;
    until: string;
    kind: string;
    holder: number | null;
    body: string;
    sealed: Uint8Array | null;
    state: 'open' | 'carrying-out' | 'confirmed' | 'refused' | 'lapsed';
    decided_by: string | null;
    decided_at: string | null;
  };
  /** `message`: signed request (JWS); `listed_at`: when the revocation list showed it. */
  revocation_request: {
    id: string;
    object: string;
    at: string;
    due: string;
    reason: string;
    message: string;
    sent_at: string | null;
    answer: string | null;
    answered_at: string | null;
    listed_at: string | null;
  };
  production_batch: { id: string; at: string; by: string; orders: string; sha256: string };
  /** `roles`: JSON array; `card`: SHA-256 of the authentication certificate with which somebody may sign in, `card_until` its end. `card_proved`: nothing spoke against it once. */
  staff: {
    id: string;
    name: string;
    roles: string;
    association: string | null;
    state: 'active' | 'left';
    card: string | null;
    created_at: string;
    card_proved: 0 | 1;
    card_until: string | null;
  };
  /**
   * `registered_by`: id of who registered it, not always whose it is; whoever confirms a pending one is somebody else. `provisional`: registered by one
   * person alone in another's name, in the set-up phase; its owner replaces it.
   */
  staff_passkey: {
    id: string;
    staff: string;
    name: string;
    public_key: Uint8Array;
    counter: number;
    transports: string;
    state: 'active' | 'pending';
    registered_by: string;
    created_at: string;
    used_at: string | null;
    provisional: 0 | 1;
  };
  /** `name`: what it is for; `provisional` as of a passkey. */
  staff_token: {
    sha256: string;
    staff: string;
    created_at: string;
    expires_at: string;
    name: string;
    made_by: string | null;
    used_at: string | null;
    removed_at: string | null;
    provisional: 0 | 1;
  };
}
