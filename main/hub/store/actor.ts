/** In whose name a transaction of the hub runs. `gate`: nobody yet, asked for a code, a key or a token. */
export type Actor =
  | { readonly kind: 'hub'; readonly client: string | null; readonly association: null }
  | { readonly kind: 'authority'; readonly client: string; readonly association: null }
  | { readonly kind: 'association'; readonly client: string; readonly association: string }
  | { readonly kind: 'person'; readonly client: string; readonly association: null; readonly registration: string }
  | { readonly kind: 'gate'; readonly client: null; readonly association: null };

/** The hub itself, where what is asked for concerns everybody: to whom an event goes, what is due today. Never a caller's own question. */
export const HUB: Actor = { kind: 'hub', client: null, association: null };
/** Whose own records an actor deals with; `null` for one who is no single person. */
export const registrationOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.registration : null);
/** Whoever knocks. */
export const GATE: Actor = { kind: 'gate', client: null, association: null };
