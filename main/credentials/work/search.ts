import type { HolderFields, HolderHit } from '../../api/schema/credentials.ts';
import { readingKey } from '../../membership/search/kana.ts';
import { looseReading } from '../../membership/search/loose-reading.ts';
import { writtenKey } from '../../membership/search/written-name.ts';
import type { AuthorityParts } from '../parts.ts';
import type { Holder } from '../registry/holders.ts';
import { requireRole, sees } from '../registry/scope.ts';
import { givenName, goingOn, typedReading } from '../registry/tokens.ts';
import type { Acting } from '../staff/acting.ts';
import { hitsOf } from './hits.ts';

/** Holders that one question looks at; a beginning that more have is to be typed on. */
const MOST = 200;
/** `A26-0000123`, also without the leading zeros of its count. */
const OBJECT_ID = /^([AOCT])(\d\d)-?(\d{1,7})$/i;

interface Keyed {
  readonly holder: Holder;
  readonly kana: string;
}

/** Longer than what is indexed, the rest is compared with the opened name. */
function goesOn({ kana, name, formerName }: HolderFields, key: string, text: string): boolean {
  const readings = goingOn(looseReading(typedReading(text))).filter((reading) => reading !== '');
  const keys = [key, readingKey(givenName(kana))].map(looseReading);
  if (readings.some((reading) => keys.some((each) => each.startsWith(reading)))) return true;
  const written = writtenKey(text);
  return written !== '' && [name, formerName].some((each) => writtenKey(each).startsWith(written));
}

async function byObject({ store }: AuthorityParts, text: string): Promise<readonly number[]> {
  const [, kind = '', year = '', count = ''] = OBJECT_ID.exec(text.normalize('NFKC').trim()) ?? [];
  if (kind === '') return [];
  const id = `${kind.toUpperCase()}${year}-${count.padStart(7, '0')}`;
  const row = await store.db.selectFrom('credential_object').select('holder').where('id', '=', id).executeTakeFirst();
  return row ? [row.holder] : [];
}

/** Whoever is found by a number (registration, member, telephone, card, application, order) or the beginning of a name or reading, in the order of readings. */
export async function searchHolders(parts: AuthorityParts, acting: Acting, text: string, limit: number): Promise<readonly HolderHit[]> {
  requireRole(acting, 'look');
  const { store, tokens, holders } = parts;
  const typed = tokens.typed(text);
  const numbered = await byObject(parts, text);
  let asked = store.db
    .selectFrom('credential_token')
    .select('holder')
    .distinct()
    .where('token', 'in', [...typed])
    .limit(MOST);
  if (acting.association !== null) {
    // Strangers do not take the place of one's own people.
    asked = asked
      .innerJoin('credential_holder', 'credential_holder.id', 'credential_token.holder')
      .where('credential_holder.association', '=', acting.association);
  }
  const rows = typed.length === 0 ? [] : await asked.execute();
  const found = await holders.many(store.db, [...numbered, ...rows.map(({ holder }) => holder)]);
  const byName = !/\d/.test(text.normalize('NFKC'));
  const keyed = [...found.values()].flatMap((holder): Keyed[] =>
    holder.fields && sees(acting, holder.association) ? [{ holder, kana: readingKey(holder.fields.kana) }] : [],
  );
  const fitting = byName ? keyed.filter(({ holder, kana }) => goesOn(holder.fields!, kana, text)) : keyed;
  return hitsOf(
    parts,
    fitting
      .toSorted((a, b) => (a.kana < b.kana ? -1 : 1))
      .slice(0, limit)
      .map(({ holder }) => holder),
  );
}
