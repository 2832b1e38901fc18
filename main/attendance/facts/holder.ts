import type { Kysely } from 'kysely';
import type { People } from '../../membership/people.ts';
import type { Persons } from '../../store/persons.ts';
import type { Tables } from '../../store/schema.ts';
import type { FactPayload } from './fact.ts';

type Named = Omit<FactPayload, 'salt' | 'origin'>;

/** Who a payload is about, at this desk: by registration number, else by card, else by who it was at the station that wrote the fact. */
export interface Holders {
  /** Outside a transaction, as it may write one of its own: people with a registration number are looked up or made. */
  prepare(payload: Named): Promise<void>;
  /** Within a transaction, for a payload that was prepared. `origin` names somebody without number and card; `null`: somebody new. */
  find(db: Kysely<Tables>, payload: Named, origin: { readonly device: string; readonly person: string } | null): Promise<string>;
}

/** Remembers whom it found; made for one append or one merge. */
export function holders(persons: Persons, people: Pick<People, 'ensure'>, ownDevice: string): Holders {
  const registered = new Map<string, string>();

  async function byOrigin(db: Kysely<Tables>, { device, person }: { device: string; person: string }): Promise<string> {
    const ours =
      device === ownDevice
        ? await db.selectFrom('person').select('id').where('id', '=', person).where('wrapped_key', 'is not', null).executeTakeFirst()
        : undefined;
    return ours?.id ?? persons.identify(db, `person ${person} of station ${device}`);
  }

  return {
    async prepare({ registration, name, kana, affiliation, birthDate }) {
      if (registration === null || registered.has(registration)) return;
      const { person } = await people.ensure({ registration, name, kana, affiliation, birthDate, myPage: null });
      registered.set(registration, person);
    },
    async find(db, { registration, card }, origin) {
      if (registration !== null) return registered.get(registration)!;
      if (card !== null) return persons.identify(db, `card ${card}`);
      return origin ? byOrigin(db, origin) : persons.create(db);
    },
  };
}
