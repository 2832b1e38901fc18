import type { ClientKind } from '../../exchange/link/client-kinds.ts';
import type { Actor } from '../store/actor.ts';

/** What a client may be allowed. An access token names those of its client, or fewer. `own`: a person's own memberships. */
export const SCOPES = [
  'events:write',
  'events:read',
  'status:read',
  'status:write',
  'members:read',
  'members:write',
  'import',
  'admin',
  'own',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The client behind a request, as its access token says it and the database confirmed it. */
export interface Caller {
  readonly client: string;
  readonly kind: ClientKind;
  /** Code of the association; `null` for the other kinds. */
  readonly association: string | null;
  /** Of a person's own client. */
  readonly registration?: string | null;
  readonly scopes: ReadonlySet<Scope>;
}

/** In whose name the caller's transactions run: row-level security goes by it. */
export function actorOf({ client, kind, association, registration }: Caller): Actor {
  if (kind === 'association') return { kind, client, association: association! };
  return kind === 'person' ? { kind, client, association: null, registration: registration! } : { kind, client, association: null };
}

/** Scopes out of a text parted by spaces (RFC 6749 section 3.3); unknown ones are left out. */
export const scopesOf = (text: string): readonly Scope[] => SCOPES.filter((scope) => text.split(' ').includes(scope));
