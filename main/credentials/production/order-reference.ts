/**
 * The number of an order as the printer knows it: with the mark of the file in which it went, since two desks count alike and one order may go twice.
 * @example 'O26-0000123-6F3A1C'
 */
export const orderReference = (order: string, batch: string): string => `${order}-${batch.slice(batch.lastIndexOf('-') + 1)}`;

/** The order that a reference names; the text as it is where it carries no mark. */
export const orderNamed = (reference: string): string => /^(.+-\d+)-[0-9A-F]{6}$/i.exec(reference)?.[1] ?? reference;
