import { implement } from '@orpc/server';
import { toFailure } from '../../failure.ts';
import { Latest } from '../../latest.ts';
import type { RemoteDesk } from '../../remote-signing/remote-desk.ts';
import { remote } from '../contracts/remote.ts';
import { failures } from '../failures.ts';
import type { RemoteVisit } from '../schema/remote.ts';

export function remoteRouter(desk: RemoteDesk) {
  const part = implement(remote).use(failures);
  const list = () => [...desk.list()];

  async function* visits(id: string, given: AbortSignal | undefined): AsyncGenerator<RemoteVisit, void> {
    const stop = new AbortController();
    const visit = new Latest<RemoteVisit>({ state: 'asking' });
    const signal = given ? AbortSignal.any([given, stop.signal]) : stop.signal;
    const over = desk
      .connect(id, (address) => visit.set(address === null ? { state: 'asking' } : { state: 'visiting', address }), signal)
      .then(
        (keys) => visit.set({ state: 'connected', keys }),
        (error: unknown) => visit.set({ state: 'failed', failure: toFailure(error) }),
      )
      .finally(() => visit.end());
    try {
      yield* visit.watch(signal);
    } finally {
      stop.abort();
      await over;
    }
  }

  return {
    services: part.services.handler(list),
    add: part.add.handler(async ({ input }) => {
      await desk.add(input);
      return list();
    }),
    remove: part.remove.handler(async ({ input }) => {
      await desk.remove(input.id);
      return list();
    }),
    confirmSignIn: part.confirmSignIn.handler(async ({ input }) => {
      await desk.confirmSignIn(input.id, input.host);
      return list();
    }),
    connect: part.connect.handler(({ input, signal }) => visits(input.id, signal)),
    openPage: part.openPage.handler(() => desk.openPage()),
    disconnect: part.disconnect.handler(async ({ input }) => {
      await desk.disconnect(input.id);
      return list();
    }),
  };
}
