import * as z from 'zod';
import type { CardsView } from '../api/schema/card.ts';
import { applicationKind } from '../api/schema/card.ts';
import { hcCertificate } from '../api/schema/common.ts';

/** What a program is told of a card: what its certificates say, which anybody reads who has the card. No PIN counter, no number of the chip. */
export const cardFacts = z.object({ applications: z.array(z.object({ kind: applicationKind, certificate: hcCertificate.nullable() })) });
export type CardFacts = z.infer<typeof cardFacts>;

/** The facts of the card on a reader; `null` where no card of the healthcare PKI has been read there. */
export function cardFactsOf({ readers }: CardsView, reader: string): CardFacts | null {
  const found = readers.find(({ name, state }) => name === reader && state === 'hpki');
  return found ? { applications: found.applications.map(({ kind, certificate }) => ({ kind, certificate })) } : null;
}

/** The only reader with a card of the healthcare PKI; `null` where a person has to say which is meant, or there is none. */
export function onlyReader({ readers }: CardsView): string | null {
  const [one, ...others] = readers.filter(({ state }) => state === 'hpki');
  return one && others.length === 0 ? one.name : null;
}
