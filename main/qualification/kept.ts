import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { attestation, type KeptQualification, type KeptQualifications, retentionMonths } from '../api/schema/qualification.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { monthsBefore } from '../credentials/procedures/checklist.ts';
import { dayInJapan } from '../day-in-japan.ts';
import { AppError } from '../errors.ts';
import { purgeWriteAheadLog } from '../store/persons.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import { judgementOf } from './findings.ts';
import { nameOf, namingCertificate, qualificationRecord } from './record.ts';
import type { StatedRecord } from './view.ts';

/** Records that an office keeps, each under a key of its own; deletion destroys the key. */
export interface KeptRecords {
  /** Deletes those whose day has come. */
  expire(): Promise<void>;
  /** Those whose day has come are deleted before. Newest first. */
  list(): Promise<KeptQualifications>;
  /** @throws AppError QUALIFICATION_NOT_KEPT without consent, or without who checked */
  keep(stated: StatedRecord): Promise<void>;
  /** @throws AppError QUALIFICATION_UNKNOWN */
  find(id: string): Promise<StatedRecord>;
  /** @throws AppError QUALIFICATION_UNKNOWN */
  delete(id: string): Promise<void>;
  /** For records from now on; those that are kept already stay until the day that they were kept for. */
  setRetention(months: number | null): Promise<void>;
}

const SETTING = 'qualificationRetentionMonths';
/** A choice until the office makes another: no source states a term for records of this kind. */
export const USUAL_MONTHS = 12;

const stated = z.object({ record: qualificationRecord, attestation });
const placeOf = (id: string): string => `qualification record ${id}`;

export function keptRecords({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): KeptRecords {
  const { db, persons, now } = store;
  const today = () => dayInJapan(now().getTime());

  async function retention(): Promise<number | null> {
    const kept = (await readSetting(db, SETTING)) as { readonly months: unknown } | null;
    return kept === null ? USUAL_MONTHS : (retentionMonths.safeParse(kept.months).data ?? null);
  }

  async function remove(rows: readonly { readonly id: string; readonly person: string }[], because: 'asked' | 'retention'): Promise<void> {
    if (rows.length === 0) return;
    await db.transaction().execute(async (transaction) => {
      for (const { id, person } of rows) {
        await transaction.deleteFrom('qualification_record').where('id', '=', id).execute();
        await persons.destroy(transaction, person);
        await audit.append(transaction, { action: 'qualification.deleted', facts: { record: id, because } });
      }
    });
    await purgeWriteAheadLog(db);
  }

  const expire = async () =>
    remove(await db.selectFrom('qualification_record').select(['id', 'person']).where('delete_on', '<=', today()).execute(), 'retention');

  const rowOf = (id: string) => db.selectFrom('qualification_record').selectAll().where('id', '=', id).executeTakeFirst();

  return {
    expire,
    async list() {
      await expire();
      const rows = await db
        .selectFrom('qualification_record')
        .innerJoin('person', 'person.id', 'qualification_record.person')
        .select(['qualification_record.id as id', 'person', 'checked_at', 'delete_on', 'sealed', 'wrapped_key'])
        .orderBy('checked_at', 'desc')
        .execute();
      const records = rows.flatMap(({ id, person, checked_at, delete_on, sealed, wrapped_key }): KeptQualification[] => {
        const opened = persons.openWith(wrapped_key, person, sealed, placeOf(id));
        if (opened === null) return [];
        const { record, attestation } = stated.parse(opened);
        const certificate = namingCertificate(record);
        return [
          {
            id,
            checkedAt: checked_at,
            name: nameOf(certificate),
            roles: [...(certificate?.hcRoles ?? [])],
            answer: judgementOf(record, attestation).answer,
            possession: record.possession.state === 'proved',
            by: attestation.by,
            test: record.applications.some(({ test }) => test),
            deleteOn: delete_on,
          },
        ];
      });
      return { records, retentionMonths: await retention() };
    },
    async keep(given) {
      const { record, attestation } = given;
      if (!attestation.consent || attestation.by.trim() === '') throw new AppError('QUALIFICATION_NOT_KEPT');
      const id = randomUUID();
      const months = await retention();
      const delete_on = months === null ? null : monthsBefore(today(), -months);
      await db.transaction().execute(async (transaction) => {
        const person = await persons.create(transaction);
        const sealed = await persons.seal(transaction, person, { record, attestation }, placeOf(id));
        await transaction.insertInto('qualification_record').values({ id, person, checked_at: record.checkedAt, delete_on, sealed }).execute();
        await audit.append(transaction, { action: 'qualification.kept', facts: { record: id, deleteOn: delete_on, consent: true } });
      });
    },
    async find(id) {
      await expire();
      const row = await rowOf(id);
      const opened = row && (await persons.open(db, row.person, row.sealed, placeOf(id)));
      if (!opened) throw new AppError('QUALIFICATION_UNKNOWN');
      return stated.parse(opened);
    },
    async delete(id) {
      const row = await rowOf(id);
      if (!row) throw new AppError('QUALIFICATION_UNKNOWN');
      await remove([row], 'asked');
    },
    setRetention: (months) =>
      db.transaction().execute(async (transaction) => {
        await keepSetting(transaction, SETTING, { months });
        await audit.append(transaction, { action: 'qualification.retention', facts: { months } });
      }),
  };
}
