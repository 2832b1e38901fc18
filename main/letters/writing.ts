import type { OpenedDocument } from '../api/schema/document.ts';
import type { Letter, LetterEntry, LetterForm } from '../api/schema/letters.ts';
import { readPrescription } from '../documents/prescription/read.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import type { NamedBytes } from '../named-bytes.ts';
import { purgeWriteAheadLog } from '../store/persons.ts';
import { check } from './fhir/check.ts';
import type { Json } from './fhir/json.ts';
import { emptyForm } from './form/empty.ts';
import { fileName } from './form/file-name.ts';
import { findingsOf } from './form/findings.ts';
import { readOptions } from './form/options.ts';
import { prescriptionText } from './form/prescription-text.ts';
import type { LetterParts } from './parts.ts';
import { lookAt } from './pdf/letter-pdf.ts';
import { stageOf, standingIssue } from './standing.ts';

/** A prescription of the register, as text for a letter. */
export interface KnownPrescription {
  readonly entry: string;
  readonly signedAt: string;
  readonly patient: string;
  readonly text: string;
}

/** Prescriptions that are offered, newest first: a letter names what is taken now. */
const MOST_PRESCRIPTIONS = 50;

/** Letters as they are filled in. All that take an id throw AppError REFERRAL_UNKNOWN. */
export interface Writing {
  list(): Promise<readonly LetterEntry[]>;
  /** Begins a letter. */
  create(): Promise<Letter>;
  /** Begins a letter in which something stands already. */
  begin(form: LetterForm): Promise<Letter>;
  open(id: string): Promise<Letter>;
  save(id: string, form: LetterForm): Promise<Letter>;
  /** Removes a letter with its attachments and what was fixed of it, for good; files that were signed or packed stay where they are. */
  remove(id: string): Promise<void>;
  /** @throws AppError REFERRAL_ATTACHMENT_REFUSED */
  attach(id: string, file: NamedBytes): Promise<Letter>;
  detach(id: string, attachment: string): Promise<Letter>;
  prescriptions(): Promise<readonly KnownPrescription[]>;
  /** The letter as it stands, to look at. */
  preview(id: string): Promise<OpenedDocument>;
}

export function writing(parts: LetterParts): Writing {
  const { store, audit, intake, register, drafts, attachments, issues, today } = parts;

  async function open(id: string): Promise<Letter> {
    const draft = await drafts.find(id);
    const issue = await standingIssue(parts, draft, await issues.newest(id));
    const bundle = issue?.bundle ?? null;
    return {
      id,
      changedAt: draft.changedAt,
      form: draft.form,
      attachments: [...(await attachments.list(id))],
      findings: [...(await findingsOf(draft.form))],
      ...(await stageOf(parts, issue)),
      identifier: issue?.identifier ?? null,
      bundle: bundle === null ? null : { problems: [...check(JSON.parse(bundle) as Json)] },
    };
  }

  const begin = async (form: LetterForm): Promise<Letter> => open((await drafts.add(form)).id);

  return {
    begin,
    open,
    create: async () => begin(emptyForm((await readOptions(store)).sender, today())),
    async list() {
      const newest = await issues.ofAll();
      return Promise.all(
        (await drafts.list()).map(async (draft) => {
          const { stage } = await stageOf(parts, await standingIssue(parts, draft, newest.get(draft.id) ?? null));
          const { kind, patient, addressee, date } = draft.form;
          return { id: draft.id, kind, patient: patient.name, institution: addressee.institution, date, changedAt: draft.changedAt, stage };
        }),
      );
    },
    async save(id, form) {
      await drafts.save(id, form);
      return open(id);
    },
    async remove(id) {
      const { person } = await drafts.find(id);
      await store.db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('letter').where('id', '=', id).execute();
        await store.persons.destroy(transaction, person);
        await audit.append(transaction, { action: 'referral.removed', facts: { letter: id } });
      });
      await purgeWriteAheadLog(store.db);
    },
    async attach(id, file) {
      await attachments.add(await drafts.find(id), file);
      return open(id);
    },
    async detach(id, attachment) {
      await attachments.remove(id, attachment);
      return open(id);
    },
    async prescriptions() {
      const entries = (await register.list()).filter(({ format }) => format === 'eps').slice(0, MOST_PRESCRIPTIONS);
      const read = entries.map(async ({ id, signedAt, outputSha256, outputName: name }) => {
        const { bytes } = await register.read(id);
        if (sha256(bytes) !== outputSha256) throw new AppError('DOCUMENT_CHANGED', { name });
        const prescription = readPrescription(bytes);
        const { nameKanji, nameKana } = prescription.patient;
        return { entry: id, signedAt, patient: nameKanji || nameKana, text: prescriptionText(prescription) };
      });
      // A file that is gone or was changed since is none to copy from.
      return (await Promise.allSettled(read)).flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    async preview(id) {
      const { form, changedAt } = await drafts.find(id);
      const { bytes } = await lookAt({ form, attachments: await attachments.files(id), identifier: null, at: changedAt });
      return intake.take(fileName(form, 'pdf'), bytes);
    },
  };
}
