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
}
