import type { Actor } from '../store/actor.ts';

/** What a client may be allowed. An access token names those of its client, or fewer. */
export const SCOPES = ['events:write', 'events:read', 'status:read', 'status:write', 'members:read', 'members:write', 'import', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** The client behind a request, as its access token says it and the database confirmed it. */
export interface Caller {
  readonly client: string;
  readonly kind: 'association' | 'authority' | 'hub';
  /** Code of the association; `null` for the authority and the hub's own administration. */
  readonly association: string | null;
  readonly scopes: ReadonlySet<Scope>;
}

/** In whose name the caller's transactions run: row-level security goes by it. */
export function actorOf({ client, kind, association }: Caller): Actor {
  return kind === 'association' ? { kind, client, association: association! } : { kind, client, association: null };
}

/** Scopes out of a text parted by spaces (RFC 6749 section 3.3); unknown ones are left out. */
export const scopesOf = (text: string): readonly Scope[] => SCOPES.filter((scope) => text.split(' ').includes(scope));
