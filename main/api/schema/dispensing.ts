import * as z from 'zod';
import { openedDocument, prescriptionView } from './document.ts';
import { prescriptionWarning } from './prescription-warning.ts';
import { verificationAnswer } from './verification.ts';

/** A line of a record: without commas, which part the fields, and without control characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^,\p{Cc}]*$/u);
const needed = (most: number) => line(most).min(1);
const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`));

export const pharmacy = z.object({
  name: needed(120),
  prefecture: digits(2),
  code: digits(7),
  postalCode: line(8),
  address: line(200),
  telephone: line(20),
});
export type Pharmacy = z.infer<typeof pharmacy>;

/** 薬品コード種別 of the notebook format: 1 none, 2 of receipts, 3 of the health ministry, 4 YJ, 6 HOT. */
const product = z.object({ name: needed(160), codeKind: z.enum(['1', '2', '3', '4', '6']), code: line(20) });

/** What was done about one drug of the prescription, by its RP and its place in it (0 the first). */
export const dispensedDrug = z.object({
  group: z.string(),
  place: z.number().int().min(0),
  how: z.enum(['as-prescribed', 'substituted', 'not-dispensed']),
  /** What was handed out instead, or, of a drug prescribed by its general name, as that; otherwise `null`. */
  product: product.nullable(),
  amount: z.string().regex(/^(?:\d{1,5}(?:\.\d{1,5})?)?$/),
  unit: line(24),
  /** Why it was substituted or not dispensed. */
  reason: line(160),
  note: line(160),
});
export type DispensedDrug = z.infer<typeof dispensedDrug>;

/** How much of an RP was dispensed: days, times, or in all. */
const dispensedGroup = z.object({ number: z.string(), quantity: z.string().regex(/^\d{1,3}$/) });

export const dispensingOrder = z.object({
  /** The received prescription. */
  document: z.string(),
  /** How it was confirmed although its signature does not verify; `null` where it does. */
  confirmed: z.string().trim().min(1).max(300).nullable(),
  pharmacy,
  pharmacist: needed(80),
  /** ISO day in Japan. */
  dispensedOn: z.iso.date(),
  prescriptionId: line(36),
  groups: z.array(dispensedGroup).max(99),
  drugs: z.array(dispensedDrug).min(1).max(999),
  remarks: z.array(needed(200)).max(20),
});
export type DispensingOrder = z.infer<typeof dispensingOrder>;

/**
 * What follows from the doctor's signature. `unverified`: a person may answer for it; `refused`: it was altered, or its signer was revoked or may not
 * sign prescriptions, and that is nobody's to confirm.
 */
export const prescriptionRuling = z.enum(['verified', 'unverified', 'refused']);
export type PrescriptionRuling = z.infer<typeof prescriptionRuling>;

/** A prescription as received, with who signed it. */
export const receivedPrescription = z.object({
  document: openedDocument,
  prescription: prescriptionView,
  answer: verificationAnswer,
  ruling: prescriptionRuling,
  /** Which the service put in; empty where it is not there. */
  prescriptionId: z.string(),
  /** As it was entered last; `null` before that. */
  pharmacy: pharmacy.nullable(),
  pharmacist: z.string(),
  /** ISO day in Japan. */
  today: z.string(),
  /** What to look at if it is dispensed today. */
  warnings: z.array(prescriptionWarning),
});
export type ReceivedPrescription = z.infer<typeof receivedPrescription>;

/** A dispensing document as people read it. Values are as written in the file; unknown records are kept raw. */
export const dispensingView = z.object({
  patient: z.object({ name: z.string(), kana: z.string(), sex: z.enum(['1', '2', '']), birthDate: z.string() }),
  dispensedOn: z.string(),
  prescriptionId: z.string(),
  pharmacy: z.object({
    name: z.string(),
    prefecture: z.string(),
    code: z.string(),
    postalCode: z.string(),
    address: z.string(),
    telephone: z.string(),
  }),
  pharmacist: z.string(),
  institution: z.string(),
  doctors: z.array(z.string()),
  groups: z.array(
    z.object({
      number: z.string(),
      drugs: z.array(
        z.object({ name: z.string(), amount: z.string(), unit: z.string(), codeSystem: z.string(), code: z.string(), notes: z.array(z.string()) }),
      ),
      usage: z.string(),
      quantity: z.string(),
      quantityUnit: z.string(),
      notes: z.array(z.string()),
    }),
  ),
  cautions: z.array(z.string()),
  remarks: z.array(z.string()),
  further: z.array(z.object({ name: z.string(), values: z.array(z.object({ name: z.string(), value: z.string() })) })),
  unknownRecords: z.array(z.string()),
  prescription: prescriptionView,
  /** What follows from the doctor's signature of that prescription. */
  ruling: prescriptionRuling,
  /** What to look at before it is signed, of the day on which it was dispensed. */
  warnings: z.array(prescriptionWarning),
});
export type DispensingView = z.infer<typeof dispensingView>;
