import { readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../../errors.ts';
import { writeNewFile } from '../../store/write-new-file.ts';

/** Folders that the terminal for on-line qualification (資格確認端末) shares with record systems. */
export interface TerminalFolders {
  /** Where it takes requests from. */
  readonly request: string;
  /** Where it puts answers. */
  readonly response: string;
}

/** Files of one request by its id. The prefixes are the service's (処方箋情報登録). */
export interface TerminalFiles {
  /** Puts the request there whole, or not at all; never over another. @throws AppError FILE_UNWRITABLE */
  place(id: string, request: Uint8Array): Promise<void>;
  /** The request still lies there. */
  lies(id: string): Promise<boolean>;
  /** The answer, as far as it is written; `null` before there is one. @throws AppError FILE_UNREADABLE */
  answer(id: string): Promise<Uint8Array | null>;
  /** Takes the answer away once it is kept; one that is gone already is as good. */
  take(id: string): Promise<void>;
}

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export function terminalFiles({ request, response }: TerminalFolders): TerminalFiles {
  const asked = (id: string): string => join(request, `ESPsiPIR01req_${id}.xml`);
  const answered = (id: string): string => join(response, `ESPsiPIR01res_${id}.xml`);
  return {
    place: (id, bytes) => writeNewFile(asked(id), bytes),
    lies: (id) =>
      stat(asked(id)).then(
        () => true,
        (error) => (absent(error) ? false : fileFault('FILE_UNREADABLE', asked(id))(error)),
      ),
    answer: (id) => readFile(answered(id)).catch((error) => (absent(error) ? null : fileFault('FILE_UNREADABLE', answered(id))(error))),
    take: (id) =>
      unlink(answered(id)).catch((error) => {
        if (!absent(error)) fileFault('FILE_UNWRITABLE', answered(id))(error);
      }),
  };
}
