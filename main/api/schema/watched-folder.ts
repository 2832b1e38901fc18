import * as z from 'zod';
import { failure, isoTime } from './common.ts';
import { openedDocument } from './document.ts';

/** A file of the watched folder that waits for a person; `document`: that which was taken of it and is open. */
export const watchedFile = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().int(),
  changedAt: isoTime,
  document: z.string().nullable(),
});
export type WatchedFile = z.infer<typeof watchedFile>;

const notTaken = z.object({ name: z.string(), failure });
const count = z.number().int();

/** What waits in the watched folder. Nothing of it is signed before a person takes it, looks at it and signs. */
export const watchedFolder = z.object({
  /** `null` where none was chosen; then nothing is looked at. */
  folder: z.string().nullable(),
  /** Why the folder cannot be looked into, and since when. */
  failure: failure.nullable(),
  since: isoTime.nullable(),
  /** Those that have lain longest; `more`: how many are not listed. */
  files: z.array(watchedFile),
  more: count,
  unfit: z.array(notTaken),
  /** Files that lie there still and are signed or put aside. */
  signed: count,
  aside: count,
});
export type WatchedFolderView = z.infer<typeof watchedFolder>;

/** What was taken onto the desk, and what could not be. */
export const watchedTaken = z.object({ opened: z.array(openedDocument), rejected: z.array(notTaken) });
export type WatchedTaken = z.infer<typeof watchedTaken>;
