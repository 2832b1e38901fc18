import type { Generated } from 'kysely';

/** Seminars, reception, lists of members, settlement and the doctor's own units. */
export interface AttendanceTables {
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
}
