import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedDocument } from '../api/schema/document.ts';
import { AppError } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import { type Inspection, inspect } from './inspect.ts';
import { type DocumentKind, kindOf, SIGNABLE_AS } from './kind.ts';
import { safeName } from './names.ts';
import { sha256 } from './sha256.ts';

/** A document that was taken in, with its bytes. */
export interface TakenDocument {
  readonly opened: OpenedDocument;
  readonly bytes: Uint8Array;
}

/** Copies of the documents people work on, readable by their owner only, gone when discarded, at the end and at the next start. */
export interface Intake extends AsyncDisposable {
  take(name: string, bytes: Uint8Array): Promise<OpenedDocument>;
  describe(id: string): OpenedDocument | null;
  /** A document with these bytes, if one is at hand. */
  find(sha256: string): OpenedDocument | null;
  /** @throws AppError DOCUMENT_UNKNOWN, FILE_UNREADABLE */
  read(id: string): Promise<TakenDocument>;
  /** Notes that the person was shown the document. */
  shown(id: string): void;
  /**
   * The document, if it may be signed as far as seeing goes: records that no form shows must have been looked at.
   * @throws AppError DOCUMENT_NOT_VIEWED, DOCUMENT_UNKNOWN, FILE_UNREADABLE
   */
  readForSigning(id: string): Promise<TakenDocument>;
  discard(id: string): Promise<void>;
}

function describeDocument(id: string, name: string, kind: DocumentKind, bytes: Uint8Array, { failure, cautions }: Inspection): OpenedDocument {
  const signableAs = failure ? [] : [...SIGNABLE_AS[kind]];
  return { id, name: safeName(name), size: bytes.length, sha256: sha256(bytes), kind, signableAs, cautions: [...cautions], failure };
}

export async function openIntake(folder: string): Promise<Intake> {
  await makePrivateFolder(folder);
  const empty = async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  };
  await empty();
  const documents = new Map<string, OpenedDocument>();
  const unseen = new Set<string>();
  const fileOf = (id: string) => join(folder, id);

  async function read(id: string): Promise<TakenDocument> {
    const opened = documents.get(id);
    if (!opened) throw new AppError('DOCUMENT_UNKNOWN', { id });
    const bytes = await readFile(fileOf(id)).catch((cause: NodeJS.ErrnoException) => {
      throw new AppError('FILE_UNREADABLE', { path: fileOf(id), note: cause.code ?? '' }, { cause });
    });
    return { opened, bytes };
  }

  return {
    describe: (id) => documents.get(id) ?? null,
    find: (wanted) => [...documents.values()].find((opened) => opened.sha256 === wanted) ?? null,
    read,
    async take(name, bytes) {
      const id = randomUUID();
      const kind = kindOf(bytes);
      const inspection = await inspect(kind, bytes);
      const opened = describeDocument(id, name, kind, bytes, inspection);
      await writeFile(fileOf(id), bytes, { mode: 0o600, flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
        throw new AppError('FILE_UNWRITABLE', { path: fileOf(id), note: cause.code ?? '' }, { cause });
      });
      documents.set(id, opened);
      if (inspection.mustBeSeen) unseen.add(id);
      return opened;
    },
    shown: (id) => void unseen.delete(id),
    async readForSigning(id) {
      if (unseen.has(id)) throw new AppError('DOCUMENT_NOT_VIEWED', { id });
      return read(id);
    },
    async discard(id) {
      documents.delete(id);
      unseen.delete(id);
      await rm(fileOf(id), { force: true });
    },
    async [Symbol.asyncDispose]() {
      documents.clear();
      await empty();
    },
  };
}
