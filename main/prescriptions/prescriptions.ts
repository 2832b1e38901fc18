import type { Sj1Record } from '../../pki/eps/sj1.ts';
import { writeSj1 } from '../../pki/eps/write-sj1.ts';
import type { OpenedDocument } from '../api/schema/document.ts';
import { type PrescriptionDraft, prescriptionDraft } from '../api/schema/prescription-draft.ts';
import type { PrescriptionWarning } from '../api/schema/prescription-warning.ts';
import type { Composed, DraftAgain, DrugHit, UsageHit } from '../api/schema/prescriptions.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { dayInJapan } from '../day-in-japan.ts';
import type { Intake } from '../documents/intake.ts';
import { prescriptionRecords, viewOf } from '../documents/prescription/read.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { Store } from '../store/store.ts';
import { checkPrescription } from './checks/check.ts';
import { composeRecords, type Written } from './compose/compose.ts';
import { readDraft } from './compose/read-draft.ts';
import { factsOfDrugs } from './masters/facts.ts';
import { type Masters, openMasters } from './masters/masters.ts';
import { searchDrugs, searchUsages } from './masters/search.ts';
import { type PrescriberBook, prescriberBook } from './prescriber.ts';

/** Prescriptions before they are signed: written, looked through, and the codes that they are made of. */
export interface Prescriptions {
  readonly masters: Masters;
  readonly prescriber: PrescriberBook;
  drugs(typed: string): Promise<DrugHit[]>;
  usages(typed: string): Promise<UsageHit[]>;
  /** A draft as it stands, however incomplete. */
  compose(draft: PrescriptionDraft): Promise<Composed>;
  /** The prescription information file (SJ1) of a draft. @throws AppError PRESCRIPTION_INCOMPLETE */
  file(draft: PrescriptionDraft): NamedBytes;
  /** Puts the file of a draft where documents are signed. @throws AppError PRESCRIPTION_INCOMPLETE */
  take(draft: PrescriptionDraft): Promise<OpenedDocument>;
  /** An earlier prescription as a draft of today. @throws PkiError PRESCRIPTION_MALFORMED, XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT */
  again(bytes: Uint8Array): DraftAgain;
  /** What to look at in a prescription file before it is signed. @throws PkiError PRESCRIPTION_MALFORMED, XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT */
  warnings(bytes: Uint8Array): Promise<PrescriptionWarning[]>;
}

export interface PrescriptionOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly intake: Intake;
}

/** Records with the lines that they will have. */
const numbered = (records: readonly Written[]): readonly Sj1Record[] =>
  records.map(({ number, fields }, index) => ({ number, fields, line: index + 2, raw: [number, ...fields].join(',') }));

const wrongPaths = (draft: PrescriptionDraft): string[] => prescriptionDraft.safeParse(draft).error?.issues.map(({ path }) => path.join('.')) ?? [];

export function openPrescriptions({ store, audit, intake }: PrescriptionOptions): Prescriptions {
  const { db } = store;
  const today = () => dayInJapan(store.now().getTime());
  const check = async (records: readonly Sj1Record[]): Promise<PrescriptionWarning[]> => [
    ...checkPrescription({ records, today: today(), factsOf: await factsOfDrugs(db, records) }),
  ];

  function file(draft: PrescriptionDraft): NamedBytes {
    const complete = prescriptionDraft.safeParse(draft);
    if (!complete.success) throw new AppError('PRESCRIPTION_INCOMPLETE', { fields: complete.error.issues.length });
    const { patient, issuedOn } = complete.data;
    return { name: `処方箋-${patient.name || patient.kana}-${issuedOn}.csv`, bytes: writeSj1(composeRecords(complete.data)) };
  }

  return {
    masters: openMasters({ store, audit }),
    prescriber: prescriberBook({ store, audit }),
    drugs: (typed) => searchDrugs(db, typed, today()),
    usages: (typed) => searchUsages(db, typed, today()),
    async compose(draft) {
      const records = numbered(composeRecords(draft));
      return { view: viewOf(records), warnings: await check(records), wrong: wrongPaths(draft) };
    },
    file,
    async take(draft) {
      const { name, bytes } = file(draft);
      return intake.take(name, bytes);
    },
    again(bytes) {
      const { draft, left } = readDraft(prescriptionRecords(bytes));
      return { draft: { ...draft, issuedOn: today(), validUntil: '' }, left: [...left] };
    },
    warnings: async (bytes) => check(prescriptionRecords(bytes)),
  };
}
