import { type Actor, registrationOf } from '../store/actor.ts';

/** Whether an actor may deal with the affairs of an association. Row-level security says the same once more. */
export type ScopeFilter = (actor: Actor, association: string) => boolean;

/** Whether an actor is that very person. */
export const isSelf = (actor: Actor, registration: string): boolean => registrationOf(actor) === registration;

/** The hub deals with every association, an association with itself, others with none. */
export const ownAffairs: ScopeFilter = ({ kind, association: own }, association) => kind === 'hub' || (kind === 'association' && own === association);
