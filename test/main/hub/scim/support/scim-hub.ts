import type { IncomingHttpHeaders } from 'node:http';
import { actorOf, type Caller, SCOPES } from '../../../../../main/hub/access/caller.ts';
import { httpErrorOf } from '../../../../../main/hub/http/failures.ts';
import { errorAnswer } from '../../../../../main/hub/http/http-error.ts';
import { type Answer, type Exchange, type Method, routerOf } from '../../../../../main/hub/http/router.ts';
import { scimRoutes } from '../../../../../main/hub/scim/routes.ts';
import type { VisibleRows } from '../../../../../main/hub/scim/sight.ts';
import { HUB } from '../../../../../main/hub/store/actor.ts';
import type { MembershipEvent } from '../../../../../main/membership/tiers/change-events.ts';
import type { HubStore } from '../../../../../main/hub/store/hub-store.ts';

export const DOCTOR = 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User';
export const URL_OF_HUB = 'https://hub.example';

const scopes = new Set(SCOPES);
export const memberOf = (association: string): Caller => ({ client: `desk-${association}`, kind: 'association', association, scopes });
export const AUTHORITY: Caller = { client: 'desk-authority', kind: 'authority', association: null, scopes };
export const ADMINISTRATION: Caller = { client: 'administration', kind: 'hub', association: null, scopes };

/** An answer with its JSON. */
export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** Asks the routes of SCIM as the hub's server does. */
export function asking(store: HubStore, rows?: VisibleRows, told: MembershipEvent[] = []) {
  const parts = { store, url: URL_OF_HUB, secret: new Uint8Array(32), told: async (_: unknown, event: MembershipEvent) => void told.push(event) };
  const find = routerOf(scimRoutes(parts, rows));
  return async (caller: Caller, method: Method, path: string, body: unknown = null, headers: IncomingHttpHeaders = {}): Promise<Heard> => {
    const url = new URL(`/scim/v2${path}`, URL_OF_HUB);
    const heard = ({ status, headers: told = {}, body: content }: Answer): Heard => ({
      status,
      headers: told,
      body: content === undefined ? null : JSON.parse(JSON.stringify(content)),
    });
    try {
      const { route, params } = find(method, url.pathname);
      const exchange: Exchange = {
        params,
        query: url.searchParams,
        headers,
        caller,
        address: '',
        signal: AbortSignal.any([]),
        body: async () => Buffer.from(JSON.stringify(body)),
        json: async () => body,
        within: (work) => store.within(actorOf(caller), work),
      };
      return heard(await route.handler(exchange));
    } catch (error) {
      const known = httpErrorOf(error);
      if (!known) throw error;
      return heard(errorAnswer(known, 'scim'));
    }
  };
}

interface Row {
  readonly association: string;
  readonly registration: string;
  readonly class?: string;
  readonly affiliation?: string;
  readonly ended?: boolean;
}

/** Associations, persons and rows put straight into the database. */
export async function fill(
  store: HubStore,
  {
    associations = [],
    persons = [],
    rows = [],
  }: {
    readonly associations?: readonly (readonly [code: string, name: string, tier: number, above: string | null, masteredBy: 'hub' | 'national'])[];
    readonly persons?: readonly (readonly [registration: string, fields: Readonly<Record<string, string>>])[];
    readonly rows?: readonly Row[];
  },
  at = new Date('2026-11-20T00:00:00Z'),
): Promise<void> {
  await store.within(HUB, async (tx) => {
    for (const [code, name, tier, above, mastered_by] of associations)
      await tx.insertInto('association').values({ code, name, tier, above, mastered_by, rules: '{}', changed_at: at }).execute();
    for (const [registration, fields] of persons)
      await tx
        .insertInto('person')
        .values({ registration, fields: JSON.stringify(fields), created_at: at, changed_at: at })
        .execute();
    for (const { association, registration, class: its = 'A1', affiliation = '', ended = false } of rows)
      await tx
        .insertInto('membership')
        .values({
          association,
          id: `00000000-0000-4000-8000-${registration.padStart(6, '0')}${association.replace(/\D/g, '').padStart(6, '0')}`,
          registration,
          affiliation,
          class: its,
          national_class: '',
          state: ended ? 'ended' : 'active',
          joined_on: '2020-04-01',
          left_on: ended ? '2025-04-01' : null,
          cause: null,
          changed_at: at,
        })
        .execute();
  });
}

/** Empties the hub of persons and rows between cases. */
export const empty = (store: HubStore): Promise<void> =>
  store.within(HUB, async (tx) => {
    for (const table of ['membership', 'person'] as const) await tx.deleteFrom(table).execute();
  });
