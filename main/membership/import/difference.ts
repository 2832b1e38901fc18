import type { ImportProblem } from '../../api/schema/membership.ts';
import { canBeSamePerson } from '../identity.ts';
import { filledFrom, type PersonFields, sameFields, unnumberedKey } from '../person-fields.ts';
import type { HeldRecord, Roster, RosterList } from '../roster.ts';
import { MISSING_LETTER } from './kept-text.ts';
import type { ReadPerson } from './read-people.ts';

/** Somebody held who is in a file. */
export interface Kept {
  readonly record: HeldRecord;
  /** As they are known afterwards. */
  readonly fields: PersonFields;
  readonly rooms: readonly string[];
}

/** What a file changes of a list. */
export interface Difference {
  /** Not held so far. */
  readonly made: readonly Omit<ReadPerson, 'line'>[];
  readonly kept: readonly Kept[];
  /** On the list before and not any more. */
  readonly gone: readonly string[];
  readonly problems: readonly ImportProblem[];
}

const WORDS = ['name', 'kana', 'affiliation'] as const;

/** What the file says, where it says something; a letter that could not be read does not replace one that could. */
function updated(held: PersonFields, read: PersonFields): PersonFields {
  const spoiled = WORDS.filter((field) => read[field].includes(MISSING_LETTER) && held[field] !== '' && !held[field].includes(MISSING_LETTER));
  return filledFrom({ ...read, ...Object.fromEntries(spoiled.map((field) => [field, held[field]])) }, held);
}

export const fieldsChange = ({ record, fields }: Kept): boolean => !sameFields(record.fields, fields);

/**
 * Compares a file with the list it replaces and with everybody held.
 * @param list `null`: there was none
 * @param confirmed numbers whose differing identity people have compared
 */
export function differenceOf(people: readonly ReadPerson[], roster: Roster, list: RosterList | null, confirmed: ReadonlySet<string>): Difference {
  const onList = [...(list?.entries.keys() ?? [])].flatMap((id) => roster.record(id) ?? []);
  const withoutNumber = new Map(onList.filter(({ registration }) => registration === null).map((record) => [unnumberedKey(record.fields), record]));
  const byName = Map.groupBy(onList, ({ fields: { name, kana } }) => name || kana);
  /** Somebody of this list whose gaps a clerk has filled since: everything that the file says of them is so, and it is said of nobody else. */
  const completed = (fields: PersonFields): HeldRecord | null => {
    if (fields.registration !== null) return null;
    const fitting = (byName.get(fields.name || fields.kana) ?? []).filter((record) => sameFields(filledFrom(fields, record.fields), record.fields));
    return fitting.length === 1 ? fitting[0]! : null;
  };
  const made: Difference['made'][number][] = [];
  const kept = new Map<string, Kept>();
  const problems: ImportProblem[] = [];
  for (const { line, fields, rooms } of people) {
    // Somebody of this list whose number was not known, and is now.
    const record = roster.find(fields) ?? withoutNumber.get(unnumberedKey(fields)) ?? completed(fields);
    if (!record || kept.has(record.id)) {
      made.push({ fields, rooms });
      continue;
    }
    const differs = !canBeSamePerson(record.fields, fields);
    const certain = !differs || confirmed.has(fields.registration ?? '');
    if (differs) problems.push({ line, id: 'identity-differs', value: fields.registration ?? '', taken: certain });
    if (certain || list?.entries.has(record.id))
      kept.set(record.id, { record, fields: certain ? updated(record.fields, fields) : record.fields, rooms });
  }
  return { made, kept: [...kept.values()], gone: onList.map(({ id }) => id).filter((id) => !kept.has(id)), problems };
}
