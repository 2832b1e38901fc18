import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Facts } from '../../audit/actions.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { type LetterData, letterTemplates } from '../papers/letter.ts';
import { senderOf } from './sender.ts';
import type { Holder } from './holders.ts';
import { letterContent } from './letter-facts.ts';
import { missingItems } from './missing-items.ts';
import { recordOf } from './record.ts';

/** A letter that a step prints. `lists`: lines that it names one under the other. */
export interface LetterOrder {
  readonly object: string;
  readonly template: string;
  readonly facts: Facts;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** Who a letter names beside its holder, and when it was printed. */
export interface LetterPeople {
  /** When the step was taken that prints them. */
  readonly at: Date;
  /** Ids of staff. */
  readonly by: string;
  readonly second: string | null;
}

/** Keeps what letters say, sealed under the key of the person: the paper can be set again at any time, in the words of its version. @returns their ids */
export type WriteLetters = (tx: Kysely<Tables>, holder: Holder, people: LetterPeople, orders: readonly LetterOrder[]) => Promise<readonly string[]>;

const PLACE = 'credential letter';

/** What single letters say in words of their own. */
const TELLING: Readonly<Record<string, (given: Facts, known: Facts) => Facts>> = {
  // The authority is told the code of RFC 5280, not what staff wrote for themselves.
  'revocation-request': (_given, { revocationReason = null }) => ({ reason: revocationReason }),
  'missing-items': ({ reason = null }) => ({ note: reason }),
};

/** @param nameOf name of a member of staff by the id */
export function letterWriter(store: Store, nameOf: (id: string) => string): WriteLetters {
  const { persons } = store;
  return async (tx, holder, { at, by, second }, orders) => {
    if (orders.length === 0 || !holder.fields || !holder.wrappedKey) return [];
    const rows = await tx.selectFrom('credential_object').selectAll().where('holder', '=', holder.holder).execute();
    const records = rows.map(recordOf);
    const people = { first: nameOf(by), staff: nameOf(by), second: second && nameOf(second) };
    const sender = await senderOf(tx);
    const letters: { readonly id: string; readonly object: string; readonly template: string; readonly data: LetterData }[] = [];
    for (const { object, template, facts, lists = {} } of orders) {
      const id = randomUUID();
      const record = records.find((known) => known.id === object)!;
      const content = letterContent(record, records, at);
      const lacking = template === 'missing-items' && record.kind === 'application' ? await missingItems(store, tx, holder, record) : {};
      const data: LetterData = {
        ...{ template, sender, holder: holder.fields!, day: dayInJapan(at.getTime()) },
        version: letterTemplates().find((known) => known.id === template)!.version,
        number: `${object}-${id.slice(0, 4).toUpperCase()}`,
        facts: { ...content.facts, ...people, ...facts, ...TELLING[template]?.(facts, content.facts) },
        lists: { ...content.lists, ...lacking, ...lists },
      };
      letters.push({ id, object, template, data });
    }
    for (const { id, object, template, data } of letters) {
      const sealed = persons.sealWith(holder.wrappedKey, holder.person, data, PLACE);
      await tx
        .insertInto('credential_letter')
        .values({ id, object, holder: holder.holder, at: at.toISOString(), by, template, version: data.version!, sealed })
        .execute();
    }
    return letters.map(({ id }) => id);
  };
}

/** What a letter said; `null` once the person was deleted. */
export async function readLetter(store: Store, row: { readonly sealed: Uint8Array }, person: string): Promise<LetterData | null> {
  return (await store.persons.open(store.db, person, row.sealed, PLACE)) as LetterData | null;
}
