import * as z from 'zod';
import { failure, isoTime } from './common.ts';
import { prescriptionWarning } from './prescription-warning.ts';

export const documentKind = z.enum(['pdf', 'prescription-csv', 'prescription-xml', 'dispensing-xml', 'xml', 'cms', 'other']);

/** A document taken in: its bytes are kept under the id until the program ends or it is discarded. */
export const openedDocument = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  kind: documentKind,
  /** Formats it can be signed to, best first; empty when it cannot be signed, then `failure` says why. */
  signableAs: z.array(z.enum(['pades', 'xades', 'cades', 'eps'])),
  /** Things to know before signing (`view.javascript`, `view.external-reference`, `view.optional-content`, `view.missing-font`, `signed-already`). */
  cautions: z.array(z.string()),
  failure: failure.nullable(),
  /** It is not signed before the person was shown it. */
  mustBeSeen: z.boolean(),
});
export type OpenedDocument = z.infer<typeof openedDocument>;

/** A prescription as people know the paper form. Values are as written in the file; unknown records are kept raw. */
export const prescriptionView = z.object({
  institution: z.object({
    code: z.string(),
    name: z.string(),
    postalCode: z.string(),
    address: z.string(),
    telephone: z.string(),
    department: z.string(),
  }),
  doctor: z.object({ code: z.string(), nameKanji: z.string(), nameKana: z.string() }),
  patient: z.object({ code: z.string(), nameKanji: z.string(), nameKana: z.string(), sex: z.enum(['1', '2', '']), birthDate: z.string() }),
  insurance: z.object({
    type: z.string(),
    insurerNumber: z.string(),
    symbol: z.string(),
    number: z.string(),
    relation: z.string(),
    branch: z.string(),
  }),
  issuedOn: z.string(),
  validUntil: z.string(),
  groups: z.array(
    z.object({
      number: z.string(),
      form: z.string(),
      formName: z.string(),
      quantity: z.string(),
      usage: z.string(),
      usageNotes: z.array(z.string()),
      drugs: z.array(
        z.object({ name: z.string(), code: z.string(), codeSystem: z.string(), amount: z.string(), unit: z.string(), notes: z.array(z.string()) }),
      ),
    }),
  ),
  remarks: z.array(z.string()),
  accessCode: z.string(),
  /** What known records say that has no place of its own above (public expense, narcotics, leftover check and so on), in the terms of the specification. */
  further: z.array(z.object({ name: z.string(), values: z.array(z.object({ name: z.string(), value: z.string() })) })).optional(),
  /** Records the fact sheet does not know, verbatim; they must be looked at before signing. */
  unknownRecords: z.array(z.string()),
  /** What to look at before it is signed; absent where it is not to be signed. */
  warnings: z.array(prescriptionWarning).optional(),
});
export type PrescriptionView = z.infer<typeof prescriptionView>;

export const registerEntry = z.object({
  id: z.string(),
  signedAt: isoTime,
  sourceName: z.string(),
  outputName: z.string(),
  outputPath: z.string(),
  format: z.enum(['pades', 'xades', 'cades', 'eps']),
  level: z.enum(['B', 'T', 'LT', 'LTA']),
  sourceSha256: z.string(),
  outputSha256: z.string(),
  signerName: z.string(),
  certificateSha256: z.string(),
  test: z.boolean(),
  /** Entry whose file this one was made of by raising or renewing its level. */
  extendedFrom: z.string().nullable(),
  /** Of a signature with an archive time stamp: when it must have been renewed to stay provable. */
  renewal: z.object({ due: isoTime }).nullable(),
});
export type RegisterEntry = z.infer<typeof registerEntry>;
