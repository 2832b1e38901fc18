import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../main/api/contract.ts';
import type { ApplicationInfo, AuditEntry, Settings } from '../../../main/api/schema/application.ts';
import type { CardsView } from '../../../main/api/schema/card.ts';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { SigningProgress, SigningReadiness } from '../../../main/api/schema/signing.ts';
import { samplePdfBytes } from './sample-pdf.ts';
import * as samples from './samples.ts';
import { Watched } from './watched.ts';

/** The program as the screens see it, in memory, every answer in the test's hand. It is a double of the contract and of nothing else. */
export class DeskDouble {
  readonly cards = new Watched<CardsView>(samples.running(samples.hpkiReader));
  readonly progress = new Watched<SigningProgress | null>(null);
  readonly documents = new Map<string, OpenedDocument>();
  readonly calls: string[] = [];
  settings: Settings = { language: 'ja', theme: 'light', prescriptionProfile: 'official-sample', stamp: true, testMode: false };
  info: ApplicationInfo = {
    version: '0.1.0',
    shell: 'browser',
    dataFolder: '/home/doctor/.local/share/hpki-desk',
    secretStore: 'file',
    firstStart: false,
    demonstrationCard: 'in-reader',
  };
  readiness: SigningReadiness = {
    certificate: samples.certificate,
    triesLeft: 15,
    revocation: { status: 'good', asOf: '2026-11-19T18:00:00Z', ageHours: 11 },
    failure: null,
  };
  audit: AuditEntry[] = AUDIT;
  auditIntact = true;
  readonly openFailures = new Map<string, Failure>();
  samples: OpenedDocument[] = [samples.samplePdf, samples.samplePrescription];

  readonly router = this.#implement();

  #implement() {
    const os = implement(contract);
    const fail = (failure: Failure) => new ORPCError('UNPROCESSABLE_CONTENT', { message: failure.code, data: failure });
    const said = (name: string) => void this.calls.push(name);
    return os.router({
      application: {
        info: os.application.info.handler(() => this.info),
        settings: os.application.settings.handler(() => this.settings),
        change: os.application.change.handler(({ input }) => {
          const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
          this.settings = { ...this.settings, ...given };
          return this.settings;
        }),
      },
      cards: {
        watch: os.cards.watch.handler(({ signal }) => this.cards.follow(signal)),
        refresh: os.cards.refresh.handler(() => this.cards.value),
      },
      demonstration: {
        insert: os.demonstration.insert.handler(() => {
          this.info = { ...this.info, demonstrationCard: 'in-reader', firstStart: false };
          this.cards.set(samples.running({ ...samples.hpkiReader, name: 'HPKI Desk Demonstration', transport: 'virtual' }));
          return this.info;
        }),
        remove: os.demonstration.remove.handler(() => {
          this.info = { ...this.info, demonstrationCard: 'out-of-reader' };
          this.cards.set(samples.running(samples.emptyReader));
          return this.info;
        }),
        samples: os.demonstration.samples.handler(() => this.samples.map((document) => this.#keep(document))),
      },
      documents: {
        open: os.documents.open.handler(({ input }) => {
          const failure = this.openFailures.get(input.file.name);
          if (failure) throw fail(failure);
          const id = `doc-${this.documents.size + 1}`;
          if (input.file.name.endsWith('.pdf')) return this.#keep({ ...samples.samplePdf, id, name: input.file.name });
          if (input.file.name.endsWith('.csv')) return this.#keep({ ...samples.samplePrescription, id, name: input.file.name });
          return this.#keep(samples.otherFile(id, input.file.name));
        }),
        content: os.documents.content.handler(async () => new File([await samplePdfBytes()], 'sample.pdf', { type: 'application/pdf' })),
        prescription: os.documents.prescription.handler(() => samples.prescription),
        discard: os.documents.discard.handler(({ input }) => {
          said(`discard ${input.id}`);
          this.documents.delete(input.id);
        }),
        register: os.documents.register.handler(() => [samples.entryOf(samples.samplePdf), samples.entryOf(samples.samplePrescription)]),
        signed: os.documents.signed.handler(async () => new File([await samplePdfBytes()], 'signed.pdf', { type: 'application/pdf' })),
        reveal: os.documents.reveal.handler(({ input }) => {
          said(`reveal ${input.id} ${input.what}`);
          return false;
        }),
      },
      signing: {
        readiness: os.signing.readiness.handler(() => this.readiness),
        sign: os.signing.sign.handler(({ input, signal }) => {
          said(`sign ${input.documents.join(' ')}`);
          return this.#sign(signal);
        }),
        cancel: os.signing.cancel.handler(({ input }) => {
          said(`cancel ${input.job}`);
          const { value } = this.progress;
          if (value) this.progress.set({ ...value, state: 'cancelled', pinPage: null });
        }),
      },
      verification: {
        verify: os.verification.verify.handler(({ input }) => {
          const { name } = input.file;
          if (name === 'detached.p7s' && input.content) return { ...samples.report(name, samples.signature), format: 'cades' as const };
          const known = samples.REPORTS[name];
          if (!known) throw fail({ code: 'DOCUMENT_UNREADABLE', detail: {} });
          return known;
        }),
        signed: os.verification.signed.handler(() => samples.REPORTS['valid-test.pdf']!),
      },
      audit: {
        list: os.audit.list.handler(({ input }) =>
          this.audit.filter(({ sequence }) => input.before === null || sequence < input.before).slice(0, input.limit),
        ),
        verify: os.audit.verify.handler(() => ({
          intact: this.auditIntact,
          entries: this.audit.length,
          brokenAt: this.auditIntact ? null : 3,
          head: 'ab'.repeat(32),
        })),
      },
    });
  }

  #keep(document: OpenedDocument): OpenedDocument {
    this.documents.set(document.id, document);
    return document;
  }

  /** The progress that the test sets, until it has ended. */
  async *#sign(signal: AbortSignal | undefined) {
    this.progress.set(null);
    for await (const progress of this.progress.follow(signal)) {
      if (!progress) continue;
      yield progress;
      if (['done', 'failed', 'cancelled'].includes(progress.state)) return;
    }
  }

  /** Progress over the open documents, each in the state that `stateOf` gives it. */
  report(
    state: SigningProgress['state'],
    stateOf: (index: number) => SigningProgress['items'][number]['state'],
    more: Partial<SigningProgress> = {},
  ): void {
    const items = [...this.documents.values()].map((document, index) => {
      const itemState = stateOf(index);
      return {
        document: document.id,
        name: document.name,
        state: itemState,
        entry: itemState === 'done' ? samples.entryOf(document) : null,
        failure: null,
      };
    });
    this.progress.set({ job: 'job-1', state, pinPage: null, triesLeft: 15, items, failure: null, ...more });
  }
}

const AUDIT: AuditEntry[] = (
  [
    ['document.signed', { outputName: '診療情報提供書_署名済み.pdf', format: 'pades', level: 'B', test: true, signer: null }],
    ['pin.refused', { application: 'signature', triesLeft: 14 }],
    ['card.read', { reader: 'ACS ACR39U ICC Reader 00 00', holder: '神楽坂　三十四' }],
    ['settings.changed', { testMode: true }],
    ['store.created', { masterKey: 'new' }],
  ] as const
).map(([action, facts], index) => ({
  sequence: 5 - index,
  at: `2026-11-20T05:0${5 - index}:00Z`,
  action,
  facts,
  hash: 'ab'.repeat(32),
}));
