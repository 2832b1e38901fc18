import { createHash } from 'node:crypto';
import type { ImportAnswer } from '../../api/schema/membership.ts';
import type { Facts } from '../../audit/actions.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { purgeWriteAheadLog } from '../../store/persons.ts';
import type { Store } from '../../store/store.ts';
import { newBookingCode } from '../booking-code.ts';
import { letGo, sealPeople, updatePerson, writeList } from '../held-rows.ts';
import type { ListEntry, Roster } from '../roster.ts';
import { codeHash, type WithdrawnBookings } from '../withdrawn-bookings.ts';
import { fieldsChange } from './difference.ts';
import { type ImportPlan, type ListFile, planImport } from './plan.ts';
import { rememberColumns } from './told-columns.ts';

export type { ListFile };

interface Parts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly roster: Roster;
  readonly withdrawn: WithdrawnBookings;
}

/** Codes of a booking stay, so that what was printed or sent before still counts. */
const entryOf = ({ list, row }: ImportPlan, person: string, rooms: readonly string[]): ListEntry => ({
  codes: list?.entries.get(person)?.codes ?? (row.kind === 'booking' ? [newBookingCode()] : []),
  rooms,
});

/** What the audit log keeps of a file: its hash, and how many. */
const countsOf = ({ bytes }: ListFile, { rows, added, changed, unchanged, gone, problems }: ImportAnswer): Facts => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  rows,
  added,
  changed,
  unchanged,
  gone,
  problems: problems.length,
});

async function apply({ store, audit, roster, withdrawn }: Parts, order: ListFile, plan: ImportPlan): Promise<ImportAnswer> {
  const { answer, difference, row, told } = plan;
  const { made, kept, gone } = difference;
  const changed = kept.filter(fieldsChange);
  const newcomers = await sealPeople(
    store,
    made.map(({ fields }) => fields),
  );
  const roomsOf = new Map([
    ...kept.map(({ record, rooms }) => [record.id, rooms] as const),
    ...newcomers.ids.map((id, index) => [id, made[index]!.rooms] as const),
  ]);
  const list = { row, entries: new Map(Array.from(roomsOf, ([person, rooms]) => [person, entryOf(plan, person, rooms)] as const)) };
  const destroyed = await store.db.transaction().execute(async (transaction) => {
    await newcomers.write(transaction);
    for (const { record, fields } of changed) await updatePerson(store, transaction, record.id, fields);
    await writeList(transaction, list);
    if (row.seminar !== null) {
      const hashes = gone.flatMap((person) => plan.list?.entries.get(person)?.codes ?? []).map(codeHash);
      await withdrawn.write(transaction, { seminar: row.seminar, hashes, everywhere: true });
      await withdrawn.holdAgain(transaction, row.seminar);
    }
    const ended = await letGo(store, transaction, gone);
    if (order.columns !== undefined) await rememberColumns(transaction, order.profile ?? order.kind, told);
    await audit.append(transaction, {
      action: 'people.imported',
      facts: { list: row.id, kind: row.kind, ...countsOf(order, answer), destroyed: ended.length },
    });
    return ended;
  });
  if (row.seminar !== null) await withdrawn.read(row.seminar);
  for (const [index, id] of newcomers.ids.entries()) roster.keep(id, made[index]!.fields);
  for (const { record, fields } of changed) roster.keep(record.id, fields);
  roster.putList(list);
  for (const id of destroyed) roster.forget(id);
  if (destroyed.length > 0) await purgeWriteAheadLog(store.db);
  return { ...answer, applied: true };
}

/**
 * Reads a list, compares it with the one it replaces, and puts it in its place unless the order is only to look.
 * @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ, COLUMNS_MISSING, COLUMN_PROFILE_UNKNOWN, SEMINAR_UNKNOWN, USAGE_WRONG
 */
export async function importList(parts: Parts, order: ListFile): Promise<ImportAnswer> {
  const plan = await planImport(parts.store, parts.roster, order);
  if (!order.apply) return plan.answer;
  if (plan.missing.includes('name')) throw new AppError('COLUMNS_MISSING', { column: 'name' });
  if (plan.difference.made.length + plan.difference.kept.length === 0) throw new AppError('IMPORT_UNREADABLE', { note: 'nobody in it' });
  return apply(parts, order, plan);
}
