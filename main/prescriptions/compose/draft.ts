import * as z from 'zod';

/** A line of a record: without commas, which part the fields, and without control characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^,\p{Cc}]*$/u);
const needed = (most: number) => line(most).min(1);
const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`));
const day = z.iso.date();
/** Amounts and quantities as they are written: 1, 0.5. */
const amount = z.string().regex(/^\d{1,5}(?:\.\d{1,5})?$/);

const drug = z.strictObject({
  kind: z.enum(['drug', 'material']),
  /** 薬品コード種別: 1 none, 2 of receipts, 3 of the health ministry, 4 YJ, 6 HOT, 7 by general name. */
  codeKind: z.string().regex(/^\d$/),
  code: line(20).default(''),
  name: needed(160),
  amount,
  /** 力価フラグ: the amount is of the drug as priced, or of its active substance. */
  potency: z.boolean().default(false),
  unit: needed(24),
  /** 薬品補足区分 and its words. */
  notes: z
    .array(z.strictObject({ kind: z.string().regex(/^\d{1,2}$/), text: line(160) }))
    .max(20)
    .default([]),
});

const group = z.strictObject({
  /** 剤形区分: 1 内服, 2 頓服, 3 外用, 4 内服滴剤, 5 注射, 6 医療材料, 9 不明. */
  form: z.enum(['1', '2', '3', '4', '5', '6', '9']),
  formName: line(40).default(''),
  /** Days, times, or how much in all. */
  quantity: z.int().min(1).max(999),
  usage: z.strictObject({ codeKind: line(2).default(''), code: line(16).default(''), name: needed(160), timesPerDay: line(2).default('') }),
  supplements: z
    .array(z.strictObject({ kind: z.string().regex(/^\d$/), text: line(160), code: line(16).default(''), site: line(8).default('') }))
    .max(20)
    .default([]),
  drugs: z.array(drug).min(1).max(99),
});

const publicExpense = z.strictObject({ payer: digits(8), recipient: digits(7) });

/** A prescription as it is filled in, before it is written as records. Days are ISO days in Japan. */
export const prescriptionDraft = z.strictObject({
  institution: z.strictObject({
    kind: z.enum(['medical', 'dental']),
    code: digits(7),
    prefecture: digits(2),
    name: needed(120),
    postalCode: line(8).default(''),
    address: line(200).default(''),
    telephone: line(20).default(''),
    fax: line(20).default(''),
    departmentCode: line(4).default(''),
    department: line(40).default(''),
  }),
  doctor: z.strictObject({ code: line(20).default(''), kana: line(80).default(''), name: needed(80) }),
  patient: z.strictObject({
    code: line(20).default(''),
    kana: needed(80),
    name: line(80).default(''),
    sex: z.enum(['male', 'female']),
    birthDate: day,
  }),
  /** 一部負担金区分; empty where none applies. */
  burden: z.enum(['', '1', '2', '3', '5']).default(''),
  insurance: z
    .strictObject({
      type: line(2),
      insurer: digits(8).or(digits(6)),
      symbol: line(40).default(''),
      number: line(40).default(''),
      relation: z.enum(['self', 'family']),
      branch: line(2).default(''),
      patientPercent: z.int().min(0).max(100).nullable().default(null),
    })
    .nullable()
    .default(null),
  /** First, second and third, in this order. */
  publicExpenses: z.array(publicExpense).max(3).default([]),
  issuedOn: day,
  /** `null`: the time that the rules give. */
  validUntil: day.nullable().default(null),
  narcotic: z
    .strictObject({ licence: needed(40), address: needed(200), telephone: line(20).default('') })
    .nullable()
    .default(null),
  remarks: z.array(needed(200)).max(20).default([]),
  groups: z.array(group).min(1).max(99),
});
export type PrescriptionDraft = z.infer<typeof prescriptionDraft>;
