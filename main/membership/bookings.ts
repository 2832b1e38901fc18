import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { bookingCode, newBookingCode } from './booking-code.ts';
import { sealPeople, writeList } from './held-rows.ts';
import { type PersonFields, personKey } from './person-fields.ts';
import type { ListEntry, Roster, RosterList } from './roster.ts';
import { seminarHeads } from './seminar-heads.ts';

/** Somebody on a booked list, as stations hand it to each other. */
export interface Booking extends PersonFields {
  /** What its QR code says; where stations gave codes on their own, all of them, apart by a space. */
  readonly code: string | null;
  /** Ids of the rooms that were booked, where that was told. */
  readonly rooms?: readonly string[] | undefined;
}

const NOTHING: ListEntry = { codes: [], rooms: [] };
const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

const entryOf = ({ code, rooms = [] }: Booking): ListEntry => ({
  codes: (code ?? '').split(' ').filter((text) => bookingCode(text) === text),
  rooms: rooms.filter((room) => /^[\w-]{1,40}$/.test(room)),
});

const both = (a: ListEntry, b: ListEntry): ListEntry => ({ codes: union(a.codes, b.codes), rooms: union(a.rooms, b.rooms) });

/**
 * Adds the bookings of another station to the list of a seminar. Somebody who is held already stays as they are known here; the number is who they are.
 * @throws AppError SEMINAR_UNKNOWN
 */
export async function adoptBookings(
  { store, audit, roster }: { readonly store: Store; readonly audit: AuditLog; readonly roster: Roster },
  seminar: string,
  bookings: readonly Booking[],
): Promise<void> {
  const name = (await seminarHeads(store.db)).get(seminar)?.title;
  if (name === undefined) throw new AppError('SEMINAR_UNKNOWN', { seminar });
  const before = roster.bookedList(seminar);
  const entries = new Map(before?.entries);
  const unknown = new Map<string, { readonly fields: PersonFields; readonly entry: ListEntry }>();
  let changed = 0;
  for (const booking of bookings) {
    const { code: _, rooms: __, ...fields } = booking;
    const record = roster.find(fields);
    if (!record) {
      const key = personKey(fields);
      unknown.set(key, { fields, entry: both(unknown.get(key)?.entry ?? NOTHING, entryOf(booking)) });
      continue;
    }
    const known = entries.get(record.id);
    const next = both(known ?? NOTHING, entryOf(booking));
    entries.set(record.id, next);
    if (!known || known.codes.length + known.rooms.length < next.codes.length + next.rooms.length) changed += 1;
  }
  if (unknown.size + changed === 0) return;
  const row = before?.row ?? { id: randomUUID(), kind: 'booking', name, seminar, imported_at: store.now().toISOString(), file_name: '' };
  const people = [...unknown.values()];
  const newcomers = await sealPeople(
    store,
    people.map(({ fields }) => fields),
  );
  const all = [...entries, ...newcomers.ids.map((id, index) => [id, people[index]!.entry] as const)];
  const coded = all.map(([id, entry]) => [id, entry.codes.length > 0 ? entry : { ...entry, codes: [newBookingCode()] }] as const);
  const list: RosterList = { row, entries: new Map(coded) };
  await store.db.transaction().execute(async (transaction) => {
    await newcomers.write(transaction);
    await writeList(transaction, list);
    await audit.append(transaction, {
      action: 'people.imported',
      facts: { list: row.id, kind: row.kind, sha256: null, added: people.length, changed },
    });
  });
  for (const [index, id] of newcomers.ids.entries()) roster.keep(id, people[index]!.fields);
  roster.putList(list);
}
