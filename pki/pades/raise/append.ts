import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileSource } from '../../pdf/bytes/file-source.ts';
import { type ByteSource, MemorySource } from '../../pdf/bytes/source.ts';

/** Makes the bytes that are to be appended to a document; none when there is nothing to add. */
export type Tail = (source: ByteSource) => Promise<Uint8Array>;

/** The document with all tails behind it, each made over what the ones before it left. */
export async function appended(source: Uint8Array, tails: readonly Tail[]): Promise<Uint8Array> {
  let bytes = source;
  for (const tail of tails) bytes = Buffer.concat([bytes, await tail(new MemorySource(bytes))]);
  return bytes;
}

/**
 * The same from file to file, in memory that does not grow with the document. The target appears only when it is complete.
 * @param paths of two different files
 * @throws TypeError when they are the same; the file system's own errors
 */
export async function appendedFile({ source, sink }: { readonly source: string; readonly sink: string }, tails: readonly Tail[]): Promise<void> {
  if (resolve(source) === resolve(sink)) throw new TypeError('a document is not written onto itself');
  const partial = `${sink}.${randomUUID()}.part`;
  try {
    await copyFile(source, partial, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    for (const tail of tails) await append(partial, await tailOf(partial, tail));
    await rename(partial, sink);
  } finally {
    await rm(partial, { force: true });
  }
}

async function tailOf(path: string, tail: Tail): Promise<Uint8Array> {
  using source = new FileSource(path);
  return await tail(source);
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'a');
  await file.writeFile(bytes);
  await file.sync();
}
