import { type Expression, sql, type SqlBool } from 'kysely';
import { actorOf, type Caller } from '../access/caller.ts';
import type { Actor } from '../store/actor.ts';
import { USER, authoritySees } from './schema/user.ts';
import { type Vocabulary, vocabularyOf } from './schema/attribute.ts';

/** Rows of membership that a caller may see, as a condition on `membership`: what row-level security says, said once more. */
export type VisibleRows = (caller: Caller) => Expression<SqlBool>;

export const visibleRows: VisibleRows = ({ kind, association }) => {
  if (kind === 'association') return sql`membership.association = ${association}`;
  return kind === 'authority' ? sql`membership.association IN (SELECT code FROM association WHERE tier = 1)` : sql`true`;
};

/** What a caller sees of doctors. */
export interface Sight {
  readonly caller: Caller;
  readonly actor: Actor;
  /** Root of the service, such as `https://hub.example/scim/v2`. */
  readonly base: string;
  /** Condition on `membership`. */
  readonly rows: Expression<SqlBool>;
  /** Attributes of doctors: of others nothing is said, and nothing is filtered or sorted by them. */
  readonly users: Vocabulary;
}

const WHOLE = vocabularyOf(USER);
const OF_AUTHORITY: Vocabulary = {
  schema: WHOLE.schema,
  attributes: WHOLE.attributes.filter(({ name }) => authoritySees(null, name)),
  extension: { ...USER.extension, attributes: USER.extension.attributes.filter(({ name }) => authoritySees(USER.extension.id, name)) },
};

export const sightOf = (caller: Caller, base: string, rows: VisibleRows): Sight => ({
  caller,
  actor: actorOf(caller),
  base,
  rows: rows(caller),
  users: caller.kind === 'authority' ? OF_AUTHORITY : WHOLE,
});
