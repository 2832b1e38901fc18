import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { attendance } from './contracts/attendance.ts';
import { credentials } from './contracts/credentials.ts';
import { credits } from './contracts/credits.ts';
import { dispensing } from './contracts/dispensing.ts';
import { exchange } from './contracts/exchange.ts';
import { letters } from './contracts/letters.ts';
import { library } from './contracts/library.ts';
import { fitness } from './contracts/fitness.ts';
import { membership } from './contracts/membership.ts';
import { prescriptions } from './contracts/prescriptions.ts';
import { prescriptionRequests } from './contracts/prescription-requests.ts';
import { procedures } from './contracts/procedures.ts';
import { tokens } from './contracts/tokens.ts';
import { programs } from './contracts/programs.ts';
import { remote } from './contracts/remote.ts';
import { qualification } from './contracts/qualification.ts';
import { training } from './contracts/training.ts';
import { watchedFolder } from './contracts/watched-folder.ts';
import { applicationInfo, auditEntry, auditVerification, settings } from './schema/application.ts';
import { cardsView } from './schema/card.ts';
import { language } from './schema/common.ts';
import { openedDocument, prescriptionView, registerEntry } from './schema/document.ts';
import { reportView } from './schema/report.ts';
import { revocationView } from './schema/revocation.ts';
import {
  batchItem,
  batchOrder,
  extensionOrder,
  signingBatch,
  signingLevels,
  signingOrder,
  signingProgress,
  signingReadiness,
} from './schema/signing.ts';
import {
  accreditation,
  fingerprint,
  timeStampService,
  timeStampServiceOrder,
  timeStampTest,
  tsaAnchor,
  tsaCertificateView,
  tsaImport,
} from './schema/time-stamping.ts';
import { verificationAnswer } from './schema/verification.ts';

const documentId = z.object({ id: z.string() });
const batchId = z.object({ batch: z.string() });
const reportOrder = z.object({ id: z.string(), language });

/** The one contract of the program; shells serve it over MessagePorts, loopback HTTP and in-process. */
export const contract = {
  application: {
    info: oc.output(applicationInfo),
    settings: oc.output(settings),
    /** What the person at this computer chooses; when a session of staff locks is for an approver to say (`credentials.staff`). */
    change: oc.input(settings.omit({ staffIdleMinutes: true }).partial()).output(settings),
  },
  cards: {
    /** The present view at once, then each change. */
    watch: oc.output(eventIterator(cardsView)),
    /** Reads the card again, whatever is remembered of it. */
    refresh: oc.input(z.object({ reader: z.string() })).output(cardsView),
  },
  demonstration: {
    /** Makes the demonstration card with its own test authority (once) and puts it on its virtual reader. */
    insert: oc.output(applicationInfo),
    remove: oc.output(applicationInfo),
    /** Documents to try things on: a PDF and a prescription, generated, marked as samples. */
    samples: oc.output(z.array(openedDocument)),
  },
  documents: {
    open: oc.input(z.object({ file: z.file() })).output(openedDocument),
    content: oc.input(documentId).output(z.file()),
    prescription: oc.input(documentId).output(prescriptionView),
    /** The screen has shown the person what it was given of the document. */
    seen: oc.input(documentId).output(z.void()),
    discard: oc.input(documentId).output(z.void()),
    register: oc.output(z.array(registerEntry)),
    /** The signed file itself. */
    signed: oc.input(documentId).output(z.file()),
    /** Opens the signed file, or the folder it lies in, with the desktop's own program; `false` where there is no desktop. */
    reveal: oc.input(documentId.extend({ what: z.enum(['file', 'folder']) })).output(z.boolean()),
  },
  signing: {
    /** Checks certificate, counter and revocation evidence; spends nothing. */
    readiness: oc.input(z.object({ reader: z.string() })).output(signingReadiness),
    levels: oc.input(z.object({ reader: z.string() })).output(signingLevels),
    /** Raises the level of a signed file, or renews it; makes a new file and entry, the old ones stay. */
    extend: oc.input(extensionOrder).output(registerEntry),
    /** Starts the job and yields its progress until it ends. Stopping the iteration cancels the job before the next signature. */
    sign: oc.input(signingOrder).output(eventIterator(signingProgress)),
    cancel: oc.input(z.object({ job: z.string() })).output(z.void()),
    /** Batches that were cut off; the one that is being signed is not among them. */
    batches: oc.output(z.array(signingBatch)),
    batchItems: oc.input(batchId).output(z.array(batchItem)),
    /** Goes on with a batch, as `sign` does; the PIN is asked again. */
    resume: oc.input(batchOrder).output(eventIterator(signingProgress)),
    /** Lets go of the documents of a batch that are not signed; what is signed stays. */
    closeBatch: oc.input(batchId).output(z.void()),
  },
  verification: {
    /** `content` for a detached signature. */
    verify: oc.input(z.object({ file: z.file(), content: z.file().optional() })).output(verificationAnswer),
    signed: oc.input(documentId).output(verificationAnswer),
    /** The report of an answer in words, as screen, print, PDF and command line show it. */
    report: oc.input(reportOrder).output(reportView),
    /** The same as a PDF to print or keep. */
    reportPdf: oc.input(reportOrder).output(z.file()),
  },
  revocation: {
    /** What is kept of revocation lists and OCSP answers; nothing is fetched. */
    status: oc.output(revocationView),
    /** Fetches what is at one address, or at every known one, however young what is kept; failures are told in the view. */
    refresh: oc.input(z.object({ address: z.string().optional() })).output(revocationView),
  },
  /** Whose time stamps count, and the service that makes those of this desk. */
  timeStamping: {
    anchors: oc.output(z.array(tsaAnchor)),
    /** Looks at a certificate file; nothing is kept. */
    inspect: oc.input(z.object({ file: z.file() })).output(tsaCertificateView),
    import: oc.input(tsaImport).output(tsaAnchor),
    remove: oc.input(z.object({ sha256: fingerprint })).output(z.void()),
    setAccreditation: oc.input(z.object({ sha256: fingerprint, accreditation: accreditation.nullable() })).output(tsaAnchor),
    /** `null` where none is set up. */
    service: oc.output(timeStampService.nullable()),
    setService: oc.input(timeStampServiceOrder.nullable()).output(timeStampService.nullable()),
    /** Asks the service for one time stamp over random bytes. */
    testService: oc.output(timeStampTest),
  },
  watchedFolder,
  library,
  training,
  attendance,
  membership,
  credits,
  credentials,
  exchange,
  procedures,
  prescriptions,
  tokens,
  remote,
  programs,
  letters,
  prescriptionRequests,
  dispensing,
  qualification,
  fitness,
  audit: {
    list: oc.input(z.object({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) })).output(z.array(auditEntry)),
    verify: oc.output(auditVerification),
  },
};
export type Contract = typeof contract;
