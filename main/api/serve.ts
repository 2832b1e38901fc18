import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Application, ApplicationOptions } from '../application.ts';
import { openApplication } from '../open-application.ts';
import { createRouter } from './router.ts';

export type Router = ReturnType<typeof createRouter>;

/** The program with its contract: the router for a shell's transport, and a client in the same process. */
export interface DeskApplication extends AsyncDisposable {
  readonly application: Application;
  readonly router: Router;
  readonly client: RouterClient<Router>;
}

/** What every shell with screens starts with. */
export async function createApplication(options: ApplicationOptions): Promise<DeskApplication> {
  const application = await openApplication(options);
  const router = createRouter(application);
  return { application, router, client: createRouterClient(router), [Symbol.asyncDispose]: () => application[Symbol.asyncDispose]() };
}
