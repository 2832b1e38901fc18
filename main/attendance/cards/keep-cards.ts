import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import type { BoundCard } from './bound-card.ts';
import type { CardIndex } from './card-index.ts';
import { hasKey, holderOf, writeCard } from './card-rows.ts';
import { withReplacements } from './replacements.ts';

export interface Keeping {
  readonly transaction: Kysely<Tables>;
  readonly persons: Persons;
  readonly audit: Pick<AuditLog, 'append'>;
  /** What is committed. */
  readonly index: CardIndex;
}

export interface Kept {
  /** New cards as they are now, and those of which it changed when they were bound last, or what replaces them. */
  readonly written: readonly BoundCard[];
  readonly added: number;
  /** Certificates that are bound to somebody else, which stays. */
  readonly conflicting: readonly string[];
  /** Cards of people who have no key. */
  readonly refused: number;
}

/** Writes new cards, which of a person's cards they replace, and that they were bound. Of a card that its person has already only when it was bound last. */
export async function keepCards({ transaction, persons, audit, index }: Keeping, cards: readonly BoundCard[]): Promise<Kept> {
  const added = new Map<string, BoundCard>();
  /** Cards that their person has, bound once more elsewhere. */
  const renewed = new Map<string, BoundCard>();
  const conflicting: string[] = [];
  let refused = 0;
  for (const card of cards) {
    const { certificate, person, boundAt, by } = card;
    const before = added.get(certificate) ?? renewed.get(certificate) ?? index.get(certificate);
    const holder = added.get(certificate)?.person ?? (await holderOf(transaction, certificate));
    if (holder !== null && holder !== person) conflicting.push(certificate);
    else if (holder !== null && before) {
      if (boundAt > before.boundAt) (added.has(certificate) ? added : renewed).set(certificate, { ...before, boundAt, by });
    } else if (await hasKey(transaction, person)) added.set(certificate, card);
    else refused += 1;
  }
  const written = withReplacements([...added.values(), ...renewed.values()], index);
  for (const card of written) await writeCard(persons, transaction, card);
  const replaced = Map.groupBy(written, ({ replacedBy }) => replacedBy);
  for (const { certificate, subject, person, test, pathState: path, role, by } of added.values()) {
    const replaces = replaced.get(certificate)?.map((card) => card.certificate) ?? [];
    const personal = { subject, facts: { certificate, replaces: replaces.join(' ') || null, by } };
    await audit.append(transaction, { action: 'card.bound', facts: { person, test, path, role }, personal });
  }
  return { written, added: added.size, conflicting, refused };
}
