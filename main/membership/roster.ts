import type { HeldPerson } from '../api/schema/membership.ts';
import type { Tables } from '../store/schema.ts';
import { type PersonFields, unnumberedKey } from './person-fields.ts';
import { MOST_DIGITS } from './registration-number.ts';
import { type NameKeys, nameKeys } from './search/name-index.ts';
import { orderedNames } from './search/ordered-names.ts';

/** Somebody held. */
export interface HeldRecord {
  readonly id: string;
  readonly fields: PersonFields;
  readonly registration: string | null;
  readonly keys: NameKeys;
  /** Text by which people are put in order. */
  readonly rank: string;
}

export type ListRow = Tables['held_list'];

/** Somebody's place on a list. */
export interface ListEntry {
  /** Codes of the booking, several where stations gave them on their own; none on a list of members. Sorted. */
  readonly codes: readonly string[];
  /** Ids of the rooms that were booked; none where that was not told. */
  readonly rooms: readonly string[];
}

/** A list and who is on it, by id. */
export interface RosterList {
  readonly row: ListRow;
  readonly entries: ReadonlyMap<string, ListEntry>;
}

/** The people held and their lists, in memory. What changes it has been committed before. */
export interface Roster {
  record(id: string): HeldRecord | null;
  records(): Iterable<HeldRecord>;
  /** The same person: by number, or where there is none by everything else. */
  find(fields: PersonFields): HeldRecord | null;
  byRegistration(registration: string): HeldRecord | null;
  byCode(code: string): { readonly record: HeldRecord; readonly seminar: string } | null;
  /** The newest first. */
  lists(): readonly RosterList[];
  list(id: string): RosterList | null;
  /** The booked list of a seminar. */
  bookedList(seminar: string): RosterList | null;
  view(record: HeldRecord): HeldPerson;
  /** Of one list, in the order of their readings. */
  on(list: RosterList): readonly HeldPerson[];
  /** Makes now what the first search would make. */
  prepareSearch(): void;
  search(text: string, limit: number, first: (record: HeldRecord) => boolean): readonly HeldRecord[];
  keep(id: string, fields: PersonFields): void;
  forget(id: string): void;
  putList(list: RosterList): void;
  dropList(id: string): void;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by reading, and is the same at every station as long as people differ in anything that is known of them. */
const rankOf = (id: string, fields: PersonFields, { reading, written }: NameKeys): string => {
  const last = fields.registration === null ? `${unnumberedKey(fields)}\0${id}` : fields.registration.padStart(MOST_DIGITS, '0');
  return `${reading.whole}\0${written.whole}\0${last}`;
};

const byRank = (a: HeldRecord, b: HeldRecord): number => order(a.rank, b.rank);

export function roster(): Roster {
  const records = new Map<string, HeldRecord>();
  const numbered = new Map<string, string>();
  const unnumbered = new Map<string, string>();
  const lists = new Map<string, RosterList>();
  const booked = new Map<string, string>();
  const listsOf = new Map<string, Set<string>>();
  const codes = new Map<string, { readonly person: string; readonly seminar: string }>();
  const ordered = orderedNames(byRank);
  /** Everybody of a list, until one of them changes. */
  const views = new Map<string, readonly HeldPerson[]>();

  const record = (id: string | undefined): HeldRecord | null => (id === undefined ? null : (records.get(id) ?? null));

  function view({ id, fields }: HeldRecord): HeldPerson {
    const of = [...(listsOf.get(id) ?? [])].flatMap((list) => lists.get(list)?.row ?? []);
    return {
      person: id,
      ...fields,
      booked: of.flatMap(({ seminar }) => seminar ?? []).sort(),
      member: of.some(({ kind }) => kind === 'members'),
    };
  }

  function forget(id: string): void {
    const known = records.get(id);
    if (!known) return;
    records.delete(id);
    if (known.registration !== null) numbered.delete(known.registration);
    else unnumbered.delete(unnumberedKey(known.fields));
    ordered.remove(known);
    for (const list of listsOf.get(id) ?? []) views.delete(list);
  }

  function dropList(id: string): void {
    const list = lists.get(id);
    lists.delete(id);
    if (list?.row.seminar) booked.delete(list.row.seminar);
    views.clear();
    for (const [person, entry] of list?.entries ?? []) {
      listsOf.get(person)?.delete(id);
      for (const code of entry.codes) codes.delete(code);
    }
  }

  return {
    record,
    records: () => records.values(),
    find: (fields) => record(fields.registration === null ? unnumbered.get(unnumberedKey(fields)) : numbered.get(fields.registration)),
    byRegistration: (registration) => record(numbered.get(registration)),
    byCode(code) {
      const booking = codes.get(code);
      const found = record(booking?.person);
      return booking && found ? { record: found, seminar: booking.seminar } : null;
    },
    lists: () => [...lists.values()].sort((a, b) => order(b.row.imported_at, a.row.imported_at) || order(a.row.id, b.row.id)),
    list: (id) => lists.get(id) ?? null,
    bookedList: (seminar) => lists.get(booked.get(seminar) ?? '') ?? null,
    view,
    on(list) {
      const known = views.get(list.row.id);
      if (known) return known;
      const people = [...list.entries.keys()].flatMap((id) => records.get(id) ?? []);
      const shown = people.sort(byRank).map(view);
      views.set(list.row.id, shown);
      return shown;
    },
    prepareSearch: ordered.prepare,
    search: ordered.search,
    keep(id, fields) {
      forget(id);
      const keys = nameKeys(fields.name, fields.kana);
      const record = { id, fields, registration: fields.registration, keys, rank: rankOf(id, fields, keys) };
      records.set(id, record);
      ordered.add(record);
      if (fields.registration !== null) numbered.set(fields.registration, id);
      else unnumbered.set(unnumberedKey(fields), id);
    },
    forget,
    putList(list) {
      const { id, seminar } = list.row;
      dropList(id);
      lists.set(id, list);
      if (seminar !== null) booked.set(seminar, id);
      for (const [person, entry] of list.entries) {
        listsOf.set(person, (listsOf.get(person) ?? new Set()).add(id));
        if (seminar !== null) for (const code of entry.codes) codes.set(code, { person, seminar });
      }
    },
    dropList,
  };
}
