import { implement } from '@orpc/server';
import type { Venue } from '../../attendance/venue/venue.ts';
import { membership } from '../contracts/membership.ts';
import { failures } from '../failures.ts';
import { bytesOf } from './files.ts';

export function membershipRouter(venue: () => Promise<Venue>) {
  const desk = implement(membership).use(failures);
  return {
    lists: desk.lists.handler(async () => (await venue()).people.lists()),
    import: desk.import.handler(async ({ input }) => {
      const { file, ...order } = input;
      return (await venue()).people.import({ ...order, fileName: file.name, bytes: await bytesOf(file) });
    }),
    remove: desk.remove.handler(async ({ input }) => (await venue()).people.remove(input.list)),
    complete: desk.complete.handler(async ({ input }) => (await venue()).people.complete(input)),
    search: desk.search.handler(async ({ input }) => [...(await venue()).people.search(input)]),
    askHub: desk.askHub.handler(async ({ input }) => (await venue()).hub.ask(input)),
    hub: desk.hub.handler(async () => (await venue()).hub.settings),
    setHub: desk.setHub.handler(async ({ input }) => (await venue()).hub.change(input)),
  };
}
