import type { BoundCard } from './bound-card.ts';
import type { CardIndex } from './card-index.ts';

type Card = Pick<BoundCard, 'certificate' | 'notBefore' | 'boundAt' | 'pathState'>;

const isNewer = (a: Card, b: Card): boolean =>
  (a.notBefore.getTime() - b.notBefore.getTime() || a.boundAt.localeCompare(b.boundAt) || a.certificate.localeCompare(b.certificate)) > 0;

/**
 * Which card replaces which, of one person's cards with the same issuer and subject: the one that began last replaces the others, in whatever order
 * they were bound. A card of a forged issuer replaces nothing and is not replaced.
 * @returns by certificate the certificate that replaces it, `null` for the one in use
 */
export function replacements(cards: readonly Card[]): ReadonlyMap<string, string | null> {
  const genuine = cards.filter(({ pathState }) => pathState !== 'wrong');
  const newest = genuine.reduce<Card | null>((best, card) => (best === null || isNewer(card, best) ? card : best), null);
  return new Map(cards.map((card) => [card.certificate, genuine.includes(card) && card !== newest ? newest!.certificate : null]));
}

/** Cards that are new or judged anew, with what replaces them, and those known cards for which that changes. */
export function withReplacements(cards: readonly BoundCard[], known: Pick<CardIndex, 'ofHolder'>): readonly BoundCard[] {
  const result = new Map(cards.map((card) => [card.certificate, card]));
  for (const siblings of Map.groupBy(cards, familyOf).values()) {
    const [{ holder }] = siblings as [BoundCard];
    const others =
      holder === null ? [] : known.ofHolder(holder).filter((card) => !result.has(card.certificate) && familyOf(card) === familyOf(siblings[0]!));
    const replacing = replacements([...others, ...siblings]);
    for (const card of [...others, ...siblings]) {
      const replacedBy = replacing.get(card.certificate) ?? null;
      if (card.replacedBy !== replacedBy) result.set(card.certificate, { ...card, replacedBy });
    }
  }
  return [...result.values()];
}

/** One person's cards of the same issuer and subject; a card that does not say both is alone. */
const familyOf = ({ person, holder, certificate }: BoundCard): string => `${person} ${holder ?? certificate}`;
