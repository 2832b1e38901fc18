import * as z from 'zod';

type Text = z.ZodType<string, string>;

/** What the fields of a draft must be: as they stand while somebody writes, or as they must be before records are written of them. */
interface Fields {
  readonly line: (most: number) => Text;
  readonly needed: (most: number) => Text;
  readonly formed: (form: RegExp) => Text;
  readonly day: Text;
  /** Fewest elements of a list that must not be empty. */
  readonly fewest: 0 | 1;
}

/** Days, times, or how much in all: 1 to 999. */
const QUANTITY = /^[1-9]\d{0,2}$/;

const drugOf = ({ line, needed, formed }: Fields) =>
  z.strictObject({
    kind: z.enum(['drug', 'material']),
    /** 薬品コード種別: 2 of receipts, 4 YJ, 7 by general name; others only in prescriptions on paper. */
    codeKind: formed(/^\d$/),
    code: needed(20),
    name: needed(160),
    /** As it is written: 1, 0.5. Of internal drugs for a day, of drugs as needed for one time, of external ones in all. */
    amount: formed(/^\d{1,5}(?:\.\d{1,5})?$/),
    /** 力価フラグ: the amount is of the drug as priced, or of its active substance. */
    potency: z.boolean(),
    unit: needed(24),
    /** 薬品補足区分 and its words. */
    notes: z.array(z.strictObject({ kind: formed(/^\d{0,2}$/), text: line(160) })).max(20),
  });

const groupOf = (fields: Fields) => {
  const { line, needed, formed, fewest } = fields;
  return z.strictObject({
    /** 剤形区分: 1 内服, 2 頓服, 3 外用, 4 内服滴剤, 5 注射, 6 医療材料, 9 不明. */
    form: z.enum(['1', '2', '3', '4', '5', '6', '9']),
    formName: line(40),
    quantity: formed(QUANTITY),
    /** Of it, how much each time, where the dispensing is split; else empty. */
    perTurn: formed(/^(?:[1-9]\d{0,2})?$/),
    /** A usage in one's own words has no code. */
    usage: z.strictObject({ codeKind: line(2), code: line(16), name: needed(160), timesPerDay: formed(/^\d{0,2}$/) }),
    supplements: z.array(z.strictObject({ kind: formed(/^\d{0,2}$/), text: line(160), code: line(16), site: line(8) })).max(20),
    drugs: z.array(drugOf(fields)).min(fewest).max(99),
  });
};

const institutionOf = ({ line, needed, formed }: Fields) =>
  z.strictObject({
    kind: z.enum(['medical', 'dental']),
    code: formed(/^\d{7}$/),
    prefecture: formed(/^\d{2}$/),
    name: needed(120),
    postalCode: line(8),
    address: line(200),
    telephone: line(20),
    fax: line(20),
    departmentCode: line(4),
    department: line(40),
  });

const doctorOf = ({ line, needed }: Fields) => z.strictObject({ code: line(20), kana: line(80), name: needed(80) });

/** A prescription as it is filled in. Days are ISO days in Japan; what does not apply is empty or `null`. */
const draftOf = (fields: Fields) => {
  const { line, needed, formed, day, fewest } = fields;
  return z.strictObject({
    institution: institutionOf(fields),
    doctor: doctorOf(fields),
    patient: z.strictObject({ code: line(20), kana: needed(80), name: line(80), sex: formed(/^(?:male|female)$/), birthDate: day }),
    /** 一部負担金区分; empty where none applies. */
    burden: z.enum(['', '1', '2', '3', '5']),
    insurance: z
      .strictObject({
        type: line(2),
        insurer: formed(/^(?:\d{8}|\d{6})$/),
        symbol: line(40),
        number: line(40),
        relation: z.enum(['self', 'family']),
        branch: line(2),
        /** Per cent that the patient bears. */
        patientPercent: formed(/^(?:\d{1,2}|100)?$/),
      })
      .nullable(),
    /** First, second and third, in this order. */
    publicExpenses: z.array(z.strictObject({ payer: formed(/^\d{8}$/), recipient: formed(/^(?:\d{7})?$/) })).max(3),
    issuedOn: day,
    /** Empty: the time that the rules give. */
    validUntil: z.literal('').or(day),
    narcotic: z.strictObject({ licence: needed(40), address: needed(200), telephone: line(20) }).nullable(),
    /** 残薬確認対応フラグ: 1 ask first, 2 tell afterwards. */
    leftover: z.enum(['', '1', '2']),
    /** リフィル: how many times in all; empty where it is none. */
    refillUses: formed(/^[2-9]?$/),
    /** 分割調剤: into how many, and which of them this is. */
    split: z.strictObject({ times: formed(/^[2-9]$/), turn: formed(/^[1-9]$/) }).nullable(),
    remarks: z.array(z.strictObject({ kind: formed(/^\d?$/), text: needed(200) })).max(20),
    groups: z.array(groupOf(fields)).min(fewest).max(99),
  });
};

/** As long as anything of a record may be while somebody writes. */
const LONGEST = 400;
const anything: Text = z.string().max(LONGEST);
const AS_WRITTEN: Fields = { line: () => anything, needed: () => anything, formed: () => anything, day: anything, fewest: 0 };

/** Without commas, which part the fields of a record, and without control characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^,\p{Cc}]*$/u);
const COMPLETE: Fields = { line, needed: (most) => line(most).min(1), formed: (form) => z.string().regex(form), day: z.iso.date(), fewest: 1 };

/** A draft while somebody writes it: anything may be missing or wrong. */
export const prescriptionEntry = draftOf(AS_WRITTEN);
/** A draft of which records can be written. */
export const prescriptionDraft = draftOf(COMPLETE);
export type PrescriptionDraft = z.infer<typeof prescriptionEntry>;

/** What stays the same from one prescription to the next. */
export const prescriberEntry = z.strictObject({
  institution: institutionOf(AS_WRITTEN),
  doctor: doctorOf(AS_WRITTEN),
  /** Number of the licence to prescribe narcotics (麻薬施用者免許番号); empty without one. */
  licence: anything,
});
export type Prescriber = z.infer<typeof prescriberEntry>;
