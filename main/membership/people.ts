import type { CompleteOrder, HeldList, HeldPerson, ImportAnswer } from '../api/schema/membership.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { purgeWriteAheadLog } from '../store/persons.ts';
import type { Store } from '../store/store.ts';
import { inTurn } from '../in-turn.ts';
import { adoptBookings, type Booking, type BookingRow } from './bookings.ts';
import { bookingCode } from './booking-code.ts';
import { completePerson } from './complete.ts';
import { deleteList, letGo, readHeld, sealPeople, updatePerson } from './held-rows.ts';
import { canBeSamePerson } from './identity.ts';
import { importList, type ListFile } from './import/import-list.ts';
import { filledFrom, type PersonFields, sameFields } from './person-fields.ts';
import { registrationNumber } from './registration-number.ts';
import { type HeldRecord, roster as emptyRoster } from './roster.ts';
import { seminarHeads } from './seminar-heads.ts';
import { codeHash, openWithdrawnBookings } from './withdrawn-bookings.ts';

export type { Booking, BookingRow, ListFile, PersonFields };

/** The people whom this desk may hold: those on booked lists, members of its own association, and who came without being on either. */
export interface People {
  byId(person: string): HeldPerson | null;
  /** In any spelling: 第123456号, full-width, with leading zeros. */
  byRegistration(text: string): HeldPerson | null;
  /** Somebody held, by registration number, without one by everything else; nobody is made. */
  find(fields: PersonFields): HeldPerson | null;
  byBookingCode(code: string): { readonly person: HeldPerson; readonly seminar: string } | null;
  bookingCode(person: string, seminar: string): string | null;
  /** Ids of the rooms that somebody has booked; none where that was not told. */
  bookedRooms(person: string, seminar: string): readonly string[];
  /** In the order of their readings. */
  booked(seminar: string): readonly HeldPerson[];
  /** How many have booked, without looking at them. */
  bookedCount(seminar: string): number;
  /** As one types: number, kana, kanji, romaji, or a booking code; those booked for the seminar first. */
  search(order: { readonly text: string; readonly seminar?: string | undefined; readonly limit: number }): readonly HeldPerson[];
  /**
   * Finds by registration number, without one by everything else; or makes a person who is on no list. What is known stays, gaps are filled
   * where it can be the same person. Writes in a transaction of its own.
   * @throws AppError REGISTRATION_WRONG
   */
  ensure(fields: PersonFields): Promise<HeldPerson>;
  /**
   * Fills what is not known of somebody, as a clerk knows it; what is known stays as it is. Recorded in the audit log.
   * @throws AppError PERSON_UNKNOWN, REGISTRATION_WRONG, REASON_NEEDED, REGISTRATION_HELD for a number that somebody else has
   */
  complete(order: CompleteOrder): Promise<HeldPerson>;
  lists(): Promise<HeldList[]>;
  /** @throws AppError IMPORT_UNREADABLE, COLUMN_PROFILE_UNKNOWN, SEMINAR_UNKNOWN, USAGE_WRONG */
  import(order: ListFile): Promise<ImportAnswer>;
  /** Lets go of a list, and of everybody for whom nothing else keeps them here. @throws AppError LIST_UNKNOWN */
  remove(list: string): Promise<void>;
  /** Who has booked, and what was taken back, to hand to another station. */
  bookings(seminar: string): readonly BookingRow[];
  /**
   * The union of what this desk has and what another station has, without what either has taken back; in any order, any number of times.
   * @throws AppError SEMINAR_UNKNOWN
   */
  adopt(seminar: string, bookings: readonly BookingRow[]): Promise<void>;
}

/** Opens the sealed people once; from then on everything is read from memory. Writes are made one after the other. */
export async function openPeople({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): Promise<People> {
  const roster = emptyRoster();
  await readHeld(store, roster);
  roster.prepareSearch();
  const turn = inTurn();
  const withdrawn = await openWithdrawnBookings(store.db);
  const parts = { store, audit, roster, withdrawn };

  const view = (record: HeldRecord | null): HeldPerson | null => record && roster.view(record);

  async function make(fields: PersonFields): Promise<HeldRecord> {
    const made = await sealPeople(store, [fields]);
    await store.db.transaction().execute(made.write);
    const [id = ''] = made.ids;
    roster.keep(id, fields);
    return roster.record(id)!;
  }

  async function fill(record: HeldRecord, fields: PersonFields): Promise<HeldRecord> {
    const filled = filledFrom(record.fields, fields);
    if (sameFields(filled, record.fields) || !canBeSamePerson(record.fields, fields)) return record;
    await store.db.transaction().execute((transaction) => updatePerson(store, transaction, record.id, filled));
    roster.keep(record.id, filled);
    return roster.record(record.id)!;
  }

  return {
    byId: (person) => view(roster.record(person)),
    byRegistration(text) {
      const registration = registrationNumber(text);
      return registration === null ? null : view(roster.byRegistration(registration));
    },
    find: (fields) => view(roster.find(fields)),
    byBookingCode(text) {
      const code = bookingCode(text);
      const found = code === null ? null : roster.byCode(code);
      return found && { person: roster.view(found.record), seminar: found.seminar };
    },
    bookingCode: (person, seminar) => roster.bookedList(seminar)?.entries.get(person)?.codes[0] ?? null,
    bookedRooms: (person, seminar) => roster.bookedList(seminar)?.entries.get(person)?.rooms ?? [],
    bookedCount: (seminar) => roster.bookedList(seminar)?.entries.size ?? 0,
    booked(seminar) {
      const list = roster.bookedList(seminar);
      return list ? roster.on(list) : [];
    },
    search({ text, seminar, limit }) {
      const code = bookingCode(text);
      const scanned = code === null ? null : roster.byCode(code);
      if (scanned) return [roster.view(scanned.record)];
      const first = seminar === undefined ? null : roster.bookedList(seminar);
      return roster.search(text, limit, ({ id }) => first?.entries.has(id) ?? false).map(roster.view);
    },
    ensure: ({ registration: given, name, kana, affiliation, birthDate, myPage }) =>
      turn(async () => {
        const registration = given === null ? null : registrationNumber(given);
        if (given !== null && registration === null) throw new AppError('REGISTRATION_WRONG');
        const fields = { registration, name, kana, affiliation, birthDate, myPage };
        const known = roster.find(fields);
        return roster.view(known ? await fill(known, fields) : await make(fields));
      }),
    complete: (order) => turn(async () => roster.view(await completePerson(parts, order))),
    async lists() {
      const heads = await seminarHeads(store.db);
      return roster.lists().map(({ row: { id, kind, name, seminar, imported_at, file_name }, entries }) => ({
        id,
        kind,
        name: heads.get(seminar ?? '')?.title ?? name,
        seminar,
        importedAt: imported_at,
        fileName: file_name,
        persons: entries.size,
      }));
    },
    import: (order) => turn(() => importList(parts, order)),
    remove: (id) =>
      turn(async () => {
        const list = roster.list(id);
        if (!list) throw new AppError('LIST_UNKNOWN', { list: id });
        const { row, entries } = list;
        const destroyed = await store.db.transaction().execute(async (transaction) => {
          await deleteList(transaction, row);
          if (row.seminar !== null) {
            const hashes = [...entries.values()].flatMap(({ codes }) => codes.map(codeHash));
            await withdrawn.write(transaction, { seminar: row.seminar, hashes, everywhere: false });
          }
          const gone = await letGo(store, transaction, entries.keys());
          await audit.append(transaction, {
            action: 'people.removed',
            facts: { list: id, kind: row.kind, persons: entries.size, destroyed: gone.length },
          });
          return gone;
        });
        if (row.seminar !== null) await withdrawn.read(row.seminar);
        roster.dropList(id);
        for (const person of destroyed) roster.forget(person);
        if (destroyed.length > 0) await purgeWriteAheadLog(store.db);
      }),
    bookings(seminar) {
      const list = roster.bookedList(seminar);
      const booked = (list ? roster.on(list) : []).map(({ person, booked: _, member: __, ...fields }): Booking => {
        const { codes, rooms } = list!.entries.get(person)!;
        return { ...fields, code: codes.length > 0 ? codes.join(' ') : null, rooms };
      });
      return [...booked, ...withdrawn.told(seminar).map((hash) => ({ withdrawn: hash }))];
    },
    adopt: (seminar, bookings) => turn(() => adoptBookings(parts, seminar, bookings)),
  };
}
