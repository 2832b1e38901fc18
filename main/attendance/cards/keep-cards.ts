import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import type { BoundCard } from './bound-card.ts';
import type { CardIndex } from './card-index.ts';
import { holderOf, writeCard } from './card-rows.ts';
import { withReplacements } from './replacements.ts';

export interface Keeping {
  readonly transaction: Kysely<Tables>;
  readonly persons: Persons;
  readonly audit: Pick<AuditLog, 'append'>;
  /** What is committed. */
  readonly index: CardIndex;
}

export interface Kept {
  /** New cards as they are now, and those whose replacement changed. */
  readonly written: readonly BoundCard[];
  readonly added: number;
  /** Certificates that are bound to somebody else, which stays. */
  readonly conflicting: readonly string[];
  /** Cards of people who have no key. */
  readonly refused: number;
}

/** Writes new cards, which of a person's cards they replace, and that they were bound. A card that its person has already is left as it is. */
export async function keepCards({ transaction, persons, audit, index }: Keeping, cards: readonly BoundCard[]): Promise<Kept> {
  const added = new Map<string, BoundCard>();
  const conflicting: string[] = [];
  let refused = 0;
  for (const card of cards) {
    const { certificate, person } = card;
    const holder = added.get(certificate)?.person ?? (await holderOf(transaction, certificate));
    if (holder !== null && holder !== person) conflicting.push(certificate);
    else if (holder !== null && (added.has(certificate) || index.get(certificate))) continue;
    else if (await hasKey(transaction, person)) added.set(certificate, card);
    else refused += 1;
  }
  const written = withReplacements([...added.values()], index);
  for (const card of written) await writeCard(persons, transaction, card);
  const replaced = Map.groupBy(written, ({ replacedBy }) => replacedBy);
  for (const { certificate, subject, person, test, pathState: path, role, by } of added.values()) {
    const replaces = replaced.get(certificate)?.map((card) => card.certificate) ?? [];
    const personal = { subject, facts: { certificate, replaces: replaces.join(' ') || null, by } };
    await audit.append(transaction, { action: 'card.bound', facts: { person, test, path, role }, personal });
  }
  return { written, added: added.size, conflicting, refused };
}

async function hasKey(db: Kysely<Tables>, person: string): Promise<boolean> {
  return (await db.selectFrom('person').select('id').where('id', '=', person).where('wrapped_key', 'is not', null).executeTakeFirst()) !== undefined;
}
