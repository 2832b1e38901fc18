import { saveCopy } from '../documents/save-copy.ts';
import { type Trying, useTrying } from '../client/use-trying.ts';

export interface Saving extends Trying {
  /** Asks for a file and hands it to whoever sits here. */
  readonly save: (make: () => Promise<File>) => Promise<void>;
}

/** Files that the program makes: letters, lists, envelopes. */
export function useSaving(): Saving {
  const trying = useTrying();
  const save = (make: () => Promise<File>) =>
    trying.attempt(async () => {
      const file = await make();
      saveCopy(file, file.name);
    });
  return { ...trying, save };
}
