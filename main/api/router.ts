import { implement } from '@orpc/server';
import type { Application } from '../application.ts';
import { AUTHORITY_ACTIONS } from '../audit/actions.ts';
import { verifyAudit } from '../audit/verify.ts';
import { requireRole } from '../credentials/registry/scope.ts';
import { isStaffed } from '../credentials/staff/staffed.ts';
import { openSamples } from '../demonstration/samples.ts';
import { MEDIA_TYPES } from '../documents/kind.ts';
import { readPrescription } from '../documents/prescription/read.ts';
import { reportPdf } from '../report/pdf/report-pdf.ts';
import { reportName, reportView } from '../report/report-view.ts';
import { contract } from './contract.ts';
import { failures } from './failures.ts';
import { attendanceRouter } from './routers/attendance.ts';
import { credentialsRouter } from './routers/credentials.ts';
import { creditsRouter } from './routers/credits.ts';
import { dispensingRouter } from './routers/dispensing.ts';
import { exchangeRouter } from './routers/exchange.ts';
import { fitnessRouter } from './routers/fitness.ts';
import { bytesOf, fileOf } from './routers/files.ts';
import { lettersRouter } from './routers/letters.ts';
import { libraryRouter } from './routers/library.ts';
import { membershipRouter } from './routers/membership.ts';
import { prescriptionsRouter } from './routers/prescriptions.ts';
import { prescriptionRequestsRouter } from './routers/prescription-requests.ts';
import { proceduresRouter } from './routers/procedures.ts';
import { remoteRouter } from './routers/remote.ts';
import { tokensRouter } from './routers/tokens.ts';
import { programsRouter } from './routers/programs.ts';
import { qualificationRouter } from './routers/qualification.ts';
import { trainingRouter } from './routers/training.ts';
import { watchedFolderRouter } from './routers/watched-folder.ts';

const named = async (file: File) => ({ name: file.name, bytes: await bytesOf(file) });

/** The contract over one application. */
export function createRouter(application: Application) {
  const { audit, batches, keys, intake, jobs, register, programs, settings, store, timeStamping, revocation } = application;
  const desk = implement(contract).use(failures);

  /** In test mode a test card passes at hand-over, so that where the authority works an approver turns it on. @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_SESSION_LOCKED, STAFF_ROLE_NEEDED */
  async function requireTestMode(): Promise<void> {
    if (settings.current.testMode || !(await isStaffed(store.db))) return;
    requireRole((await application.authority()).staff.acting(), 'settings');
  }

  return desk.router({
    application: {
      info: desk.application.info.handler(() => application.info),
      settings: desk.application.settings.handler(() => settings.shown),
      change: desk.application.change.handler(async ({ input }) => {
        if (input.testMode) await requireTestMode();
        await settings.change(input);
        return settings.shown;
      }),
    },
    cards: {
      watch: desk.cards.watch.handler(({ signal }) => keys.watch(signal)),
      refresh: desk.cards.refresh.handler(({ input }) => application.readCardAgain(input.reader)),
    },
    demonstration: {
      insert: desk.demonstration.insert.handler(async () => {
        await requireTestMode();
        await application.insertDemonstrationCard();
        return application.info;
      }),
      remove: desk.demonstration.remove.handler(async () => {
        await application.removeDemonstrationCard();
        return application.info;
      }),
      samples: desk.demonstration.samples.handler(() => openSamples(intake)),
    },
    documents: {
      open: desk.documents.open.handler(async ({ input }) => intake.take(input.file.name, await bytesOf(input.file))),
      content: desk.documents.content.handler(async ({ input }) => {
        const { opened, read } = intake.find(input.id);
        return fileOf(await read(), opened.name, MEDIA_TYPES[opened.kind]);
      }),
      prescription: desk.documents.prescription.handler(async ({ input }) => {
        const bytes = await intake.find(input.id).read();
        const view = { ...readPrescription(bytes), warnings: await application.prescriptions.warnings(bytes) };
        intake.shown(input.id);
        return view;
      }),
      seen: desk.documents.seen.handler(({ input }) => intake.shown(input.id)),
      discard: desk.documents.discard.handler(async ({ input }) => {
        await programs.closed(input.id);
        await intake.discard(input.id);
        void application.watchedFolder.look();
      }),
      register: desk.documents.register.handler(() => register.list()),
      signed: desk.documents.signed.handler(async ({ input }) => {
        const { entry, bytes } = await register.read(input.id);
        return fileOf(bytes, entry.outputName, 'application/octet-stream');
      }),
      reveal: desk.documents.reveal.handler(({ input }) => application.reveal(input.id, input.what)),
    },
    signing: {
      readiness: desk.signing.readiness.handler(({ input }) => application.readiness(input.reader)),
      levels: desk.signing.levels.handler(({ input }) => application.levels(input.reader)),
      extend: desk.signing.extend.handler(({ input }) => application.extend(input)),
      sign: desk.signing.sign.handler(({ input, signal }) => jobs.sign(input, signal)),
      cancel: desk.signing.cancel.handler(({ input }) => jobs.cancel(input.job)),
      batches: desk.signing.batches.handler(async () => (await batches.list()).filter(({ id }) => id !== jobs.running)),
      batchItems: desk.signing.batchItems.handler(async ({ input }) => [...(await batches.items(input.batch))]),
      resume: desk.signing.resume.handler(({ input, signal }) => jobs.resume(input, signal)),
      closeBatch: desk.signing.closeBatch.handler(async ({ input }) => {
        await jobs.close(input.batch);
        void application.watchedFolder.look();
      }),
    },
    verification: {
      verify: desk.verification.verify.handler(async ({ input }) =>
        application.verify(await named(input.file), input.content ? await named(input.content) : null),
      ),
      signed: desk.verification.signed.handler(({ input }) => application.verifySigned(input.id)),
      report: desk.verification.report.handler(({ input }) => reportView(application.reports.find(input.id), input.language)),
      reportPdf: desk.verification.reportPdf.handler(async ({ input }) => {
        const reported = application.reports.find(input.id);
        return fileOf(await reportPdf(reported, input.language), reportName(reported, input.language), MEDIA_TYPES.pdf);
      }),
    },
    timeStamping: {
      anchors: desk.timeStamping.anchors.handler(() => timeStamping.anchors.list()),
      inspect: desk.timeStamping.inspect.handler(async ({ input }) => timeStamping.anchors.inspect(await bytesOf(input.file))),
      import: desk.timeStamping.import.handler(async ({ input }) => timeStamping.anchors.add({ ...input, file: await bytesOf(input.file) })),
      remove: desk.timeStamping.remove.handler(({ input }) => timeStamping.anchors.remove(input.sha256)),
      setAccreditation: desk.timeStamping.setAccreditation.handler(({ input }) =>
        timeStamping.anchors.setAccreditation(input.sha256, input.accreditation),
      ),
      service: desk.timeStamping.service.handler(() => timeStamping.service.view),
      setService: desk.timeStamping.setService.handler(({ input }) => timeStamping.service.change(input)),
      testService: desk.timeStamping.testService.handler(() => timeStamping.testService()),
    },
    revocation: {
      status: desk.revocation.status.handler(() => revocation.view()),
      refresh: desk.revocation.refresh.handler(({ input }) => revocation.refresh(input.address === undefined ? undefined : [input.address])),
    },
    watchedFolder: watchedFolderRouter(application),
    library: libraryRouter(application.library),
    training: trainingRouter(application),
    attendance: attendanceRouter(application),
    membership: membershipRouter(application.venue),
    credits: creditsRouter(application.credits),
    credentials: credentialsRouter(application),
    exchange: exchangeRouter(application),
    procedures: proceduresRouter(application),
    prescriptions: prescriptionsRouter(application.prescriptions),
    tokens: tokensRouter(application.tokens),
    remote: remoteRouter(application.remote),
    programs: programsRouter(application),
    letters: lettersRouter(application.letters),
    prescriptionRequests: prescriptionRequestsRouter(application),
    dispensing: dispensingRouter(application.dispensing),
    fitness: fitnessRouter(application),
    qualification: qualificationRouter(application.qualification),
    audit: {
      list: desk.audit.list.handler(async ({ input }) =>
        audit.list(input.before, input.limit, (await isStaffed(store.db)) ? { without: AUTHORITY_ACTIONS } : {}),
      ),
      verify: desk.audit.verify.handler(() => verifyAudit(store)),
    },
  });
}
