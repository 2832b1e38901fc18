import { askPlace, type Place } from './fitness.ts';
import type { TerminalFiles, TerminalFolders } from './folders.ts';

/**
 * Files of the terminal whose folders may lie on a share that does not answer: each question is given up after a while, as TERMINAL_FOLDER_UNFIT. A
 * request that was not yet getting its name then gets none any more.
 * @param ended waits no longer
 */
export function patientFiles(files: TerminalFiles, folders: TerminalFolders, ended: AbortSignal): TerminalFiles {
  const ask = <T>(place: Place, work: () => Promise<T>): Promise<T> => askPlace(folders, place, work, ended);
  return {
    async place(id, request) {
      const giving: { state: 'before' | 'naming' | 'over' } = { state: 'before' };
      const over = (): void => {
        giving.state = 'over';
      };
      const mayName = (): boolean => {
        if (giving.state !== 'before') return false;
        giving.state = 'naming';
        return true;
      };
      try {
        return await ask('request', () => files.place(id, request, mayName).finally(over));
      } catch (error) {
        if (giving.state === 'naming') return 'placing';
        over();
        throw error;
      }
    },
    lies: (id) => ask('request', () => files.lies(id)),
    sweep: (id) => ask('request', () => files.sweep(id)),
    answer: (id) => ask('response', () => files.answer(id)),
    answers: () => ask('response', () => files.answers()),
    take: (id) => ask('response', () => files.take(id)),
  };
}
