import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedDocument } from '../api/schema/document.ts';
import { AppError, fileFault } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import type { RuleOnDispensing } from '../prescriptions/dispensing/ruling.ts';
import { type Inspection, inspect } from './inspect.ts';
import { type DocumentKind, kindOf, type SignableFormat, signableAs } from './kind.ts';
import { safeName } from './names.ts';
import { sha256 } from './sha256.ts';

/** A document that was taken in, and the file that holds it. */
export interface TakenDocument {
  readonly opened: OpenedDocument;
  readonly path: string;
  /** The very bytes that were taken in. @throws AppError FILE_UNREADABLE, also where the file holds others by now */
  read(): Promise<Uint8Array>;
}

/** The document whose bytes lie at a path. */
export const takenAt = (path: string, opened: OpenedDocument): TakenDocument => ({
  opened,
  path,
  async read() {
    const bytes = await readFile(path).catch(fileFault('FILE_UNREADABLE', path));
    if (sha256(bytes) !== opened.sha256) throw new AppError('FILE_UNREADABLE', { path });
    return bytes;
  },
});

/** What whoever brings a document asks for beside what the document itself is. */
export interface Wishes {
  /** It is not signed before it was shown, whatever it holds. */
  readonly mustBeSeen?: boolean;
  /** Stands first among the formats that the document can have. */
  readonly format?: SignableFormat | null;
}

/** Copies of the documents people work on, readable by their owner only, gone when discarded, at the end and at the next start. */
export interface Intake extends AsyncDisposable {
  take(name: string, bytes: Uint8Array, wishes?: Wishes): Promise<OpenedDocument>;
  /** A document with these bytes, if one is at hand. */
  withContent(sha256: string): TakenDocument | null;
  describe(id: string): OpenedDocument | null;
  /** @throws AppError DOCUMENT_UNKNOWN */
  find(id: string): TakenDocument;
  /** Notes that the person was shown the document. */
  shown(id: string): void;
  /**
   * The document, if it may be signed as far as seeing goes: what must be seen was shown.
   * @throws AppError DOCUMENT_NOT_VIEWED, DOCUMENT_UNKNOWN
   */
  forSigning(id: string): TakenDocument;
  discard(id: string): Promise<void>;
}

function describeDocument(
  id: string,
  name: string,
  kind: DocumentKind,
  bytes: Uint8Array,
  { failure, cautions, mustBeSeen }: Inspection,
  wishes: Wishes,
): OpenedDocument {
  const formats = failure ? [] : signableAs(kind, bytes);
  return {
    id,
    name: safeName(name),
    size: bytes.length,
    sha256: sha256(bytes),
    kind,
    signableAs: [...formats.filter((format) => format === wishes.format), ...formats.filter((format) => format !== wishes.format)],
    cautions: [...cautions],
    failure,
    mustBeSeen: mustBeSeen || wishes.mustBeSeen === true,
  };
}

/** @param rule on the prescription inside a dispensing document; without it none counts as verified */
export async function openIntake(folder: string, rule?: RuleOnDispensing): Promise<Intake> {
  await makePrivateFolder(folder);
  const empty = async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  };
  await empty();
  const documents = new Map<string, OpenedDocument>();
  const unseen = new Set<string>();
  const fileOf = (id: string) => join(folder, id);

  const taken = (opened: OpenedDocument): TakenDocument => takenAt(fileOf(opened.id), opened);

  function find(id: string): TakenDocument {
    const opened = documents.get(id);
    if (!opened) throw new AppError('DOCUMENT_UNKNOWN', { id });
    return taken(opened);
  }

  return {
    describe: (id) => documents.get(id) ?? null,
    find,
    withContent(wanted) {
      const opened = [...documents.values()].find((candidate) => candidate.sha256 === wanted);
      return opened ? taken(opened) : null;
    },
    async take(name, bytes, wishes = {}) {
      const id = randomUUID();
      const kind = kindOf(bytes);
      const inspection = await inspect(kind, bytes, rule);
      const opened = describeDocument(id, name, kind, bytes, inspection, wishes);
      await writeFile(fileOf(id), bytes, { mode: 0o600, flag: 'wx' }).catch(async (cause: unknown) => {
        await rm(fileOf(id), { force: true });
        return fileFault('FILE_UNWRITABLE', fileOf(id))(cause);
      });
      documents.set(id, opened);
      if (opened.mustBeSeen) unseen.add(id);
      return opened;
    },
    shown: (id) => void unseen.delete(id),
    forSigning(id) {
      if (unseen.has(id)) throw new AppError('DOCUMENT_NOT_VIEWED', { id });
      return find(id);
    },
    async discard(id) {
      // Only an id that was given out here ever becomes part of a path.
      if (!documents.delete(id)) return;
      unseen.delete(id);
      await rm(fileOf(id), { force: true });
    },
    async [Symbol.asyncDispose]() {
      documents.clear();
      await empty();
    },
  };
}
