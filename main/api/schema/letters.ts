import * as z from 'zod';
import { isoTime } from './common.ts';
import { openedDocument } from './document.ts';
import { verificationAnswer } from './verification.ts';

/** One line of a field; what cannot be shown in a line does not belong into it. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]*$/u);
/** Several lines; a tab and a line's end are all that may be in it beside letters. */
const lines = z
  .string()
  .max(20_000)
  .regex(/^(?:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]|[\n\t])*$/u);
const dayOrNone = z.iso.date().or(z.literal(''));

/** Who writes or receives: an institution, and whom there. */
export const letterParty = z.strictObject({
  institution: line(120),
  /** Ten digits: prefecture, table of points, institution (保険医療機関番号); empty where none is known. */
  institutionNumber: z.string().regex(/^(?:\d{10})?$/),
  department: line(60),
  doctor: line(80),
  postalCode: z.string().regex(/^(?:\d{3}-?\d{4})?$/),
  address: line(200),
  telephone: line(40),
});
export type LetterParty = z.infer<typeof letterParty>;

export const letterPatient = z.strictObject({
  name: line(80),
  kana: line(80),
  /** Number of the patient at the sender. */
  number: line(30),
  sex: z.enum(['male', 'female', 'other', 'unknown', '']),
  birthDate: dayOrNone,
  postalCode: z.string().regex(/^(?:\d{3}-?\d{4})?$/),
  address: line(200),
  telephone: line(40),
  occupation: line(60),
});

/** The parts in free words, in the order of the form (別紙様式11). */
export const LETTER_TEXTS = ['diagnosis', 'purpose', 'history', 'course', 'treatment', 'prescription', 'remarks'] as const;
export type LetterText = (typeof LETTER_TEXTS)[number];

/** The letter that is answered. */
export const answeredLetter = z.strictObject({
  date: dayOrNone,
  institution: line(120),
  doctor: line(80),
  /** Identifier that the letter bore, empty where it bore none. */
  identifier: line(120),
});

/** A referral letter as it is filled in (診療情報提供書, 別紙様式11), in the order of the form. */
export const letterForm = z.strictObject({
  kind: z.enum(['referral', 'reply']),
  addressee: letterParty,
  /** The addressee is no insured medical institution: a pharmacy, a city, a health centre. */
  addresseeOutside: z.boolean(),
  date: dayOrNone,
  sender: letterParty,
  patient: letterPatient,
  /** Written for somebody who comes, or who leaves the ward. */
  setting: z.enum(['outpatient', 'discharge']),
  diagnosis: lines,
  purpose: lines,
  history: lines,
  course: lines,
  treatment: lines,
  prescription: lines,
  remarks: lines,
  answers: answeredLetter.nullable(),
});
export type LetterForm = z.infer<typeof letterForm>;

export const ATTACHMENT_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'application/dicom'] as const;

export const letterAttachment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(ATTACHMENT_TYPES),
  size: z.int(),
  sha256: z.string(),
  addedAt: isoTime,
});
export type LetterAttachment = z.infer<typeof letterAttachment>;

/** Something to see to before the letter can be signed, or only to know. */
export const letterFinding = z.object({
  /** Text under `letters.findings`. */
  code: z.string(),
  /** Path of the field, for example `patient.name`. */
  field: z.string(),
  /** Signing waits for it. */
  blocks: z.boolean(),
  detail: z.string(),
});
export type LetterFinding = z.infer<typeof letterFinding>;

/** How far a letter is on its way. */
export const letterStage = z.enum(['draft', 'to-sign', 'signed', 'manifest-to-sign', 'packed']);
export type LetterStage = z.infer<typeof letterStage>;

export const letterEntry = z.object({
  id: z.string(),
  kind: letterForm.shape.kind,
  patient: z.string(),
  institution: z.string(),
  date: z.string(),
  changedAt: isoTime,
  stage: letterStage,
});
export type LetterEntry = z.infer<typeof letterEntry>;

export const letter = z.object({
  id: z.string(),
  changedAt: isoTime,
  form: letterForm,
  attachments: z.array(letterAttachment),
  findings: z.array(letterFinding),
  stage: letterStage,
  /** Entry of the register that holds the signed PDF. */
  signed: z.object({ entry: z.string(), name: z.string(), signedAt: isoTime, signer: z.string(), test: z.boolean() }).nullable(),
  /** Identifier of the letter within its institution, once it was taken to signing. */
  identifier: z.string().nullable(),
  /** Of the FHIR document of what was taken to signing: `null` where it has none. */
  bundle: z.object({ problems: z.array(z.object({ rule: z.string(), place: z.string() })) }).nullable(),
});
export type Letter = z.infer<typeof letter>;

export const letterPhrase = z.object({ id: z.string(), field: z.enum(LETTER_TEXTS), text: lines.min(1) });
export type LetterPhrase = z.infer<typeof letterPhrase>;

/** What is the same in each letter of a desk. */
export const letterOptions = z.strictObject({
  sender: letterParty,
  /** Between institution, year and number in an identifier: the profile says `^` in words and has `-` in its example. */
  joiner: z.enum(['^', '-']),
});
export type LetterOptions = z.infer<typeof letterOptions>;

export const packageForm = z.enum(['zip', 'folder']);

/** One file of a package as it was found. */
export const packageFile = z.object({
  name: z.string(),
  role: z.enum(['letter', 'bundle', 'attachment', 'unlisted']),
  size: z.int(),
  sha256: z.string(),
  /** Against the manifest. */
  state: z.enum(['same', 'different', 'missing', 'unlisted']),
});
export type PackageFile = z.infer<typeof packageFile>;

/** A package that came, and what is to be said of it. */
export const receivedLetter = z.object({
  id: z.string(),
  receivedAt: isoTime,
  source: z.string(),
  files: z.array(packageFile),
  /** Every file is there, listed and what the manifest says. */
  whole: z.boolean(),
  /** Of the detached signature over the manifest; `null` where there is none. */
  manifest: verificationAnswer.nullable(),
  /** Of the PDF; `null` where there is none. */
  letter: verificationAnswer.nullable(),
  /** What the FHIR document says, as the form; `null` where there is none that can be read. */
  form: letterForm.nullable(),
  /** Rules of the profile that the FHIR document breaks. */
  problems: z.array(z.object({ rule: z.string(), place: z.string() })),
  /** The PDF, to look at. */
  document: openedDocument.nullable(),
});
export type ReceivedLetter = z.infer<typeof receivedLetter>;

export const receivedEntry = z.object({
  id: z.string(),
  receivedAt: isoTime,
  source: z.string(),
  patient: z.string(),
  institution: z.string(),
});
export type ReceivedEntry = z.infer<typeof receivedEntry>;
