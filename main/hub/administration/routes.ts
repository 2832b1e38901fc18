import * as z from 'zod';
import type { AdministrationChoices, WrongPlace } from '../../api/schema/hub-administration.ts';
import { MEMBER_LIST_PROFILES } from '../../membership/national/profiles.ts';
import { NATIONAL_CLASSES } from '../../membership/tiers/national-classes.ts';
import { KINDS_WITH_DOCUMENTS } from '../../membership/tiers/procedure-kinds.ts';
import { actorOf } from '../access/caller.ts';
import { SCOPES_OF } from '../access/enrolment.ts';
import { read } from '../http/read.ts';
import type { Answer, Exchange, Route } from '../http/router.ts';
import { membershipParts } from '../membership/administration.ts';
import type { HubParts } from '../parts.ts';
import {
  associationOrder,
  associationsOrder,
  type CodedOrder,
  codedOrder,
  listAssociations,
  placesOf,
  readAssociation,
  writeAssociations,
} from './associations.ts';
import { listClients, listCodes } from './clients.ts';
import { listImports } from './imports.ts';
import { overview } from './overview.ts';
import { statisticsView } from './statistics.ts';

const LISTS = 8 * 1024 * 1024;

const statisticsOrder = z.strictObject({
  association: z.string().min(1).max(64),
  day: z.iso.date().optional(),
  language: z.enum(['ja', 'en']).default('ja'),
});

const rotationOrder = z.strictObject({ until: z.union([z.literal('now'), z.iso.datetime({ offset: true })]).optional() });

const CHOICES: AdministrationChoices = {
  profiles: MEMBER_LIST_PROFILES.map(({ id, name }) => ({ id, name })),
  national_classes: NATIONAL_CLASSES.map(({ id, label }) => ({ id, label })),
  procedures: KINDS_WITH_DOCUMENTS,
  scopes: SCOPES_OF,
};

const done = (body: unknown): Answer => ({ status: 200, headers: { 'cache-control': 'no-store' }, body });
const refused = (places: readonly WrongPlace[]): Answer => ({
  status: 400,
  headers: { 'cache-control': 'no-store' },
  body: { error: 'request_refused', description: places.map(({ path, code }) => `${path}: ${code}`).join('; '), places },
});

/** Ends a transaction without a trace. */
class Wrong extends Error {
  readonly places: readonly WrongPlace[];

  constructor(places: readonly WrongPlace[]) {
    super('refused');
    this.places = places;
  }
}

async function write({ within }: Exchange, orders: readonly CodedOrder[], now: Date, shorten: boolean): Promise<Answer | null> {
  try {
    await within(async (tx) => {
      const places = await writeAssociations(tx, orders, now);
      if (places.length > 0) throw new Wrong(places);
    });
    return null;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return refused(shorten ? error.places.map(({ path, code }) => ({ path: path.replace(/^associations\.0\./, ''), code })) : error.places);
  }
}

/** What whoever runs the hub sees and sets, beside clients' codes (`../access`) and memberships (`../membership`). */
export function administrationRoutes(parts: HubParts): readonly Route[] {
  const { store, keys } = parts;
  const routes: readonly Omit<Route, 'scope'>[] = [
    {
      method: 'GET',
      path: '/admin/overview',
      summary: 'How the hub does: desks, feeds, who lags behind, keys.',
      handler: async () => done(await overview(parts)),
    },
    {
      method: 'POST',
      path: '/admin/keys/rotation',
      summary:
        'Makes the next key of the hub at once. Former keys verify for 400 days, or until the time named: then nothing that they signed is taken.',
      request: rotationOrder,
      async handler(exchange) {
        const { until } = (await exchange.body()).length === 0 ? {} : await read(exchange, rotationOrder);
        await keys.rotate('now', until === undefined ? until : until === 'now' ? store.now() : new Date(until));
        return done({ kid: keys.current.kid });
      },
    },
    {
      method: 'GET',
      path: '/admin/associations',
      summary: 'Associations with the numbers of their members and desks.',
      handler: async ({ within }) => done({ associations: await within(listAssociations) }),
    },
    {
      method: 'POST',
      path: '/admin/associations',
      summary: 'Registers or changes many associations, all or none.',
      limit: LISTS,
      request: associationsOrder,
      async handler(exchange) {
        const order = associationsOrder.safeParse(await exchange.json());
        if (!order.success) return refused(placesOf(order.error));
        const { associations } = order.data;
        return (await write(exchange, associations, store.now(), false)) ?? done({ written: associations.length });
      },
    },
    {
      method: 'GET',
      path: '/admin/associations/:code',
      summary: 'An association with the rules that hold.',
      handler: async ({ params, within }) => done(await within((tx) => readAssociation(tx, params['code']!))),
    },
    {
      method: 'PUT',
      path: '/admin/associations/:code',
      summary: 'An association: its name, its tier, who is above it, who keeps its rows, its rules.',
      request: associationOrder,
      async handler(exchange) {
        const given: unknown = await exchange.json();
        const order = codedOrder.safeParse({ ...(typeof given === 'object' && given), code: exchange.params['code'] });
        if (!order.success) return refused(placesOf(order.error));
        return (await write(exchange, [order.data], store.now(), true)) ?? done(order.data);
      },
    },
    {
      method: 'GET',
      path: '/admin/clients',
      summary: 'Clients of the hub, and codes that are still good.',
      handler: async ({ within }) => done(await within(async (tx) => ({ clients: await listClients(tx), codes: await listCodes(tx, store.now()) }))),
    },
    {
      method: 'GET',
      path: '/admin/choices',
      summary: 'What codes, rules and imports choose from: scopes, column profiles, classes of the national association, procedures.',
      handler: async () => done(CHOICES),
    },
    {
      method: 'GET',
      path: '/admin/membership/imports',
      summary: 'Imports, the newest first; of one association where the query names it.',
      handler: async ({ query, within }) => done({ imports: await within((tx) => listImports(tx, query.get('association'))) }),
    },
    {
      method: 'GET',
      path: '/admin/membership/statistics',
      summary: 'Members by class and sex, age, year of graduation and reach, in the layout of the papers.',
      async handler({ query, caller }) {
        const order = statisticsOrder.safeParse(Object.fromEntries(query));
        if (!order.success) return refused(placesOf(order.error));
        return done(await statisticsView(membershipParts(parts), actorOf(caller!), order.data));
      },
    },
  ];
  return routes.map((route) => ({ ...route, scope: 'admin' }));
}
