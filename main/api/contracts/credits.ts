import { oc } from '@orpc/contract';
import * as z from 'zod';
import { creditAccount, creditRecordOrder, creditsImport, heldCertificate } from '../schema/credits.ts';

const recordId = z.object({ record: z.string() });

/** The doctor's own account of units (受講履歴・単位管理). */
export const credits = {
  account: oc.output(creditAccount),
  add: oc.input(creditRecordOrder).output(creditAccount),
  annul: oc.input(recordId.extend({ reason: z.string().min(1).max(300) })).output(creditAccount),
  /** A certificate of attendance of this program, or a CSV with the columns of `credits.columns`; what is known already is left. */
  import: oc.input(z.object({ file: z.file(), apply: z.boolean() })).output(creditsImport),
  setCertificates: oc.input(z.array(heldCertificate).max(50)).output(creditAccount),
};
