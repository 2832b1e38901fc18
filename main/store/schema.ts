import type { Generated } from 'kysely';

/** Tables of the desk. Times are ISO 8601 in UTC; `sealed` columns hold what `main/store/sealing` made. */
export interface Tables {
  setting: { name: string; value: string };
  /** Someone whose values are kept sealed; without `wrapped_key` they are gone for good. */
  person: { id: string; wrapped_key: Uint8Array | null; created_at: string; destroyed_at: string | null };
  /** Keyed hashes by which a person is found again. */
  person_alias: { token: Uint8Array; person: string };
  audit_entry: {
    sequence: number;
    at: string;
    action: string;
    facts: string;
    /** Names of the facts that are sealed, as JSON array. */
    personal: string;
    person: string | null;
    sealed: Uint8Array | null;
    previous: string;
    hash: string;
  };
  audit_head: { id: Generated<number>; sequence: number; hash: string; mac: Uint8Array };
  signed_document: {
    id: string;
    signed_at: string;
    person: string;
    sealed: Uint8Array;
    format: string;
    level: string;
    source_sha256: string;
    output_sha256: string;
    test: number;
    extended_from: string | null;
    renewal_due: string | null;
  };
  /**
   * A document made, received or verified. `number`: in the order in which they came; `sealed`: names of a received one (those of a made one are with
   * `signed_document`); `verdict_before`: of the verification before the last; `changed_at`: when a verification last said otherwise than the one
   * before; `retain_until`: ISO day, `null` for good; `file_removed`: what was deleted is gone from the disk too.
   */
  library_document: {
    number: Generated<number>;
    id: string;
    origin: 'made' | 'received';
    added_at: string;
    person: string;
    sealed: Uint8Array | null;
    sha256: string;
    content_sha256: string | null;
    format: string;
    level: string;
    test: number;
    extended_from: string | null;
    verdict: 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED' | 'unreadable' | null;
    verdict_because: string | null;
    verified_at: string | null;
    verdict_before: 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED' | 'unreadable' | null;
    changed_at: string | null;
    renewal_due: string | null;
    renewed: Generated<number>;
    retention: string | null;
    retention_from: string | null;
    retain_until: string | null;
    text_state: Generated<'waiting' | 'whole' | 'part' | 'names'>;
    deleted_at: string | null;
    file_removed: Generated<number>;
    /** Where the file lies that is still to be taken away once its names are destroyed; sealed under a key of the store. */
    leaving: Uint8Array | null;
  };
  /** What a document is found by, sealed under the key of the person: `grams` narrows down, `text` decides. */
  library_text: { number: number; person: string; grams: Uint8Array; text: Uint8Array };
  /** Work over the whole library. `position`: number of the document that was done last; `newest`: of the last one that was there at the beginning. */
  library_run: {
    id: string;
    kind: 'verify' | 'renew';
    started_at: string;
    state: 'running' | 'stopped' | 'failed' | 'done';
    position: Generated<number>;
    newest: number;
    total: number;
    done: Generated<number>;
    changed: Generated<number>;
    unreadable: Generated<number>;
    failure: string | null;
    document: string | null;
    ended_at: string | null;
  };
  /** `request`, `response`: what went to the electronic prescription service and what came, sealed under the key of the person. */
  prescription_request: {
    id: string;
    person: string;
    made_at: string;
    state: 'kept' | 'placing' | 'placed' | 'answered' | 'uncertain' | 'withdrawn';
    issue: 'electronic' | 'paper';
    request: Uint8Array;
    response: Uint8Array | null;
    answered_at: string | null;
    /** Entry of the register whose file it is; `null` where it was a file that is in none. */
    document: string | null;
    /** Keyed hash of the prescription's records; `null` in what is older than it. */
    content: Uint8Array | null;
    /** Name of the document and of the patient, under the same key. */
    sealed: Uint8Array | null;
    outcome: 'accepted' | 'refused' | 'unknown' | null;
    /** 1: signed with a test card. */
    test: 0 | 1;
  };
  /** What a batch was ordered as; `certificate`: of its signer, sealed as the names of its documents; `stopped_by`: the failure that ended its last run, JSON. */
  signing_batch: {
    id: string;
    person: string;
    made_at: string;
    format: string | null;
    level: string;
    stamp: number;
    certificate: Uint8Array | null;
    stopped_by: string | null;
  };
  /** Neither `entry` nor `failure`: not reached yet. */
  signing_batch_item: { batch: string; position: number; document: string; sealed: Uint8Array; entry: string | null; failure: string | null };
  /** `origin`: of the web pages that are this program; `permissions`: JSON. */
  program_caller: {
    id: string;
    name: string;
    origin: string | null;
    token_hash: Uint8Array;
    permissions: string;
    paired_at: string;
    used_at: string | null;
  };
  /** Which request of a program an accepted document belongs to, until it is signed. `format`: wished for, `null` for the best. */
  program_order: { document: string; request: string; caller: string; asked_at: string; format: string | null };
  /** Which entry of the register answers which request of a program. */
  program_signature: { request: string; caller: string; entry: string; asked_at: string; signed_at: string };
  /** Referral letters as they are filled in; each has a person of its own, so that removing one destroys its key. */
  letter: { id: string; person: string; changed_at: string; sealed: Uint8Array };
  /** `sealed`: name and type; `content`: the file. */
  letter_attachment: { id: string; letter: string; person: string; added_at: string; sealed: Uint8Array; content: Uint8Array };
  letter_phrase: { id: string; person: string; added_at: string; sealed: Uint8Array };
  /** What of a letter went to signing: `pdf_sha256` as in `signed_document.source_sha256`; `number`: in its year, of those of this desk. */
  letter_issue: {
    pdf_sha256: string;
    letter: string;
    person: string;
    made_at: string;
    year: number;
    number: number;
    content_sha256: string;
    sealed: Uint8Array;
    /** Digest of the manifest as `signed_document.source_sha256` has it, and the manifest. */
    manifest_sha256: string | null;
    manifest: Uint8Array | null;
  };
  /** `sealed`: what the list shows; `content`: the files. */
  letter_received: { id: string; person: string; received_at: string; sealed: Uint8Array; content: Uint8Array };
  /** What a person decided about a request, with the reason sealed under its key. `another`: the same prescription was given once more. */
  /** `by_whom`: sealed, of a withdrawal alone. */
  prescription_request_word: {
    id: string;
    request: string;
    at: string;
    decision: 'given' | 'give-again' | 'another' | 'withdrawn';
    sealed: Uint8Array;
    by_whom: Uint8Array | null;
  };
  /** What was answered after the answer that counts, and differs; `digest`: keyed hash of it. */
  prescription_later_answer: {
    id: string;
    request: string;
    arrived_at: string;
    outcome: 'accepted' | 'refused' | 'unknown';
    digest: Uint8Array;
    sealed: Uint8Array;
  };
  /** A check of somebody's card. `person`: of this record alone; `delete_on`: ISO day in Japan from which it is gone, `null` by hand alone. */
  qualification_record: { id: string; person: string; checked_at: string; delete_on: string | null; sealed: Uint8Array };
  held_person: { person: string; sealed: Uint8Array; changed_at: string };
  held_list: { id: string; kind: 'members' | 'booking'; name: string; seminar: string | null; imported_at: string; file_name: string };
  /** `code`: what the QR code of a booking says; `rooms`: ids of the rooms that were booked, where that was told. Several stand apart by a space. */
  held_list_entry: { list: string; person: string; code: string | null; rooms: string | null };
  /** `code`: SHA-256 of the code of a booking that was taken back, hexadecimal; `everywhere`: 1, or 0 where this desk alone has let go of its list. */
  withdrawn_booking: { seminar: string; code: string; everywhere: number };
  /** Every column is of the key: what two stations wrote under one number is kept beside each other. */
  seminar_revision: { seminar: string; revision: number; at: string; state: string; plan: string; reason: string };
  /** `body`: what the hash covers, canonical JSON; `sealed`: who it is about, opened by the key of the person. */
  attendance_fact: {
    hash: string;
    device: string;
    sequence: number;
    seminar: string;
    nonce: string;
    body: string;
    person: string | null;
    sealed: Uint8Array | null;
    received_at: string;
  };
  /** This desk as a station among others. */
  station: { id: Generated<number>; name: string; device: string; certificate: Uint8Array; sealed_key: Uint8Array };
  station_peer: { fingerprint: string; name: string; address: string; paired_at: string };
  /** `certificate`: SHA-256 of the authentication certificate; `way`: how it is read in fewest commands. */
  card_binding: {
    certificate: string;
    person: string;
    sealed: Uint8Array;
    atr: string;
    way: string;
    bound_at: string;
    replaced_by: string | null;
  };
  /** That bindings of a card to a person, up to the one made at `until`, were taken back. */
  card_release: { certificate: string; person: string; until: string };
  status_authority: { thumbprint: string; name: string; jwk: string; confirmed_at: string };
  /** What the authority's desk is to be told. */
  authority_notice: { id: string; at: string; kind: string; person: string | null; sealed: Uint8Array; sent_at: string | null };
  settlement: { seminar: string; number: number; at: string; body: string; hash: string };
  settlement_row: { seminar: string; number: number; person: string; sealed: Uint8Array };
  submission: { id: string; seminar: string; settlement: number; at: string; body: string };
  credit_record: { id: string; person: string; sealed: Uint8Array; entered_at: string; annuls: string | null };
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
  /**
   * What is told onwards, written with the fact. `person`: under whose key `sealed` is; `association`: at home; `issuer`: in whose name it was signed first;
   * `refused`: why the hub did not take it.
   */
  exchange_outbox: {
    sequence: Generated<number>;
    feed: 'stop' | 'credential' | 'membership';
    jti: string;
    event: string;
    person: string;
    association: string | null;
    sealed: Uint8Array;
    issuer: string | null;
    happened_at: string;
    created_at: string;
    sent_at: string | null;
    attempts: Generated<number>;
    refused: string | null;
  };
  /** How the card of a certificate was last told to stand. */
  exchange_told: { certificate: string; status: string };
  /**
   * Each event that came, once. `subject`: keyed hash of whom it is about; `sealed`: what it says, under the desk's key, while it waits or nobody here
   * knows its kind; `due`: the day on which it can be done.
   */
  exchange_inbox: {
    issuer: string;
    jti: string;
    feed: string | null;
    event: string;
    subject: Uint8Array | null;
    happened_at: string;
    received_at: string;
    state: 'applied' | 'superseded' | 'waiting' | 'unknown';
    because: string | null;
    due: string | null;
    sealed: Uint8Array | null;
  };
  /** `newest_at`: when the newest event that came or went this way happened. */
  exchange_contact: {
    peer: string;
    feed: string;
    way: 'in' | 'out';
    contact_at: string | null;
    newest_at: string | null;
    error: string | null;
    error_at: string | null;
  };
  /** `kind`: whose word it is, as somebody confirmed it who compared the key; `null`: the hub alone vouches for it, event by event. */
  exchange_key: { issuer: string; kid: string; jwk: string; kind: 'authority' | 'association' | 'hub' | null; known_at: string };
  exchange_peer: { name: string; exported: number; exported_at: string };
  /** A member as the hub last told; `round`: of the snapshot that told it. */
  exchange_member: { subject: Uint8Array; person: string; sealed: Uint8Array; changed_at: string; round: number };
  /** How a card stands since the lists at hand were made: `token` is its own under `key`; `status`: byte of the status list. */
  status_change: { token: Uint8Array; key: Uint8Array; status: number; happened_at: string };
  /** What this desk knows differently from others, until somebody has settled it. */
  reconciliation: {
    id: string;
    opened_at: string;
    kind: string;
    holder: number | null;
    person: string | null;
    sealed: Uint8Array;
    issuer: string;
    jti: string;
    settled_at: string | null;
    settled_by: string | null;
    decision: 'ours' | 'theirs' | null;
    reason: Uint8Array | null;
  };
  /** The file of each kind that is in use. `demonstration`: made up for trying the program. */
  prescription_master: {
    kind: 'drug' | 'usage' | 'limit';
    name: string;
    version: string;
    source: string;
    sha256: string;
    entries: number;
    imported_at: string;
    /** Lines that were left out, JSON; `null` in what is older than it. */
    refused: string | null;
    demonstration: 0 | 1;
  };
  /** `class`, `generic`, `form` as in the master of the fund for payment (columns 14, 17, 28); days are ISO days. */
  prescription_drug: {
    code: string;
    name: string;
    unit: string;
    class: string;
    generic: 0 | 1;
    form: string;
    price_code: string;
    general_code: string;
    general_name: string;
    listed_on: string | null;
    ended_on: string | null;
  };
  prescription_usage: { code: string; name: string; kind: string; from_day: string | null; until_day: string | null };
  prescription_search: { kind: 'drug' | 'usage'; code: string; search: string; ended_on: string | null };
  /** `days`: `null` where somebody stated that there is none; `listed`: out of the imported list, else entered by hand. */
  prescription_limit: { code_kind: '2' | '4' | '7'; code: string; days: number | null; source: string; listed: 0 | 1 };
  /** What the prescriber of this desk writes on every prescription, sealed under a key of its own. */
  prescriber: { person: string; sealed: Uint8Array };
  /** By a keyed hash of name and content. */
  watched_decision: { token: Uint8Array; decision: 'signed' | 'aside'; decided_at: string };
  /** Of which file of the watched folder a document was taken. */
  watched_document: { document: string; token: Uint8Array };
}
