import { dirname } from 'node:path';
import type { OpenedDocument } from '../api/schema/document.ts';
import type { Intake } from '../documents/intake.ts';
import { safeName } from '../documents/names.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import { askFolder } from '../folders/unless-silent.ts';
import type { Decisions } from './decisions.ts';
import { unfitFolder } from './fitness.ts';
import type { SettledFile } from './folder-scan.ts';
import { bytesAt } from './whole-file.ts';

/** A file under the id by which it is decided on. */
export type Offered = SettledFile & { readonly id: string };

export interface TakingParts {
  readonly decisions: Decisions;
  readonly intake: Pick<Intake, 'take' | 'describe' | 'discard'>;
}

/** The document of a file that somebody has open, or that waits in a batch; `null` without one. */
export async function documentOf(
  { decisions, intake }: TakingParts,
  documents: readonly string[],
): Promise<{ readonly id: string; readonly where: 'desk' | 'batch' } | null> {
  for (const id of documents) {
    if (await decisions.isInBatch(id)) return { id, where: 'batch' };
    if (intake.describe(id)) return { id, where: 'desk' };
  }
  return null;
}

const read = (file: Offered): Promise<Uint8Array | null> =>
  bytesAt(file.path, file).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT'
      ? new AppError('WATCHED_FILE_GONE', { name: safeName(file.name) })
      : new AppError('FILE_UNREADABLE', { path: file.path, note: cause.code ?? '' }, { cause });
  });

/**
 * Takes a file onto the desk as it was offered; one that is open already is the same document again.
 * @throws AppError WATCHED_FILE_GONE, FILE_UNREADABLE, FILE_UNWRITABLE, DOCUMENT_IN_BATCH, WATCHED_FOLDER_UNFIT
 */
export async function takeFile(parts: TakingParts, file: Offered): Promise<OpenedDocument> {
  const { decisions, intake } = parts;
  if ((await decisions.of([file])).has(file.id)) throw new AppError('WATCHED_FILE_GONE', { name: safeName(file.name) });
  const open = await documentOf(parts, (await decisions.documents()).get(file.id) ?? []);
  if (open?.where === 'batch') throw new AppError('DOCUMENT_IN_BATCH', { document: open.id });
  if (open) return intake.describe(open.id)!;
  const bytes = await askFolder(
    dirname(file.path),
    () => read(file),
    () => unfitFolder(dirname(file.path), 'silent'),
  );
  if (!bytes || sha256(bytes) !== file.sha256) throw new AppError('WATCHED_FILE_GONE', { name: safeName(file.name) });
  const opened = await intake.take(file.name, bytes);
  await decisions.taken(opened.id, file.id).catch(async (error: unknown) => {
    await intake.discard(opened.id);
    throw error;
  });
  return opened;
}
