import * as z from 'zod';
import { registrationDigits } from '../../membership/registration-number.ts';
import type { TapWay } from '../../../card/hpki/tap/ways.ts';
import { isoTime } from '../../api/schema/common.ts';
import { type SeminarRevision, seminarRevision } from '../../training/revision.ts';
import type { FactLog } from '../facts/log.ts';
import { FACT_LIMITS, isoDay } from '../facts/schema.ts';

/** Somebody on the booked list of a seminar. Ids of persons mean nothing elsewhere: the registration number says who it is. */
export interface SharedPerson {
  readonly registration: string | null;
  readonly name: string;
  readonly kana: string;
  readonly affiliation: string;
  /** ISO day or empty. */
  readonly birthDate: string;
  readonly myPage: boolean | null;
  /** What the QR code of the booking says. */
  readonly code: string | null;
  /** Rooms that were booked, where that was told. */
  readonly rooms?: readonly string[];
}

/** A booking that was taken back: SHA-256 of its code, hexadecimal, which says nothing of the person. */
export interface SharedWithdrawal {
  readonly withdrawn: string;
}

/** A card that was bound to somebody who is booked for a seminar. Certificates are DER in base64. */
export interface SharedBinding {
  readonly person: Omit<SharedPerson, 'code' | 'rooms'>;
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly atr: string;
  /** How the card is read in fewest commands. */
  readonly way: TapWay | null;
  readonly boundAt: string;
  /** Member of staff. */
  readonly by: string;
}

export interface SharedRows {
  readonly plan: SeminarRevision;
  readonly people: SharedPerson | SharedWithdrawal;
  readonly bindings: SharedBinding;
}
/** What is shared beside facts, in the order in which it is needed. */
export const ROW_KINDS = ['plan', 'people', 'bindings'] as const satisfies readonly (keyof SharedRows)[];
export type RowKind = (typeof ROW_KINDS)[number];

export type SharedChange =
  /** Another set of seminars is open. */
  | { readonly kind: 'seminars' }
  /** Rows of one seminar are others than before. Where `rows` tells all that are new, the others are not read again. */
  | { readonly kind: RowKind; readonly seminar: string; readonly rows?: readonly SharedRows[RowKind][] };

/** What of this desk stations may share. Taking is a set union: idempotent, in any order. Nothing that is here is lost by it but bookings that were taken back. */
export interface Shared {
  /** Seminars that are open for sharing at this desk now, at most 100; ids that cannot be guessed. Nothing of others ever leaves it. */
  seminars(): readonly string[];
  /** Those of them that a station is invited to when it is paired: what is received now or soon. Nobody learns of others by pairing. */
  offered(): readonly string[];
  /** Rows of a seminar; none for one that this desk does not know. */
  readonly rows: { readonly [Kind in RowKind]: (seminar: string) => Promise<readonly SharedRows[Kind][]> };
  /** Takes rows of another station. @throws AppError for rows that this desk refuses; they are left out then */
  readonly take: { readonly [Kind in RowKind]: (seminar: string, rows: readonly SharedRows[Kind][]) => Promise<void> };
  readonly facts: Pick<FactLog, 'have' | 'missing' | 'merge' | 'watch'>;
  watch(listener: (change: SharedChange) => void): Disposable;
}

const text = (length: number) => z.string().max(length);
const WORDS = ['name', 'kana', 'affiliation'] as const;

/** Somebody as every station takes them: words of a list beyond the limit are cut, a day of birth that is none is left out. */
export function shareable<P extends Omit<SharedPerson, 'code' | 'rooms'>>(told: P): P {
  const cut = WORDS.map((name) => [name, told[name].slice(0, FACT_LIMITS.value).toWellFormed()] as const);
  return { ...told, ...Object.fromEntries(cut), birthDate: isoDay.safeParse(told.birthDate).success ? told.birthDate : '' };
}
const base64 = z.base64().min(4).max(20_000);

const person = z.strictObject({
  registration: registrationDigits.nullable(),
  name: text(FACT_LIMITS.value),
  kana: text(FACT_LIMITS.value),
  affiliation: text(FACT_LIMITS.value),
  birthDate: z.union([z.literal(''), isoDay]),
  myPage: z.boolean().nullable(),
});

/** Rows as they arrive. */
export const ROW_SCHEMAS: { readonly [Kind in RowKind]: z.ZodType<SharedRows[Kind]> } = {
  plan: z.strictObject(seminarRevision.shape),
  people: z.union([
    person.extend({ code: text(500).nullable(), rooms: z.array(text(40)).max(30).optional() }),
    z.strictObject({ withdrawn: z.string().regex(/^[\da-f]{64}$/) }),
  ]),
  bindings: z.strictObject({
    person,
    certificate: base64,
    chain: z.array(base64).max(10),
    atr: z.string().regex(/^[\dA-F]{0,66}$/),
    way: z.strictObject({ file: z.number().int().min(1).max(0xffff), form: z.enum(['select', 'short-id']) }).nullable(),
    boundAt: isoTime,
    by: text(1000),
  }),
};
