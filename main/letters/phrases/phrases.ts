import { randomUUID } from 'node:crypto';
import type { LetterPhrase } from '../../api/schema/letters.ts';
import type { Store } from '../../store/store.ts';

/** Sentences that a doctor writes often, by the field in which they are written. */
export interface Phrases {
  list(): Promise<readonly LetterPhrase[]>;
  /** The same sentence of a field is kept once. */
  add(phrase: Omit<LetterPhrase, 'id'>): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Subject of the person under whose key the phrases of this desk are sealed. */
const OWNER = 'phrases of this desk';

export function openPhrases({ db, persons, now }: Store): Phrases {
  const place = (id: string) => `letter phrase ${id}`;

  async function list(): Promise<readonly LetterPhrase[]> {
    const rows = await db
      .selectFrom('letter_phrase')
      .innerJoin('person', 'person.id', 'letter_phrase.person')
      .select(['letter_phrase.id as id', 'person', 'sealed', 'wrapped_key'])
      .orderBy('added_at')
      .orderBy('letter_phrase.id')
      .execute();
    return rows.flatMap(({ id, person, sealed, wrapped_key }) => {
      const phrase = persons.openWith(wrapped_key, person, sealed, place(id)) as Omit<LetterPhrase, 'id'> | null;
      return phrase ? [{ ...phrase, id }] : [];
    });
  }

  return {
    list,
    async add({ field, text }) {
      if ((await list()).some((known) => known.field === field && known.text === text)) return;
      const id = randomUUID();
      await db.transaction().execute(async (transaction) => {
        const person = await persons.identify(transaction, OWNER);
        const sealed = await persons.seal(transaction, person, { field, text }, place(id));
        await transaction.insertInto('letter_phrase').values({ id, person, added_at: now().toISOString(), sealed }).execute();
      });
    },
    async remove(id) {
      await db.deleteFrom('letter_phrase').where('id', '=', id).execute();
    },
  };
}
