import { stat } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { Register } from '../documents/register.ts';
import { fileFault } from '../errors.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { OpenRequest } from './requests.ts';
import type { KeepRoom } from './room.ts';

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
  /** Keeps which request the signature of a document will answer. */
  expect(request: OpenRequest<'sign'>): Promise<void>;
  /** The signature of a document answers no request any more. */
  forget(document: string): Promise<void>;
  /** Notes the signature of a document as the answer to its request, in the transaction that enters the signature; nothing for a document nobody asked for. */
  keep(transaction: Kysely<Tables>, document: string, entry: string): Promise<void>;
  /** Whether a document waits in a batch. */
  isWaiting(document: string): Promise<boolean>;
  /** Whether a document of this request waits in a batch that an earlier run began. */
  isExpected(caller: string, request: string): Promise<boolean>;
  /** The register entry that answers a request of this caller; `null` where there is none. */
  entryOf(caller: string, request: string): Promise<string | null>;
  /** @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND; ProgramFault ANSWERS_UNREAD */
  answer(entry: string, keepRoom: KeepRoom): Promise<SignedAnswer>;
}

/** Bytes of an answer for each byte of its file. */
const IN_BASE64 = 1.4;

export async function programSignatures({ db, now }: Pick<Store, 'db' | 'now'>, register: Register): Promise<ProgramSignatures> {
  /** Documents that a batch will still sign, which are all that outlives the program unsigned. */
  const waiting = () => db.selectFrom('signing_batch_item').select('document').where('entry', 'is', null).where('failure', 'is', null);
  await db.deleteFrom('program_order').where('document', 'not in', waiting()).execute();

  return {
    async expect({ id, caller, askedAt, order: { document } }) {
      const row = { document: document.id, request: id, caller: caller.id, asked_at: askedAt };
      await db.insertInto('program_order').values(row).execute();
    },
    async forget(document) {
      await db.deleteFrom('program_order').where('document', '=', document).execute();
    },
    async keep(transaction, document, entry) {
      const order = await transaction.deleteFrom('program_order').where('document', '=', document).returningAll().executeTakeFirst();
      if (!order) return;
      const { request, caller, asked_at } = order;
      await transaction.insertInto('program_signature').values({ request, caller, entry, asked_at, signed_at: now().toISOString() }).execute();
    },
    async isWaiting(document) {
      return (await waiting().where('document', '=', document).executeTakeFirst()) !== undefined;
    },
    async isExpected(caller, request) {
      const row = await db
        .selectFrom('program_order')
        .select('document')
        .where('request', '=', request)
        .where('caller', '=', caller)
        .where('document', 'in', waiting())
        .executeTakeFirst();
      return row !== undefined;
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
    async answer(id, keepRoom) {
      const { outputPath } = await register.find(id);
      const { size } = await stat(outputPath).catch(fileFault('FILE_NOT_FOUND', outputPath));
      keepRoom(size * IN_BASE64);
      const { entry, bytes } = await register.read(id);
      const { outputName: name, format, level, outputSha256, test } = entry;
      return { name, format, level, sha256: outputSha256, content: Buffer.from(bytes).toString('base64'), test };
    },
  };
}
