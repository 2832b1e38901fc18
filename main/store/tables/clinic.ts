/** Prescriptions, dispensing, referral letters and checks of qualifications. */
export interface ClinicTables {
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
  /** What was dispensed here, by the entry of the dispensing document; `content`: keyed hash of the prescription's records; `dispensed_on`: ISO day. */
  dispensed_prescription: { entry: string; content: Uint8Array; dispensed_on: string };
  /** A check of somebody's card. `person`: of this record alone; `delete_on`: ISO day in Japan from which it is gone, `null` by hand alone. */
  qualification_record: { id: string; person: string; checked_at: string; delete_on: string | null; sealed: Uint8Array };
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
}
