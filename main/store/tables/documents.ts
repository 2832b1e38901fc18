import type { Generated } from 'kysely';

/** Documents: what was signed, what waits to be signed, the library, and what other programs asked. */
export interface DocumentTables {
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
  /** What a batch was ordered as; `certificate`: of its signer, sealed as the names of its documents; `stopped_by`: the failure that ended its last run, JSON; `until`: when it is over. */
  signing_batch: {
    id: string;
    person: string;
    made_at: string;
    format: string | null;
    level: string;
    stamp: number;
    certificate: Uint8Array | null;
    stopped_by: string | null;
    until: 'signed' | 'closed';
  };
  /** Neither `entry` nor `failure`: not reached yet; `delivered`: where the signed file was brought, sealed. */
  signing_batch_item: {
    batch: string;
    position: number;
    document: string;
    sealed: Uint8Array;
    entry: string | null;
    failure: string | null;
    delivered: Uint8Array | null;
  };
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
  /** Which request of a program an accepted document belongs to, until it is signed. */
  program_order: { document: string; request: string; caller: string; asked_at: string };
  /** Which entry of the register answers which request of a program. */
  program_signature: { request: string; caller: string; entry: string; asked_at: string; signed_at: string };
  /** By a keyed hash of name and content. */
  watched_decision: { token: Uint8Array; decision: 'signed' | 'aside'; decided_at: string };
  /** Of which file of the watched folder a document was taken. */
  watched_document: { document: string; token: Uint8Array };
}
