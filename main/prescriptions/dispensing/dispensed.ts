import { type Kysely, sql } from 'kysely';
import type { TakenDocument } from '../../documents/intake.ts';
import { prescriptionFile } from '../../documents/prescription/read.ts';
import { sha256 } from '../../documents/sha256.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { older } from '../../library/lineage.ts';
import { deriveKey, searchToken } from '../../store/sealing.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { isoDay } from '../days.ts';
import { readDispensing } from './read.ts';

/** Which prescriptions were dispensed here. Of each rests a keyed hash of its records and a day, so that it is known again and nobody can read it. */
export interface DispensedBook {
  /** Notes what a dispensing document says, in the transaction that enters its signature. @throws AppError FILE_UNREADABLE */
  signedIn(transaction: Kysely<Tables>, document: TakenDocument, entry: string): Promise<void>;
  /** The days on which a prescription was dispensed here, ISO, the last one last. @throws PkiError of `prescriptionFile` */
  daysOf(prescription: Uint8Array): Promise<readonly string[]>;
}

export function dispensedBook({ db, masterKey, now }: Pick<Store, 'db' | 'masterKey' | 'now'>): DispensedBook {
  const index = deriveKey(masterKey.key, 'search tokens');
  const contentOf = (bytes: Uint8Array) => searchToken(index, 'dispensed prescription', sha256(prescriptionFile(bytes).csv));
  return {
    async signedIn(transaction, { opened, read }, entry) {
      if (opened.kind !== 'dispensing-xml') return;
      const bytes = await read();
      const dispensed_on = isoDay(readDispensing(bytes).dispensedOn) || dayInJapan(now().getTime());
      await transaction
        .insertInto('dispensed_prescription')
        .values({ entry, content: contentOf(bytes), dispensed_on })
        .execute();
    },
    async daysOf(prescription) {
      const query = db.selectFrom('dispensed_prescription').select('dispensed_on').where('content', '=', contentOf(prescription));
      return (await query.orderBy('dispensed_on').execute()).map(({ dispensed_on }) => dispensed_on);
    },
  };
}

/** A document was deleted: what it says was dispensed goes with it, unless another is left that was made of the same one by renewing. */
export const dropDispensed = (transaction: Kysely<Tables>, document: string) =>
  sql`WITH RECURSIVE ${older(document)},
    family (id) AS (
      SELECT id FROM older
      UNION SELECT newer.id FROM family JOIN library_document AS newer ON newer.extended_from = family.id
    )
  DELETE FROM dispensed_prescription WHERE entry IN (SELECT id FROM older) AND NOT EXISTS (
    SELECT 1 FROM family JOIN library_document AS document ON document.id = family.id WHERE document.deleted_at IS NULL
  )`.execute(transaction);
