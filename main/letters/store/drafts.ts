import { randomUUID } from 'node:crypto';
import type { LetterForm } from '../../api/schema/letters.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';

export interface Draft {
  readonly id: string;
  readonly person: string;
  readonly changedAt: string;
  readonly form: LetterForm;
}

/** Letters as they are filled in, each sealed under a person of its own. */
export interface Drafts {
  add(form: LetterForm): Promise<Draft>;
  /** @throws AppError REFERRAL_UNKNOWN */
  save(id: string, form: LetterForm): Promise<void>;
  /** @throws AppError REFERRAL_UNKNOWN */
  find(id: string): Promise<Draft>;
  /** Newest change first. */
  list(): Promise<readonly Draft[]>;
}

export function openDrafts({ db, persons, now }: Store): Drafts {
  const place = (id: string) => `letter ${id}`;

  async function rowOf(id: string) {
    const row = await db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('REFERRAL_UNKNOWN', { id });
    return row;
  }

  return {
    async add(form) {
      const id = randomUUID();
      const changedAt = now().toISOString();
      return db.transaction().execute(async (transaction) => {
        const person = await persons.create(transaction);
        const sealed = await persons.seal(transaction, person, form, place(id));
        await transaction.insertInto('letter').values({ id, person, changed_at: changedAt, sealed }).execute();
        return { id, person, changedAt, form };
      });
    },
    async save(id, form) {
      const { person } = await rowOf(id);
      const sealed = await persons.seal(db, person, form, place(id));
      await db.updateTable('letter').set({ sealed, changed_at: now().toISOString() }).where('id', '=', id).execute();
    },
    async find(id) {
      const { person, changed_at, sealed } = await rowOf(id);
      const form = (await persons.open(db, person, sealed, place(id))) as LetterForm | null;
      if (!form) throw new AppError('REFERRAL_UNKNOWN', { id });
      return { id, person, changedAt: changed_at, form };
    },
    async list() {
      const rows = await db
        .selectFrom('letter')
        .innerJoin('person', 'person.id', 'letter.person')
        .select(['letter.id as id', 'person', 'changed_at', 'sealed', 'wrapped_key'])
        .orderBy('changed_at', 'desc')
        .execute();
      return rows.flatMap(({ id, person, changed_at, sealed, wrapped_key }) => {
        const form = persons.openWith(wrapped_key, person, sealed, place(id)) as LetterForm | null;
        return form ? [{ id, person, changedAt: changed_at, form }] : [];
      });
    },
  };
}
