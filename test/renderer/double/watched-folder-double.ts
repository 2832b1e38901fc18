import { implement } from '@orpc/server';
import { watchedFolder } from '../../../main/api/contracts/watched-folder.ts';
import type { WatchedFolderView } from '../../../main/api/schema/watched-folder.ts';
import { failed } from './failed.ts';
import { Watched } from './watched.ts';

const NOTHING: WatchedFolderView = { folder: null, failure: null, since: null, files: [], more: 0, unfit: [], signed: 0, aside: 0 };

/** The watched folder as the screens see it, in memory. */
export class WatchedFolderDouble {
  readonly view = new Watched<WatchedFolderView>(NOTHING);
  readonly router;

  constructor(said: (name: string) => void) {
    const os = implement(watchedFolder);
    const change = (part: Partial<WatchedFolderView>) => {
      this.view.set({ ...this.view.value, ...part });
      return this.view.value;
    };
    this.router = os.router({
      watch: os.watch.handler(({ signal }) => this.view.follow(signal)),
      set: os.set.handler(({ input }) => {
        said(`watch ${input?.folder ?? 'nothing'}`);
        if (input && !input.folder.startsWith('/')) throw failed('WATCHED_FOLDER_UNFIT', { folder: input.folder, because: 'relative' });
        return change({ folder: input?.folder ?? null });
      }),
      look: os.look.handler(() => this.view.value),
      take: os.take.handler(({ input }) => {
        said(`take ${input.ids.join()}`);
        return { opened: [], rejected: [] };
      }),
      putAside: os.putAside.handler(({ input }) => {
        said(`put aside ${input.ids.join()}`);
        return change({ files: this.view.value.files.filter(({ id }) => !input.ids.includes(id)), aside: input.ids.length });
      }),
      offerAgain: os.offerAgain.handler(() => change({ aside: 0 })),
    });
  }
}
