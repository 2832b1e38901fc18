/** Whose a client of a hub is: a desk of an association, of the card authority or of the hub's own administration, or a person's own. */
export const CLIENT_KINDS = ['association', 'authority', 'hub', 'person'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];
