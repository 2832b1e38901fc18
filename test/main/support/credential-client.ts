import { createRouterClient } from '@orpc/server';
import { credentialsRouter } from '../../../main/api/routers/credentials.ts';
import type { Acting } from '../../../main/credentials/staff/acting.ts';
import type { Flow } from './credential-flow.ts';

/** The desk through its contract, as somebody who is signed in. */
export const clientAs = ({ authority, desk }: Pick<Flow, 'authority' | 'desk'>, acting: Acting) =>
  createRouterClient(
    credentialsRouter({
      settings: desk.application.settings,
      authority: async () => ({ ...authority, staff: { ...authority.staff, session: authority.staff.session, acting: () => acting } }),
    }),
  );
export type Client = ReturnType<typeof clientAs>;

interface Thrown {
  readonly code?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly data?: Thrown;
}

/** Code of the failure that a call through the contract ends with; `null` for none. */
export const failureOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: Thrown) => error.data?.code ?? error.code ?? String(error),
  );
