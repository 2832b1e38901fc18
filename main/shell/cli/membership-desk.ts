import type * as z from 'zod';
import { hubSecret } from '../../hub/access/secret.ts';
import { openHubKeys } from '../../hub/access/hub-keys.ts';
import { ADMINISTRATION, membershipParts } from '../../hub/membership/administration.ts';
import type { Actor } from '../../hub/store/actor.ts';
import { type Invocation, text } from './command.ts';
import { HUB_OPTIONS, hubFolder, onHub } from './hub-desk.ts';

/** Options of every command about memberships at the hub. */
export const MEMBERSHIP_OPTIONS = { ...HUB_OPTIONS, 'public-url': { type: 'string' } } as const;
export const MEMBERSHIP_USAGE = '[--data DIR | --database postgres://...] [--public-url https://HOST]';

const OPERATOR: Actor = { kind: 'hub', client: 'command-line', association: null };
/** Under which a hub tells events that was given no other name. */
const LOCAL = 'http://127.0.0.1:8443';

type Administration = typeof ADMINISTRATION;
/** What each answers. */
type Answers = { readonly [What in keyof Administration]: Awaited<ReturnType<Administration[What]['run']>> };

/**
 * Work of whoever runs the hub, by the hub where it runs, else on its database. Then events bear the name that `--public-url` gives, as they would at the hub.
 * @throws AppError as the work, HUB_REFUSED, DATA_FOLDER_LOCKED, HUB_DATABASE_UNREACHABLE
 */
export function onMembership<What extends keyof Administration>(
  invocation: Invocation,
  what: What,
  order: z.output<Administration[What]['order']>,
): Promise<Answers[What]> {
  const { path, run } = ADMINISTRATION[what];
  const url = text(invocation, 'public-url') ?? LOCAL;
  return onHub<Answers[What]>(invocation, {
    here: async (store) => {
      const keys = await openHubKeys(store, await hubSecret(hubFolder(invocation)));
      const work = run as (...given: readonly unknown[]) => Promise<Answers[What]>;
      return work(membershipParts({ store, keys, url }), OPERATOR, order);
    },
    there: { method: 'POST', path, body: order },
  });
}
