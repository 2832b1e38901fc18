import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { watchedFolder } from '../contracts/watched-folder.ts';
import { failures } from '../failures.ts';

export function watchedFolderRouter({ watchedFolder: folder }: Pick<Application, 'watchedFolder'>) {
  const desk = implement(watchedFolder).use(failures);
  return {
    view: desk.view.handler(() => folder.view),
    set: desk.set.handler(({ input }) => folder.set(input)),
    look: desk.look.handler(() => folder.look()),
    take: desk.take.handler(({ input }) => folder.take(input.ids)),
    putAside: desk.putAside.handler(({ input }) => folder.putAside(input.ids)),
    offerAgain: desk.offerAgain.handler(() => folder.offerAgain()),
  };
}
