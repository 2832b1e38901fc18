import type { Generated } from 'kysely';

/** The settings of a desk, the persons whose values it keeps sealed, and its audit log. */
export interface DeskTables {
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
}
