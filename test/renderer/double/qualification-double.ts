import { implement } from '@orpc/server';
import { cardForms } from '../../../main/cards/forms/table.ts';
import { fitness as fitnessContract } from '../../../main/api/contracts/fitness.ts';
import { qualification as contract } from '../../../main/api/contracts/qualification.ts';
import type { CardFitness } from '../../../main/api/schema/fitness.ts';
import type { Attestation, EmergencyView, KeptQualifications, QualificationProgress } from '../../../main/api/schema/qualification.ts';
import { judgementOf } from '../../../main/qualification/findings.ts';
import { qualificationReport } from '../../../main/qualification/view.ts';
import { failed } from './failed.ts';
import * as samples from './qualification-samples.ts';

const pdf = (name: string): File => new File(['%PDF-'], name, { type: 'application/pdf' });

/** Checks of cards as the screens see them, in memory. */
export class QualificationDouble {
  record = samples.record;
  fitnessAnswer: CardFitness = samples.fitness;
  emergency: EmergencyView = samples.emergency;
  /** The result is no longer in memory. */
  gone = false;
  kept: KeptQualifications = samples.kept;
  steps: readonly QualificationProgress[] = samples.steps;
  readonly router;
  readonly fitnessRouter;
  readonly #said: (name: string) => void;

  constructor(said: (name: string) => void) {
    this.#said = said;
    this.router = this.#implement();
    this.fitnessRouter = this.#implementFitness();
  }

  #view(attestation: Attestation, language: 'ja' | 'en') {
    const { record } = this;
    if (this.gone) throw failed('QUALIFICATION_UNKNOWN');
    return {
      answer: judgementOf(record, attestation).answer,
      report: qualificationReport({ record, attestation }, language),
      failure: record.possession.failure,
    };
  }

  #implement() {
    const os = implement(contract);
    return {
      check: os.check.handler(() => this.#checked()),
      view: os.view.handler(({ input }) => this.#view(input.attestation, input.language)),
      pdf: os.pdf.handler(({ input }) => {
        this.#said(`qualification pdf ${input.id}`);
        return pdf('record.pdf');
      }),
      keep: os.keep.handler(({ input }) => {
        this.#said(`qualification keep ${input.id} ${input.attestation.by}`);
        return this.kept;
      }),
      forget: os.forget.handler(({ input }) => this.#said(`qualification forget ${input.id}`)),
      records: os.records.handler(() => this.kept),
      recordPdf: os.recordPdf.handler(() => pdf('record.pdf')),
      delete: os.delete.handler(({ input }) => {
        this.#said(`qualification delete ${input.id}`);
        this.kept = { ...this.kept, records: this.kept.records.filter(({ id }) => id !== input.id) };
        return this.kept;
      }),
      setRetention: os.setRetention.handler(({ input }) => {
        this.kept = { ...this.kept, retentionMonths: input.retentionMonths };
        return this.kept;
      }),
      emergency: os.emergency.handler(() => this.emergency),
    };
  }

  async *#checked(): AsyncGenerator<QualificationProgress, void> {
    this.#said('qualification check');
    yield* this.steps;
  }

  #implementFitness() {
    const os = implement(fitnessContract);
    return {
      check: os.check.handler(() => this.fitnessAnswer),
      forms: os.forms.handler(() => [...cardForms()]),
      formPdf: os.formPdf.handler(({ input }) => {
        this.#said(`form ${input.form} ${input.reader}`);
        return pdf(`${input.form}.pdf`);
      }),
    };
  }
}
