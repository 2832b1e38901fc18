import type { Direction, FactKind, Note, VerdictId } from '../../api/schema/attendance.ts';

/**
 * What happened, as everybody may see it: the hash is over this, as canonical JSON, and holds whether or not the person's data still exist.
 * Written once, never changed.
 */
export interface FactBody {
  readonly format: 'hpki-desk-fact/1';
  /** Station that wrote it. */
  readonly device: string;
  /** 1 upwards without gaps, per device and seminar. */
  readonly sequence: number;
  /** Hash of the fact before it of the same device and seminar, `''` for the first. */
  readonly previous: string;
  /** One per scan: the same nonce is the same event, however often it was handed in. */
  readonly nonce: string;
  readonly seminar: string;
  /** Session that is meant, for entries by hand; `null`, as for every tap: whatever runs in the room while the person is in. */
  readonly session: string | null;
  readonly kind: FactKind;
  /** What the fact does to presence; `null` for those that do nothing by themselves (`seen`, `void`, `flag`, `clock`). */
  readonly direction: Direction | null;
  /** Time of the device's clock, ISO 8601 UTC with milliseconds: that of the scan, never of the arrival elsewhere. */
  readonly at: string;
  /** `at` was told by a person (a time on paper, an arrival remembered), so the device's clock has no part in it and its corrections do not touch it. */
  readonly stated: boolean;
  /** Measured: true time minus the device's clock, milliseconds; `null` when nothing to measure against was there. */
  readonly offsetMs: number | null;
  readonly lane: string | null;
  /** Room of the lane, an id of the plan; `null`: every room. An `in` in another room ends the presence in the one before. */
  readonly room: string | null;
  readonly verdict: VerdictId | null;
  readonly notes: readonly Note[];
  /** Hash of the fact that is annulled, overridden or flagged. */
  readonly about: string | null;
  readonly clock: ClockCorrection | null;
  /** A test card or a test entry: never earns credit. */
  readonly test: boolean;
  /** Version of the rule tables, revision of the plan and version of the status list by which it was judged. */
  readonly rules: string;
  readonly revision: number;
  readonly status: string | null;
  /** HMAC-SHA-256 of the payload under its salt, hexadecimal: binds it without telling it. */
  readonly commitment: string;
}

/** `clock`: how far a device's clock was from true time, for its facts of this seminar. */
export interface ClockCorrection {
  readonly device: string;
  /** True time minus its clock, milliseconds. */
  readonly offsetMs: number;
  /** Sequence of the first fact that it means; not told: from the first on. */
  readonly from?: number | undefined;
  /** Of the last one; not told: without end. A clock that was set right in between is corrected up to there. */
  readonly to?: number | undefined;
}

/** Who it is about and who did it: kept sealed under the person's key, and told to other stations only over a sealed way. */
export interface FactPayload {
  /** 32 random bytes, hexadecimal. */
  readonly salt: string;
  /** Id of the person at the station that wrote it: by this, people without registration number and card are told apart elsewhere. */
  readonly origin: string;
  readonly registration: string | null;
  readonly name: string;
  readonly kana: string;
  readonly affiliation: string;
  /** ISO day or empty. */
  readonly birthDate: string;
  /** SHA-256 of the authentication certificate that was tapped. */
  readonly card: string | null;
  readonly reason: string | null;
  /** Member of staff. */
  readonly by: string | null;
  readonly evidence: string | null;
}

/** A fact as it travels: `payload` is `null` once the person's key was destroyed. */
export interface TravellingFact {
  readonly hash: string;
  /** Canonical JSON of the body, the bytes that were hashed. */
  readonly body: string;
  readonly payload: FactPayload | null;
}

/** A fact as this desk knows it. */
export interface KnownFact {
  readonly hash: string;
  readonly body: FactBody;
  readonly payload: FactPayload | null;
  /** The person at this desk (`person.id`). */
  readonly person: string | null;
}

/** What a caller says of something that happened; the log adds device, sequence, chain, salt and commitment. */
export type FactDraft = Omit<FactBody, 'format' | 'device' | 'sequence' | 'previous' | 'commitment' | 'stated'> & {
  /** Not said: `false`. */
  readonly stated?: boolean;
  readonly payload: Omit<FactPayload, 'salt' | 'origin'>;
  /** `null`: whoever the payload names, found as for facts of other stations. */
  readonly person: string | null;
};

/**
 * What somebody has of a seminar, per device. Two that have the same facts have the same `Have`; where they differ, the digests show it even when a
 * device wrote two facts under one number.
 */
export type Have = Readonly<Record<string, HaveOfDevice>>;

export interface HaveOfDevice {
  /** Highest sequence up to which nothing is missing; 0: not even the first. */
  readonly upTo: number;
  /** SHA-256, hexadecimal, of the hashes up to there in the order of sequence, then hash. */
  readonly prefix: string;
  /** The same up to each multiple of `MARK_EVERY` below, so that somebody who is behind can compare too. */
  readonly marks: readonly string[];
  /** The same of every fact, those beyond a gap too. */
  readonly all: string;
}
