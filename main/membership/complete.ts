import type { CompleteOrder } from '../api/schema/membership.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { keepPerson } from './held-rows.ts';
import { keptKana, keptName } from './import/kept-text.ts';
import { filledFrom, type PersonFields, sameFields } from './person-fields.ts';
import { registrationNumber } from './registration-number.ts';
import type { HeldRecord, Roster } from './roster.ts';

interface Parts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly roster: Roster;
}

const NOTHING: PersonFields = { registration: null, name: '', kana: '', affiliation: '', birthDate: '', myPage: null };
const COLUMNS = ['registration', 'name', 'kana', 'affiliation', 'birthDate'] as const;

/** Somebody whose data were not erased; who came from another station is on no list here. */
async function isAlive({ db }: Store, person: string): Promise<boolean> {
  const row = await db.selectFrom('person').select('id').where('id', '=', person).where('wrapped_key', 'is not', null).executeTakeFirst();
  return row !== undefined;
}

/**
 * Fills the gaps of somebody. Not within another write of people.
 * @throws AppError PERSON_UNKNOWN, REGISTRATION_WRONG, REASON_NEEDED, REGISTRATION_HELD
 */
export async function completePerson({ store, audit, roster }: Parts, order: CompleteOrder): Promise<HeldRecord> {
  const { person, name, kana, affiliation, birthDate } = order;
  const by = order.by.trim();
  const registration = order.registration === null ? null : registrationNumber(order.registration);
  if (by === '') throw new AppError('REASON_NEEDED');
  if (order.registration !== null && registration === null) throw new AppError('REGISTRATION_WRONG');
  if (!(await isAlive(store, person))) throw new AppError('PERSON_UNKNOWN', { person });
  const known = roster.record(person)?.fields ?? NOTHING;
  const told = { registration, name: keptName(name), kana: keptKana(kana), affiliation: keptName(affiliation), birthDate, myPage: null };
  const fields = filledFrom(known, told);
  const holder = fields.registration === null ? null : roster.byRegistration(fields.registration);
  if (holder && holder.id !== person) throw new AppError('REGISTRATION_HELD');
  if (!roster.record(person) || !sameFields(fields, known)) {
    const columns = COLUMNS.filter((column) => fields[column] !== known[column]).join(' ');
    await store.db.transaction().execute(async (transaction) => {
      await keepPerson(store, transaction, person, fields);
      await audit.append(transaction, {
        action: 'people.completed',
        facts: { person, columns },
        personal: { subject: `member of staff ${by}`, facts: { by } },
      });
    });
    roster.keep(person, fields);
  }
  return roster.record(person)!;
}
