import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileSource } from '../pdf/bytes/file-source.ts';
import { MemorySource } from '../pdf/bytes/source.ts';
import type { PadesOrder } from './sign/order.ts';
import { signedTail } from './sign/prepare.ts';

export type { PadesOrder, StampOrder } from './sign/order.ts';

/**
 * Signs a PDF at level PAdES B-B (ETSI EN 319 142-1) by an incremental update: the given bytes are a strict prefix of the answer.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED, PDF_CERTIFIED_NO_CHANGES, PDF_ALTERED_AFTER_SIGNING,
 * PDF_SIGNATURE_TOO_LARGE, STAMP_GLYPH_MISSING, LEVEL_NOT_AVAILABLE, SIGNATURE_VALUE_WRONG; whatever the signer throws
 * @example
 * const signed = await signPades({ source: pdf, signer, signingTime: new Date(), stamp: {} });
 */
export async function signPades({ source, ...order }: PadesOrder & { readonly source: Uint8Array }): Promise<Uint8Array> {
  return Buffer.concat([source, await signedTail(new MemorySource(source), order)]);
}

/**
 * The same from file to file, in memory that does not grow with the document. The target appears only when it is complete.
 * @param order `source` and `sink` are paths of two different files
 * @throws also the file system's own errors
 */
export async function signPadesFile({ source, sink, ...order }: PadesOrder & { readonly source: string; readonly sink: string }): Promise<void> {
  if (resolve(source) === resolve(sink)) throw new TypeError('a document is not signed onto itself');
  const partial = `${sink}.${randomUUID()}.part`;
  try {
    await copyFile(source, partial, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await append(partial, await tailOf(partial, order));
    await rename(partial, sink);
  } finally {
    await rm(partial, { force: true });
  }
}

async function tailOf(path: string, order: PadesOrder): Promise<Uint8Array> {
  using source = new FileSource(path);
  return await signedTail(source, order);
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'a');
  await file.writeFile(bytes);
  await file.sync();
}
