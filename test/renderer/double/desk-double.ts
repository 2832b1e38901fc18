import { implement } from '@orpc/server';
import { contract } from '../../../main/api/contract.ts';
import type { ApplicationInfo, AuditEntry, Settings } from '../../../main/api/schema/application.ts';
import { DEFAULT_SETTINGS } from '../../../main/settings/settings.ts';
import type { CardsView } from '../../../main/api/schema/card.ts';
import type { TokenModules } from '../../../main/api/schema/tokens.ts';
import type { RemoteService } from '../../../main/api/schema/remote.ts';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { OpenedDocument, PrescriptionView, RegisterEntry } from '../../../main/api/schema/document.ts';
import type { RevocationView } from '../../../main/api/schema/revocation.ts';
import type { SigningBatch, SigningLevels, SigningProgress, SigningReadiness } from '../../../main/api/schema/signing.ts';
import type { TimeStampServiceView, TsaAnchorView } from '../../../main/api/schema/time-stamping.ts';
import type { VerificationAnswer, VerificationReportView } from '../../../main/api/schema/verification.ts';
import { keptReports } from '../../../main/report/kept-reports.ts';
import { reportPdf } from '../../../main/report/pdf/report-pdf.ts';
import { type ReportedFile, reportName, reportView } from '../../../main/report/report-view.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import { AttendanceDouble } from './attendance-double.ts';
import { CredentialsDouble } from './credentials-double.ts';
import { CreditsDouble } from './credits-double.ts';
import { DispensingDouble } from './dispensing-double.ts';
import { ExchangeDouble } from './exchange-double.ts';
import { failed } from './failed.ts';
import { LettersDouble } from './letters-double.ts';
import { LibraryDouble } from './library-double.ts';
import { MembershipDouble } from './membership-double.ts';
import { PrescriptionsDouble } from './prescriptions-double.ts';
import { ProceduresDouble } from './procedures-double.ts';
import { ProgramsDouble } from './programs-double.ts';
import { RequestsDouble } from './requests-double.ts';
import { samplePdfBytes } from './sample-pdf.ts';
import * as samples from './samples.ts';
import { QualificationDouble } from './qualification-double.ts';
import { TrainingDouble } from './training-double.ts';
import { Watched } from './watched.ts';
import { WatchedFolderDouble } from './watched-folder-double.ts';

/** The program as the screens see it, in memory, every answer in the test's hand. It is a double of the contract and of nothing else. */
export class DeskDouble {
  readonly cards = new Watched<CardsView>(samples.running(samples.hpkiReader));
  readonly progress = new Watched<SigningProgress | null>(null);
  readonly documents = new Map<string, OpenedDocument>();
  readonly calls: string[] = [];
  settings: Settings = { ...DEFAULT_SETTINGS, theme: 'light', stamp: true };
  info: ApplicationInfo = {
    version: '0.1.0',
    shell: 'browser',
    dataFolder: '/home/doctor/.local/share/hpki-desk',
    signedFolder: '/home/doctor/.local/share/hpki-desk/signed',
    secretStore: 'file',
    firstStart: false,
    demonstrationCard: 'in-reader',
  };
  readiness: SigningReadiness = {
    certificate: samples.certificate,
    triesLeft: 15,
    pinAtReader: false,
    revocation: { status: 'good', asOf: '2026-11-19T18:00:00Z', ageHours: 11 },
    failure: null,
  };
  revocation: RevocationView = samples.revocationLists;
  audit: AuditEntry[] = AUDIT;
  auditIntact = true;
  batches: SigningBatch[] = [];
  levels: SigningLevels = { available: ['B', 'T', 'LT', 'LTA'], missing: null };
  register: RegisterEntry[] = [samples.entryOf(samples.samplePdf), samples.entryOf(samples.samplePrescription)];
  anchors: TsaAnchorView[] = [];
  service: TimeStampServiceView | null = null;
  readonly reports = keptReports();
  readonly openFailures = new Map<string, Failure>();
  samples: OpenedDocument[] = [samples.samplePdf, samples.samplePrescription];

  readonly library = new LibraryDouble(this.#said, () => this.register);
  readonly training = new TrainingDouble(this.#said, (document) => this.#keep(document));
  readonly credentials = new CredentialsDouble(this.#said);
  readonly credits = new CreditsDouble(this.#said);
  readonly exchange = new ExchangeDouble(this.#said);
  readonly membership = new MembershipDouble(this.#said);
  prescription: PrescriptionView = samples.prescription;
  readonly prescriptions = new PrescriptionsDouble(this.#said);
  readonly procedures = new ProceduresDouble(this.#said);
  readonly programs = new ProgramsDouble(this.#said, (document) => this.#keep(document));
  readonly requests = new RequestsDouble(this.#said);
  readonly dispensing = new DispensingDouble(this.#said);
  readonly watchedFolder = new WatchedFolderDouble(this.#said);
  readonly qualification = new QualificationDouble(this.#said);
  readonly attendance = new AttendanceDouble(this.#said, this.membership);
  modules: TokenModules = { chosen: null, known: [] };
  moduleFailure: Failure | null = null;
  remoteServices: RemoteService[] = [];
  readonly letters = new LettersDouble({
    said: this.#said,
    keep: (name) => this.#keep({ ...samples.samplePdf, id: `letter-${this.documents.size + 1}`, name }),
    answer: () => this.#answer(samples.REPORTS['valid-test.pdf']!),
  });
  readonly router = this.#implement();

  get #said() {
    return (name: string) => void this.calls.push(name);
  }

  #implement() {
    const os = implement(contract);
    const fail = ({ code, detail }: Failure) => failed(code, detail);
    /** As the desk does: nobody signs but whom the screen has shown. */
    const requireShown = ({ certificate }: { readonly certificate: string | null }) => {
      if (certificate !== this.readiness.certificate?.sha256) throw fail({ code: 'CARD_SWAPPED', detail: {} });
    };
    const said = this.#said;
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
      tokens: {
        modules: os.tokens.modules.handler(() => this.modules),
        choose: os.tokens.choose.handler(({ input }) => {
          said(`choose module ${input.path}`);
          if (this.moduleFailure) throw fail(this.moduleFailure);
          const chosen = input.path === null ? null : { path: input.path, description: 'HPKI 3.0', tokens: 1, failure: null };
          this.modules = { ...this.modules, chosen };
          return this.modules;
        }),
      },
      remote: {
        services: os.remote.services.handler(() => this.remoteServices),
        add: os.remote.add.handler(({ input }) => {
          said(`add remote service ${input.name}`);
          this.remoteServices = [...this.remoteServices, { ...input, id: input.name, connected: false, keys: [], failure: null }];
          return this.remoteServices;
        }),
        remove: os.remote.remove.handler(({ input }) => {
          this.remoteServices = this.remoteServices.filter(({ id }) => id !== input.id);
          return this.remoteServices;
        }),
        confirmSignIn: os.remote.confirmSignIn.handler(({ input }) => {
          said(`confirm sign-in ${input.host}`);
          return this.remoteServices;
        }),
        connect: os.remote.connect.handler(async function* () {
          yield { state: 'visiting' as const, address: 'https://service.example/oauth2/authorize' };
        }),
        openPage: os.remote.openPage.handler(() => true),
        disconnect: os.remote.disconnect.handler(() => this.remoteServices),
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
        prescription: os.documents.prescription.handler(() => this.prescription),
        seen: os.documents.seen.handler(() => {}),
        discard: os.documents.discard.handler(({ input }) => {
          said(`discard ${input.id}`);
          this.documents.delete(input.id);
        }),
        register: os.documents.register.handler(() => this.register),
        signed: os.documents.signed.handler(async () => new File([await samplePdfBytes()], 'signed.pdf', { type: 'application/pdf' })),
        reveal: os.documents.reveal.handler(({ input }) => {
          said(`reveal ${input.id} ${input.what}`);
          return false;
        }),
      },
      library: this.library.router,
      signing: {
        readiness: os.signing.readiness.handler(() => this.readiness),
        levels: os.signing.levels.handler(() => this.levels),
        extend: os.signing.extend.handler(({ input }) => {
          said(`extend ${input.id} ${input.level}`);
          const source = this.register.find(({ id }) => id === input.id);
          if (!source || !this.levels.available.includes(input.level)) throw fail({ code: 'LEVEL_NOT_AVAILABLE', detail: { level: input.level } });
          const entry = { ...source, id: `${source.id}-${input.level}`, level: input.level, extendedFrom: source.id };
          this.register = [entry, ...this.register];
          return entry;
        }),
        sign: os.signing.sign.handler(({ input, signal }) => {
          said(['sign', ...input.documents, ...(input.level === 'B' ? [] : [input.level])].join(' '));
          requireShown(input);
          return this.#sign(signal);
        }),
        cancel: os.signing.cancel.handler(({ input }) => {
          said(`cancel ${input.job}`);
          const { value } = this.progress;
          if (value) this.progress.set({ ...value, state: 'cancelled', pinPage: null });
        }),
        batches: os.signing.batches.handler(() => this.batches),
        batchItems: os.signing.batchItems.handler(() => []),
        resume: os.signing.resume.handler(({ input, signal }) => {
          said(`resume ${input.batch}`);
          requireShown(input);
          return this.#sign(signal);
        }),
        closeBatch: os.signing.closeBatch.handler(({ input }) => {
          said(`close batch ${input.batch}`);
          this.batches = this.batches.filter(({ id }) => id !== input.batch);
        }),
      },
      verification: {
        verify: os.verification.verify.handler(({ input }) => {
          const { name } = input.file;
          if (name === 'detached.p7s' && input.content) {
            return this.#answer(
              { ...samples.report(name, samples.signature), format: 'cades' },
              { name: input.content.name, sha256: 'F4'.repeat(32) },
            );
          }
          const known = samples.REPORTS[name];
          if (!known) throw fail({ code: 'DOCUMENT_UNREADABLE', detail: {} });
          return this.#answer(known);
        }),
        signed: os.verification.signed.handler(() => this.#answer(samples.REPORTS['valid-test.pdf']!)),
        report: os.verification.report.handler(({ input }) => reportView(this.reports.find(input.id), input.language)),
        reportPdf: os.verification.reportPdf.handler(async ({ input }) => {
          const reported = this.reports.find(input.id);
          const bytes = await reportPdf(reported, input.language);
          return new File([bytes as Uint8Array<ArrayBuffer>], reportName(reported, input.language), { type: 'application/pdf' });
        }),
      },
      revocation: {
        status: os.revocation.status.handler(() => this.revocation),
        refresh: os.revocation.refresh.handler(() => this.revocation),
      },
      timeStamping: {
        anchors: os.timeStamping.anchors.handler(() => this.anchors),
        inspect: os.timeStamping.inspect.handler(({ input }) => {
          if (!input.file.name.endsWith('.cer')) throw fail({ code: 'CERTIFICATE_UNREADABLE', detail: {} });
          return { ...samples.authorityCertificate, imported: this.anchors.some(({ sha256 }) => sha256 === samples.authorityCertificate.sha256) };
        }),
        import: os.timeStamping.import.handler(({ input }) => {
          const { use: _use, imported: _imported, ...certificate } = samples.authorityCertificate;
          const { name, accreditation } = input;
          const anchor = { ...certificate, name, accreditation, importedAt: '2026-11-20T05:00:00Z' };
          said(`import ${input.sha256}`);
          this.anchors = [...this.anchors, anchor];
          return anchor;
        }),
        remove: os.timeStamping.remove.handler(({ input }) => {
          said(`remove ${input.sha256}`);
          this.anchors = this.anchors.filter(({ sha256 }) => sha256 !== input.sha256);
        }),
        setAccreditation: os.timeStamping.setAccreditation.handler(({ input }) => {
          const { sha256, accreditation } = input;
          this.anchors = this.anchors.map((anchor) => (anchor.sha256 === sha256 ? { ...anchor, accreditation } : anchor));
          return this.anchors.find((anchor) => anchor.sha256 === sha256)!;
        }),
        service: os.timeStamping.service.handler(() => this.service),
        setService: os.timeStamping.setService.handler(({ input }) => {
          said(`service ${JSON.stringify(input)}`);
          this.service = input && {
            url: input.url,
            digest: input.digest,
            policy: input.policy,
            user: input.authorization?.user ?? null,
            hasPassword: input.authorization !== null,
          };
          return this.service;
        }),
        testService: os.timeStamping.testService.handler(() => samples.serviceTest),
      },
      training: this.training.router,
      credentials: this.credentials.router,
      credits: this.credits.router,
      exchange: this.exchange.router,
      membership: this.membership.router,
      prescriptions: this.prescriptions.router,
      letters: this.letters.implement(),
      procedures: this.procedures.router,
      programs: this.programs.router,
      prescriptionRequests: this.requests.router,
      dispensing: this.dispensing.router,
      qualification: this.qualification.router,
      watchedFolder: this.watchedFolder.router,
      fitness: this.qualification.fitnessRouter,
      attendance: this.attendance.router,
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

  #answer(report: VerificationReport, content: ReportedFile['content'] = null): VerificationAnswer {
    const id = this.reports.keep({ report, sha256: 'D2'.repeat(32), version: this.info.version, content });
    return { ...(report as VerificationReportView), id };
  }

  #keep(document: OpenedDocument): OpenedDocument {
    this.documents.set(document.id, document);
    return document;
  }

  /** The progress that the test sets, until it has ended; it may be set before the page has asked. */
  async *#sign(signal: AbortSignal | undefined) {
    try {
      for await (const progress of this.progress.follow(signal)) {
        if (!progress) continue;
        yield progress;
        if (['done', 'failed', 'cancelled'].includes(progress.state)) return;
      }
    } finally {
      this.progress.set(null);
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
    const count = (wanted: string) => items.filter((item) => item.state === wanted).length;
    const counts = { total: items.length, done: count('done'), failed: count('failed'), signedBefore: 0 };
    this.progress.set({
      ...{
        job: 'job-1',
        batch: null,
        state,
        pinPage: null,
        triesLeft: 15,
        counts,
        atReader: false,
        browserPage: null,
        pinHeld: null,
        items,
        failure: null,
      },
      ...more,
    });
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
