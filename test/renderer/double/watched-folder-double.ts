import { implement } from '@orpc/server';
import { watchedFolder } from '../../../main/api/contracts/watched-folder.ts';
import type { WatchedFolderView } from '../../../main/api/schema/watched-folder.ts';
import { failed } from './failed.ts';

const NOTHING: WatchedFolderView = { folder: null, failure: null, since: null, files: [], more: 0, unfit: [], signed: 0, aside: 0 };

/** The watched folder as the screens see it, in memory. */
export class WatchedFolderDouble {
  view = NOTHING;
  readonly router;

  constructor(said: (name: string) => void) {
    const os = implement(watchedFolder);
    const change = (part: Partial<WatchedFolderView>) => {
      this.view = { ...this.view, ...part };
      return this.view;
    };
    this.router = os.router({
      view: os.view.handler(() => this.view),
      set: os.set.handler(({ input }) => {
        said(`watch ${input?.folder ?? 'nothing'}`);
        if (input && !input.folder.startsWith('/')) throw failed('WATCHED_FOLDER_UNFIT', { folder: input.folder, because: 'relative' });
        return change({ folder: input?.folder ?? null });
      }),
      look: os.look.handler(() => this.view),
      take: os.take.handler(({ input }) => {
        said(`take ${input.ids.join()}`);
        return { opened: [], rejected: [] };
      }),
      putAside: os.putAside.handler(({ input }) => {
        said(`put aside ${input.ids.join()}`);
        return change({ files: this.view.files.filter(({ id }) => !input.ids.includes(id)), aside: input.ids.length });
      }),
      offerAgain: os.offerAgain.handler(() => change({ aside: 0 })),
    });
  }
}
