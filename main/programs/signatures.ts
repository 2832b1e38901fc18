import type { RegisterEntry } from '../api/schema/document.ts';
import type { Register } from '../documents/register.ts';
import type { Store } from '../store/store.ts';
import type { Request } from './requests.ts';

/** A signed document as the program that asked for it gets it. */
export interface SignedAnswer {
  readonly name: string;
  readonly format: RegisterEntry['format'];
  readonly level: RegisterEntry['level'];
  readonly sha256: string;
  /** The signed file, or the detached signature, in base64. */
  readonly content: string;
  /** Signed with a certificate of the test policy. */
  readonly test: boolean;
}

/** Which signature answers which request, so that a program gets it also when it or this one was restarted meanwhile. */
export interface ProgramSignatures {
  keep(request: Request, entry: RegisterEntry): Promise<void>;
  /** The register entry that answers a request of this caller; `null` where there is none. */
  entryOf(caller: string, request: string): Promise<string | null>;
  /** @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND */
  answer(entry: string): Promise<SignedAnswer>;
}

export function programSignatures({ db, now }: Pick<Store, 'db' | 'now'>, register: Register): ProgramSignatures {
  return {
    async keep({ id, caller, askedAt }, entry) {
      const row = { request: id, caller: caller.id, entry: entry.id, asked_at: askedAt, signed_at: now().toISOString() };
      await db.insertInto('program_signature').values(row).execute();
    },
    async entryOf(caller, request) {
      const row = await db
        .selectFrom('program_signature')
        .select('entry')
        .where('request', '=', request)
        .where('caller', '=', caller)
        .executeTakeFirst();
      return row?.entry ?? null;
    },
    async answer(id) {
      const { entry, bytes } = await register.read(id);
      const { outputName: name, format, level, outputSha256, test } = entry;
      return { name, format, level, sha256: outputSha256, content: Buffer.from(bytes).toString('base64'), test };
    },
  };
}
