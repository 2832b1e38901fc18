import type { Generated } from 'kysely';

/** What desks and the hub tell each other. */
export interface ExchangeTables {
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
}
