import { readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, fileFault } from '../../errors.ts';
import { syncFolder } from '../../store/name-file.ts';
import { writeTemporaryFile } from '../../store/write-new-file.ts';

/** Folders that the terminal for on-line qualification (資格確認端末) shares with record systems. */
export interface TerminalFolders {
  /** Where it takes requests from. */
  readonly request: string;
  /** Where it puts answers. */
  readonly response: string;
}

/** An answer as far as it is written. */
export interface AnswerFile {
  readonly bytes: Uint8Array;
  readonly changedAt: Date;
}

/** Files of one request by its id. The prefixes are the service's (処方箋情報登録). */
export interface TerminalFiles {
  /**
   * Puts the request there whole, or not at all. One that lies there already is left.
   * @param mayName asked at the last moment before the file gets its name; where it may not, it gets none
   * @returns `uncertain` where the folder failed so that nobody can tell whether the file had got its name, `placing` where it still owes the answer
   * @throws AppError FILE_UNWRITABLE, TERMINAL_FOLDER_UNFIT; then it surely has none
   */
  place(id: string, request: Uint8Array, mayName?: () => boolean): Promise<'placed' | 'uncertain' | 'placing'>;
  /** The request still lies there. @throws AppError FILE_UNREADABLE */
  lies(id: string): Promise<boolean>;
  /** Takes away what an earlier run had half written of a request. */
  sweep(id: string): Promise<void>;
  /** The answer; `null` before there is one. @throws AppError FILE_UNREADABLE */
  answer(id: string): Promise<AnswerFile | null>;
  /** Ids of the requests whose answers lie there; none where the folder is away. @throws AppError FILE_UNREADABLE */
  answers(): Promise<readonly string[]>;
  /** Takes the answer away once it is kept; one that is gone already is as good. @throws AppError FILE_UNWRITABLE */
  take(id: string): Promise<void>;
}

const ANSWER = /^ESPsiPIR01res_([0-9a-f-]{36})\.xml$/;

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
/**
 * With these a file was not renamed; after any other a share over the network may have done it all the same. That nothing is there says so of a file
 * that still has its former name alone: a share that repeats a rename which it had done finds nothing either.
 */
const NOT_RENAMED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EBUSY', 'EXDEV']);

/** @param giveName renames a file */
export function terminalFiles({ request, response }: TerminalFolders, giveName: (from: string, to: string) => Promise<void> = rename): TerminalFiles {
  const asked = (id: string): string => join(request, `ESPsiPIR01req_${id}.xml`);
  const partial = (id: string): string => join(request, `.${id}.partial`);
  const answered = (id: string): string => join(response, `ESPsiPIR01res_${id}.xml`);

  const isThere = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      (error) => (absent(error) ? false : fileFault('FILE_UNREADABLE', path)(error)),
    );
  const lies = (id: string): Promise<boolean> => isThere(asked(id));
  const sweep = (id: string): Promise<void> => rm(partial(id), { force: true });

  return {
    lies,
    sweep,
    async place(id, bytes, mayName = () => true) {
      if (await lies(id)) return 'placed';
      await sweep(id).catch(fileFault('FILE_UNWRITABLE', partial(id)));
      await writeTemporaryFile(partial(id), bytes);
      if (!mayName()) {
        await sweep(id).catch(() => {});
        throw new AppError('FILE_UNWRITABLE', { path: asked(id) });
      }
      // The name is this request's alone, so that nothing of others is replaced, and there is no moment with half a file.
      try {
        await giveName(partial(id), asked(id));
      } catch (error) {
        const left = await isThere(partial(id)).catch(() => false);
        await sweep(id).catch(() => {});
        const refused = NOT_RENAMED.has((error as NodeJS.ErrnoException).code ?? '') || (absent(error) && left);
        if (refused) return fileFault('FILE_UNWRITABLE', asked(id))(error);
        return (await lies(id).catch(() => false)) ? 'placed' : 'uncertain';
      }
      await syncFolder(request).catch(() => {});
      return 'placed';
    },
    answer: async (id) => {
      try {
        const [bytes, { mtime: changedAt }] = [await readFile(answered(id)), await stat(answered(id))];
        return { bytes, changedAt };
      } catch (error) {
        return absent(error) ? null : fileFault('FILE_UNREADABLE', answered(id))(error);
      }
    },
    answers: async () => {
      const names = await readdir(response).catch((error) => (absent(error) ? [] : fileFault('FILE_UNREADABLE', response)(error)));
      return names.flatMap((name) => ANSWER.exec(name)?.[1] ?? []);
    },
    take: (id) =>
      unlink(answered(id)).catch((error) => {
        if (!absent(error)) fileFault('FILE_UNWRITABLE', answered(id))(error);
      }),
  };
}
