import type { IncomingHttpHeaders } from 'node:http';
import { sql } from 'kysely';
import { deriveKey } from '../../store/sealing.ts';
import type { Caller } from '../access/caller.ts';
import { HttpError } from '../http/http-error.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import type { Values } from './filter/evaluate.ts';
import { groupColumns, readGroups } from './groups/groups.ts';
import { openCursors } from './listing/cursor.ts';
import { listed, type Source } from './listing/list.ts';
import type { ListQuery } from './listing/query.ts';
import type { ScimParts } from './parts.ts';
import { patched } from './patch/apply.ts';
import { patchOperations } from './patch/request.ts';
import { givenResource, replaced } from './resource/given.ts';
import { type Asked, isAskedFor, projection } from './resource/projection.ts';
import { vocabularyOf } from './schema/attribute.ts';
import { GROUP } from './schema/group.ts';
import { type Sight, sightOf, type VisibleRows } from './sight.ts';
import { changeUser, deleteUser, oneUser } from './users/change.ts';
import { userColumns, visiblePersons } from './users/columns.ts';
import { makeUser } from './users/make.ts';
import { withPartsFirst } from './users/name.ts';
import { readUsers } from './users/read.ts';

/** Who asks, in which transaction. */
export interface Asking {
  readonly tx: HubTransaction;
  readonly caller: Caller;
}

interface Change extends Asking {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
}

/** Doctors and associations by SCIM; the routes and the operations of a bulk request both go through here. */
export interface ScimService {
  /** Root of the service. */
  readonly base: string;
  users(asking: Asking, query: ListQuery): Promise<Values>;
  user(asking: Asking, id: string): Promise<Values>;
  makeUser(asking: Asking, body: unknown): Promise<Values>;
  replaceUser(change: Change, body: unknown): Promise<Values>;
  patchUser(change: Change, body: unknown): Promise<Values>;
  deleteUser(change: Change): Promise<void>;
  /** Shows of a doctor what was asked for. */
  showUser(caller: Caller, asked: Asked): (resource: Values) => Values;
  groups(asking: Asking, query: ListQuery): Promise<Values>;
  group(asking: Asking, id: string, asked: Asked): Promise<Values>;
  /** Shows of an association what was asked for. */
  showGroup(asked: Asked): (resource: Values) => Values;
}

const GROUPS = vocabularyOf(GROUP);

const userSource = (sight: Sight): Source => ({
  endpoint: '/Users',
  table: 'person',
  id: sql`person.registration`,
  vocabulary: sight.users,
  columns: userColumns(sight),
  visible: visiblePersons(sight),
  read: async (tx, ids) => (await readUsers(tx, sight, ids)).map(({ resource }) => resource),
});

const groupSource = (sight: Sight, withMembers: boolean): Source => ({
  endpoint: '/Groups',
  table: 'association',
  id: sql`association.code`,
  vocabulary: GROUPS,
  columns: groupColumns(sight),
  visible: sql`true`,
  read: (tx, ids) => readGroups(tx, sight, ids, withMembers),
});

/** @param rows which rows of membership a caller sees, beside row-level security */
export function scimService(parts: ScimParts, rows: VisibleRows): ScimService {
  const { store, url, secret } = parts;
  const base = `${url}/scim/v2`;
  const cursors = openCursors(deriveKey(secret, 'scim cursor'), store.now);
  const seenBy = (caller: Caller): Sight => sightOf(caller, base, rows);
  const at = ({ id, headers }: Change) => ({ registration: id, headers });
  return {
    base,
    users: ({ tx, caller }, query) => listed(tx, userSource(seenBy(caller)), query, cursors, caller.client),
    user: async ({ tx, caller }, id) => (await oneUser(tx, seenBy(caller), id)).resource,
    async makeUser({ tx, caller }, body) {
      const sight = seenBy(caller);
      return (await oneUser(tx, sight, await makeUser(parts, tx, sight, givenResource(body, sight.users)))).resource;
    },
    async replaceUser(change, body) {
      const sight = seenBy(change.caller);
      const given = givenResource(body, sight.users);
      return changeUser(parts, change.tx, sight, at(change), (before) => replaced(before, withPartsFirst(before, given), sight.users));
    },
    async patchUser(change, body) {
      const sight = seenBy(change.caller);
      const operations = patchOperations(body);
      return changeUser(parts, change.tx, sight, at(change), (before) => patched(before, operations, sight.users));
    },
    deleteUser: ({ tx, caller, id, headers }) => deleteUser(tx, seenBy(caller), id, headers),
    showUser: (caller, asked) => projection(asked, seenBy(caller).users),
    groups: ({ tx, caller }, query) => listed(tx, groupSource(seenBy(caller), isAskedFor(query, GROUPS, 'members')), query, cursors, caller.client),
    async group({ tx, caller }, id, asked) {
      const [group] = await readGroups(tx, seenBy(caller), [id], isAskedFor(asked, GROUPS, 'members'));
      if (!group) throw new HttpError(404, 'not_found', 'no such association');
      return group;
    },
    showGroup: (asked) => projection(asked, GROUPS),
  };
}
