import { createHash } from 'node:crypto';
import type { ImportAnswer } from '../../api/schema/membership.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { purgeWriteAheadLog } from '../../store/persons.ts';
import type { Store } from '../../store/store.ts';
import { newBookingCode } from '../booking-code.ts';
import { insertPeople, letGo, updatePerson, writeList } from '../held-rows.ts';
import type { ListEntry, Roster } from '../roster.ts';
import { fieldsChange } from './difference.ts';
import { type ImportPlan, type ListFile, planImport } from './plan.ts';
import { rememberColumns } from './told-columns.ts';

export type { ListFile };

interface Parts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly roster: Roster;
}

/** Codes of a booking stay, so that what was printed or sent before still counts. */
const entryOf = ({ list, row }: ImportPlan, person: string, rooms: readonly string[]): ListEntry => ({
  codes: list?.entries.get(person)?.codes ?? (row.kind === 'booking' ? [newBookingCode()] : []),
  rooms,
});

async function apply({ store, audit, roster }: Parts, order: ListFile, plan: ImportPlan): Promise<ImportAnswer> {
  const { answer, difference, row, told } = plan;
  const { made, kept } = difference;
  const { rows, added, changed, unchanged, gone, problems } = answer;
  const sha256 = createHash('sha256').update(order.bytes).digest('hex');
  const changing = kept.filter(fieldsChange);
  const done = await store.db.transaction().execute(async (transaction) => {
    const ids = await insertPeople(
      store,
      transaction,
      made.map(({ fields }) => fields),
    );
    for (const { record, fields } of changing) await updatePerson(store, transaction, record.id, fields);
    const people = [...kept.map(({ record, rooms }) => [record.id, rooms] as const), ...ids.map((id, index) => [id, made[index]!.rooms] as const)];
    const list = { row, entries: new Map(people.map(([person, rooms]) => [person, entryOf(plan, person, rooms)] as const)) };
    await writeList(transaction, list);
    const destroyed = await letGo(store, transaction, difference.gone);
    if (order.columns !== undefined) await rememberColumns(transaction, order.profile ?? order.kind, told);
    const counts = { rows, added, changed, unchanged, gone, problems: problems.length, destroyed: destroyed.length };
    await audit.append(transaction, { action: 'people.imported', facts: { list: row.id, kind: row.kind, sha256, ...counts } });
    return { ids, list, destroyed };
  });
  for (const [index, id] of done.ids.entries()) roster.keep(id, made[index]!.fields);
  for (const { record, fields } of changing) roster.keep(record.id, fields);
  roster.putList(done.list);
  for (const id of done.destroyed) roster.forget(id);
  if (done.destroyed.length > 0) await purgeWriteAheadLog(store.db);
  return { ...answer, applied: true };
}

/**
 * Reads a list, compares it with the one it replaces, and puts it in its place unless the order is only to look.
 * @throws AppError IMPORT_UNREADABLE, COLUMN_PROFILE_UNKNOWN, SEMINAR_UNKNOWN, USAGE_WRONG
 */
export async function importList(parts: Parts, order: ListFile): Promise<ImportAnswer> {
  const plan = await planImport(parts.store, parts.roster, order);
  if (!order.apply) return plan.answer;
  if (plan.missing.includes('name')) throw new AppError('IMPORT_UNREADABLE', { note: `no column for ${plan.missing.join(', ')}` });
  if (plan.difference.made.length + plan.difference.kept.length === 0) throw new AppError('IMPORT_UNREADABLE', { note: 'nobody in it' });
  return apply(parts, order, plan);
}
