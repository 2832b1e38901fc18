import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { purgeWriteAheadLog } from '../store/persons.ts';
import type { Store } from '../store/store.ts';
import { bookingCode, newBookingCode } from './booking-code.ts';
import { letGo, sealPeople, updatePerson, writeList } from './held-rows.ts';
import { filledFrom, type PersonFields, personKey } from './person-fields.ts';
import { canBeSamePerson } from './identity.ts';
import type { HeldRecord, ListEntry, Roster, RosterList } from './roster.ts';
import { seminarHeads } from './seminar-heads.ts';
import { codeHash, type WithdrawnBookings } from './withdrawn-bookings.ts';

export interface BookingParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly roster: Roster;
  readonly withdrawn: WithdrawnBookings;
}

/** Somebody on a booked list, as stations hand it to each other. */
export interface Booking extends PersonFields {
  /** What its QR code says; where stations gave codes on their own, all of them, apart by a space. */
  readonly code: string | null;
  /** Ids of the rooms that were booked, where that was told. */
  readonly rooms?: readonly string[] | undefined;
}

/** A booking that was taken back, by the hash of its code: all that is left of it. */
export interface WithdrawnBooking {
  readonly withdrawn: string;
}

export type BookingRow = Booking | WithdrawnBooking;

const NOTHING: ListEntry = { codes: [], rooms: [] };
const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

const entryOf = ({ code, rooms = [] }: Booking): ListEntry => ({
  codes: (code ?? '').split(' ').filter((text) => bookingCode(text) === text),
  rooms: rooms.filter((room) => /^[\w-]{1,40}$/.test(room)),
});

const both = (a: ListEntry, b: ListEntry): ListEntry => ({ codes: union(a.codes, b.codes), rooms: union(a.rooms, b.rooms) });

/** Who has the same booking, of whom one station knows the number and the other does not. */
function sameBooking(roster: Roster, seminar: string, fields: PersonFields, codes: readonly string[]): HeldRecord | null {
  const booked = codes.flatMap((code) => roster.byCode(code) ?? []).find((found) => found.seminar === seminar)?.record ?? null;
  const oneNumber = booked !== null && (booked.registration === null) !== (fields.registration === null);
  return oneNumber && canBeSamePerson(booked.fields, fields) ? booked : null;
}

/** What stays of a list once codes do not hold: who has none left is off it. */
function without(entries: ReadonlyMap<string, ListEntry>, isWithdrawn: (code: string) => boolean) {
  const left = new Map<string, ListEntry>();
  const gone: string[] = [];
  let changed = 0;
  for (const [person, entry] of entries) {
    const codes = entry.codes.filter((code) => !isWithdrawn(code));
    if (codes.length < entry.codes.length && codes.length === 0) gone.push(person);
    else left.set(person, codes.length === entry.codes.length ? entry : { ...entry, codes });
    if (codes.length > 0 && codes.length < entry.codes.length) changed += 1;
  }
  return { left, gone, changed };
}

/**
 * Adds the bookings of another station to the list of a seminar, and takes back those that it knows to be withdrawn; one that is withdrawn here does not
 * come back. Somebody who is held already stays as they are known here; the number is who they are.
 * @throws AppError SEMINAR_UNKNOWN
 */
export async function adoptBookings({ store, audit, roster, withdrawn }: BookingParts, seminar: string, told: readonly BookingRow[]): Promise<void> {
  const name = (await seminarHeads(store.db)).get(seminar)?.title;
  if (name === undefined) throw new AppError('SEMINAR_UNKNOWN', { seminar });
  const hashes = withdrawn.news(
    seminar,
    told.flatMap((row) => ('withdrawn' in row ? row.withdrawn : [])),
  );
  const news = new Set(hashes);
  const isWithdrawn = (code: string): boolean => withdrawn.has(seminar, code) || news.has(codeHash(code));
  const before = roster.bookedList(seminar);
  const known = before?.entries ?? new Map<string, ListEntry>();
  const { left: entries, gone, changed: shortened } = news.size > 0 ? without(known, isWithdrawn) : { left: new Map(known), gone: [], changed: 0 };
  const completed = new Map<string, PersonFields>();
  const unknown = new Map<string, { readonly fields: PersonFields; readonly entry: ListEntry }>();
  let changed = shortened;
  for (const row of told) {
    if ('withdrawn' in row) continue;
    const { code: _, rooms: __, ...fields } = row;
    const all = entryOf(row);
    const entry = { ...all, codes: all.codes.filter((code) => !isWithdrawn(code)) };
    if (all.codes.length > 0 && entry.codes.length === 0) continue;
    const record = roster.find(fields) ?? sameBooking(roster, seminar, fields, entry.codes);
    const filled = record && filledFrom(record.fields, fields);
    if (record?.registration === null && filled?.registration) completed.set(record.id, filled);
    if (!record) {
      const key = personKey(fields);
      unknown.set(key, { fields, entry: both(unknown.get(key)?.entry ?? NOTHING, entry) });
      continue;
    }
    const listed = entries.get(record.id);
    const next = both(listed ?? NOTHING, entry);
    entries.set(record.id, next);
    if (!listed || listed.codes.length + listed.rooms.length < next.codes.length + next.rooms.length) changed += 1;
  }
  if (unknown.size + completed.size + changed + news.size === 0) return;
  const row = before?.row ?? { id: randomUUID(), kind: 'booking', name, seminar, imported_at: store.now().toISOString(), file_name: '' };
  const people = [...unknown.values()];
  const newcomers = await sealPeople(
    store,
    people.map(({ fields }) => fields),
  );
  const all = [...entries, ...newcomers.ids.map((id, index) => [id, people[index]!.entry] as const)];
  const coded = all.map(([id, entry]) => [id, entry.codes.length > 0 ? entry : { ...entry, codes: [newBookingCode()] }] as const);
  const list: RosterList | null = before || coded.length > 0 ? { row, entries: new Map(coded) } : null;
  const destroyed = await store.db.transaction().execute(async (transaction) => {
    await withdrawn.write(transaction, { seminar, hashes, everywhere: true });
    await newcomers.write(transaction);
    for (const [id, fields] of completed) await updatePerson(store, transaction, id, fields);
    if (list) await writeList(transaction, list);
    const ended = await letGo(
      store,
      transaction,
      gone.filter((person) => !list?.entries.has(person)),
    );
    if (list)
      await audit.append(transaction, {
        action: 'people.imported',
        facts: {
          list: row.id,
          kind: row.kind,
          sha256: null,
          added: people.length,
          changed: changed + completed.size,
          gone: gone.length,
          destroyed: ended.length,
        },
      });
    return ended;
  });
  await withdrawn.read(seminar);
  for (const [index, id] of newcomers.ids.entries()) roster.keep(id, people[index]!.fields);
  for (const [id, fields] of completed) roster.keep(id, fields);
  if (list) roster.putList(list);
  for (const person of destroyed) roster.forget(person);
  if (destroyed.length > 0) await purgeWriteAheadLog(store.db);
}
