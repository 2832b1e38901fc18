import * as z from 'zod';
import { isoTime } from './common.ts';

/** Somebody whom this desk may hold: on a booked list, or a member of its own association. */
export const heldPerson = z.object({
  person: z.string(),
  /** 医籍登録番号, digits without leading zeros. */
  registration: z.string().nullable(),
  name: z.string(),
  kana: z.string(),
  affiliation: z.string(),
  /** ISO day, empty where it is not known. */
  birthDate: z.string(),
  /** `null`: not known. */
  myPage: z.boolean().nullable(),
  /** Seminars on whose booked list the person is. */
  booked: z.array(z.string()),
  member: z.boolean(),
});
export type HeldPerson = z.infer<typeof heldPerson>;

export const heldList = z.object({
  id: z.string(),
  kind: z.enum(['members', 'booking']),
  /** Association of a member list; title of the seminar of a booked list. */
  name: z.string(),
  seminar: z.string().nullable(),
  importedAt: isoTime,
  fileName: z.string(),
  persons: z.number().int(),
});
export type HeldList = z.infer<typeof heldList>;

/** What a column of a list may hold; family and given name are joined. */
export const importField = z.enum([
  'registration',
  'name',
  'familyName',
  'givenName',
  'kana',
  'familyKana',
  'givenKana',
  'affiliation',
  'birthDate',
  'myPage',
  'room',
]);
export type ImportField = z.infer<typeof importField>;

/** A column by its heading; `null`: nothing of it is kept. */
export const importColumn = z.object({ heading: z.string().max(200), field: importField.nullable() });
export type ImportColumn = z.infer<typeof importColumn>;

export const importOrder = z.object({
  file: z.file(),
  kind: z.enum(['members', 'booking']),
  association: z.string().max(200).optional(),
  seminar: z.string().optional(),
  /** Column profile; without it the columns are recognised by their headings. */
  profile: z.string().optional(),
  /** Columns as a person tells them, over what the headings say; an import that applies remembers them for its profile. */
  columns: z.array(importColumn).max(200).optional(),
  /** Registration numbers whose differing name or birth date a person has compared: for them the file counts. */
  confirmed: z.array(z.string().max(20)).max(1_000).optional(),
  /** `false`: only look. */
  apply: z.boolean(),
});
export type ImportOrder = z.infer<typeof importOrder>;

/**
 * `duplicate` the same person again · `identity-differs` the number belongs to somebody with another birth date or name · `two-numbers` somebody of the
 * same name and birth date has another number · `room-unknown` the plan of the seminar has no such room. Words: `members.problem.<id>`.
 */
export const IMPORT_PROBLEMS = [
  'registration-missing',
  'registration-wrong',
  'name-missing',
  'birth-date-wrong',
  'duplicate',
  'identity-differs',
  'two-numbers',
  'unreadable-letter',
  'room-unknown',
  'columns-missing',
] as const;

/** One row that was not taken as it stands. */
export const importProblem = z.object({
  /** As an editor counts; of `columns-missing` that of the headings. */
  line: z.number().int(),
  id: z.enum(IMPORT_PROBLEMS),
  /** What stands there; of `columns-missing` the field. */
  value: z.string(),
  /** Whether the row is on the list all the same. */
  taken: z.boolean(),
});
export type ImportProblem = z.infer<typeof importProblem>;
export const importAnswer = z.object({
  encoding: z.enum(['utf-8', 'utf-16', 'shift_jis']),
  columns: z.array(z.object({ ...importColumn.shape, heading: z.string() })),
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** On the list before and not any more. */
  gone: z.number().int(),
  problems: z.array(importProblem),
  applied: z.boolean(),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

/** What a clerk knows of somebody beside what is on record; only gaps are filled. */
export const completeOrder = z.object({
  person: z.string(),
  /** In any spelling; `null`: not known. */
  registration: z.string().max(20).nullable(),
  name: z.string().max(200),
  kana: z.string().max(200),
  affiliation: z.string().max(200),
  /** ISO day or empty. */
  birthDate: z.union([z.literal(''), z.iso.date()]),
  by: z.string().min(1).max(100),
});
export type CompleteOrder = z.infer<typeof completeOrder>;

export const searchOrder = z.object({ text: z.string().max(200), seminar: z.string().optional(), limit: z.number().int().min(1).max(100) });

/** Without TLS only within this computer: the token would be open to everybody on the way. */
const hubUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => {
    const url = URL.parse(text);
    const bare = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
    return bare && (url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname));
  });

/** Where the hub with the whole membership is (base address of SCIM 2.0, RFC 7644), and whether this desk has a token for it. */
export const hubSettings = z.object({ url: z.union([z.literal(''), hubUrl]), hasToken: z.boolean() });
export type HubSettings = z.infer<typeof hubSettings>;
