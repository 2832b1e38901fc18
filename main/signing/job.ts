import { type CardErrorCode, CardError } from '../../card/errors.ts';
import type { CardSigner } from '../../card/hpki/signer/card-signer.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { Readiness } from '../../pki/readiness.ts';
import type { SigningOrder } from '../api/schema/signing.ts';
import type { Settings } from '../api/schema/application.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Intake, TakenDocument } from '../documents/intake.ts';
import type { SignableFormat } from '../documents/kind.ts';
import type { Register } from '../documents/register.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import type { Trust } from '../verification/trust.ts';
import { REQUIRED_ROLES, SIGN } from './formats.ts';
import type { PinDesk } from './pin-desk.ts';
import type { JobProgress } from './progress.ts';
import { assess } from './readiness.ts';

export interface SigningServices {
  readonly intake: Intake;
  readonly register: Register;
  readonly audit: AuditLog;
  readonly pinDesk: PinDesk;
  readonly now: () => Date;
  readonly settings: () => Settings;
  readonly trust: () => Promise<Trust>;
  /** Opens the signature application of the card in a reader; nothing is asked yet. */
  readonly openSigner: (reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal) => Promise<CardSigner>;
}

interface Task {
  readonly document: TakenDocument;
  readonly format: SignableFormat;
}

/** What the card answers when it has refused a PIN. */
const REFUSALS: readonly CardErrorCode[] = ['PIN_WRONG', 'PIN_LOCKED', 'PIN_WRONG_LENGTH'];

/** Failures that end the whole batch although they are the document's or the certificate's. */
const ends = (error: unknown) => !(error instanceof PkiError) || error.code === 'SIGNATURE_VALUE_WRONG';

/** One signing job from its order to its last document. Nothing is asked before everything that can be checked without a PIN was checked. */
export class SigningJob {
  readonly #order: SigningOrder;
  readonly #services: SigningServices;
  readonly #progress: JobProgress;
  /** A PIN was given and the card has not answered yet. */
  #pinGiven = false;

  constructor(order: SigningOrder, services: SigningServices, progress: JobProgress) {
    this.#order = order;
    this.#services = services;
    this.#progress = progress;
  }

  /** Runs to the end, whatever happens; the outcome is in the progress and in the audit log. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#sign(signal);
      const { items } = this.#progress.now;
      const firstFailure = items.find(({ failure }) => failure)?.failure ?? null;
      if (items.some(({ state }) => state === 'done')) this.#progress.end('done', null);
      else this.#progress.end('failed', firstFailure);
    } catch (error) {
      await this.#fail(error, signal).catch((fault: unknown) => this.#progress.end('failed', toFailure(fault)));
    }
  }

  async #sign(signal: AbortSignal): Promise<void> {
    const { audit, openSigner } = this.#services;
    const { reader, level } = this.#order;
    if (level !== 'B') throw new PkiError('LEVEL_NOT_AVAILABLE', { level });
    const tasks = await this.#prepare();
    if (tasks.length === 0) return;
    const signer = await openSigner(reader, this.#prompt(), tasks.length, signal);
    try {
      const readiness = await this.#check(signer, tasks);
      const { subject, commonName, nameKanji, sha256 } = signerIdentity(parseCertificate(signer.certificate));
      const personal = { subject, facts: { holder: nameKanji ?? commonName, certificate: sha256 } };
      await audit.record({ action: 'card.opened', facts: { reader, documents: tasks.length }, personal });
      for (const task of tasks) {
        if (signal.aborted) throw new CardError('OPERATION_ABORTED', { reader });
        await this.#signOne(task, signer, readiness.test);
      }
    } finally {
      signer.close();
    }
  }

  /** The documents that can be signed; the others are told and left out. */
  async #prepare(): Promise<readonly Task[]> {
    const tasks: Task[] = [];
    for (const id of this.#order.documents) {
      try {
        const document = await this.#services.intake.readForSigning(id);
        tasks.push({ document, format: this.#formatOf(document) });
      } catch (error) {
        await this.#failOne(id, error);
      }
    }
    return tasks;
  }

  #formatOf({ opened: { name, failure, signableAs } }: TakenDocument): SignableFormat {
    const format = this.#order.format ?? signableAs[0];
    if (failure) throw new RefusedDocument(failure);
    if (!format || !signableAs.includes(format)) throw new AppError('DOCUMENT_TYPE_UNKNOWN', { name });
    return format;
  }

  /** The certificate that will sign, judged before any PIN. */
  async #check({ certificate, chain }: CardSigner, tasks: readonly Task[]): Promise<Readiness> {
    const { trust, now } = this.#services;
    const roles = tasks.flatMap(({ format }) => REQUIRED_ROLES[format] ?? []);
    const readiness = assess({ certificate, chain }, await trust(), now(), roles.length > 0 ? roles : undefined);
    if (readiness.failure) throw new PkiError(readiness.failure);
    if (readiness.revocation.status === 'unknown' && !this.#order.acceptUnknownRevocation) throw new AppError('REVOCATION_UNKNOWN_UNCONFIRMED');
    return readiness;
  }

  async #signOne({ document, format }: Task, signer: CardSigner, test: boolean): Promise<void> {
    const { register, now, settings } = this.#services;
    const { opened } = document;
    const { stamp, level } = this.#order;
    this.#progress.item(opened.id, { state: 'signing' });
    try {
      const output = await SIGN[format]({ document, signer, signingTime: now(), stamp, profile: settings().prescriptionProfile });
      this.#pinGiven = false;
      const { subject, commonName, nameKanji, sha256 } = signerIdentity(parseCertificate(signer.certificate));
      const facts = { sourceName: opened.name, sourceSha256: opened.sha256, signerName: nameKanji ?? commonName, certificateSha256: sha256 };
      this.#progress.done(opened.id, await register.add({ ...facts, output, subject, format, level, test }));
    } catch (error) {
      if (ends(error)) throw error;
      await this.#failOne(opened.id, error);
    }
  }

  /** The person is asked through the desk of the shell; the progress tells where, the audit log what came of the last PIN. */
  #prompt(): PinPrompt {
    return {
      ask: async (request, signal) => {
        if (request.reason === 'wrong') await this.#recordRefusal(request.triesLeft, 'PIN_WRONG');
        this.#pinGiven = false;
        this.#progress.awaitingPin(request.triesLeft, null);
        const answer = await this.#services.pinDesk.ask(request, signal, (page) => this.#progress.awaitingPin(request.triesLeft, page));
        this.#pinGiven = answer !== null;
        this.#progress.signing();
        return answer;
      },
    };
  }

  async #recordRefusal(triesLeft: number | null, code: string): Promise<void> {
    if (!this.#pinGiven) return;
    this.#pinGiven = false;
    await this.#services.audit.record({ action: 'pin.refused', facts: { reader: this.#order.reader, application: 'signature', triesLeft, code } });
  }

  async #failOne(id: string, error: unknown): Promise<void> {
    const failure = error instanceof RefusedDocument ? error.failure : toFailure(error);
    this.#progress.failed(id, failure);
    await this.#services.audit.record({ action: 'signing.failed', facts: { document: id, code: failure.code } });
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const failure = toFailure(error);
    const { reader } = this.#order;
    if (error instanceof CardError && REFUSALS.includes(error.code)) await this.#recordRefusal(error.detail.triesLeft ?? null, error.code);
    const cancelled = failure.code === 'PIN_CANCELLED' || signal.aborted;
    await this.#services.audit.record({ action: cancelled ? 'signing.cancelled' : 'signing.failed', facts: { reader, code: failure.code } });
    this.#progress.end(cancelled ? 'cancelled' : 'failed', cancelled ? null : failure);
  }
}

/** A document that was found unfit when it was taken in. */
class RefusedDocument extends Error {
  readonly failure: ReturnType<typeof toFailure>;

  constructor(failure: ReturnType<typeof toFailure>) {
    super(failure.code);
    this.failure = failure;
  }
}
