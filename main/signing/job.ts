import type { Kysely } from 'kysely';
import { CardError } from '../../card/errors.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import type { LevelOrder } from '../../pki/levels/material.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { Readiness } from '../../pki/readiness.ts';
import type { Settings } from '../api/schema/application.ts';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { BatchOrder } from '../api/schema/signing.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { TakenDocument } from '../documents/intake.ts';
import type { Register, SignedResult } from '../documents/register.ts';
import { sha256 } from '../documents/sha256.ts';
import { AppError } from '../errors.ts';
import { RefusedDocument } from '../documents/refused.ts';
import { toFailure } from '../failure.ts';
import type { Tables } from '../store/schema.ts';
import { AskedPin } from './asked-pin.ts';
import { PinHold } from './batch/pin-hold.ts';
import type { Tray } from './batch/tray.ts';
import { requiredRoles, SIGN } from './formats.ts';
import type { DocumentSigner } from './key-source.ts';
import type { PinDesk } from './pin-desk.ts';
import { type LevelServices, levelOrder } from './levels.ts';
import type { JobProgress } from './progress.ts';
import { assess } from './readiness.ts';
import { renewalDue } from './renewal.ts';
import { type Task, taskOf } from './task.ts';

export interface SigningServices extends LevelServices {
  readonly register: Register;
  readonly audit: AuditLog;
  readonly pinDesk: PinDesk;
  readonly settings: () => Settings;
  /** Whether the order comes from a screen that says beforehand where the PIN is typed. */
  readonly saidBefore: boolean;
  /** Opens the key for documents of the card or token in a reader; nothing is asked yet. */
  readonly openSigner: (reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal) => Promise<DocumentSigner>;
  /** Told which documents a job has taken, by the ids with which they were ordered; it has let go of them when this is disposed of. */
  readonly taking?: (documents: readonly string[]) => Disposable;
  /** Notes a signature in the transaction that enters it, with the document as it was ordered. */
  readonly signedIn?: (transaction: Kysely<Tables>, document: TakenDocument, entry: string) => Promise<void>;
  /** Told of each document that was signed, under the id with which it was ordered; never fails. */
  readonly signed?: (document: string, entry: RegisterEntry) => Promise<void>;
  /** Told of each document that a batch let go of unsigned. */
  readonly letGo?: (document: string) => Promise<void>;
}

/** What the register keeps of who signs. */
type SignerFacts = Pick<SignedResult, 'subject' | 'signerName' | 'certificateSha256' | 'test'>;

/** Failures of what is signed; all others are of card, person, certificate or a service, and would meet the next document as well. */
const OF_DOCUMENT = /^(?:PDF|XML|PRESCRIPTION|STAMP|DOCUMENT|FILE_UNREADABLE)/;
const isOfDocument = (error: unknown) => error instanceof RefusedDocument || OF_DOCUMENT.test(toFailure(error).code);

/** Who signs with which reader, and what the person has accepted. */
export type JobOrder = Omit<BatchOrder, 'batch'>;

/** One signing job from its order to its last document. Nothing is asked before everything that can be checked without a PIN was checked. */
export class SigningJob {
  readonly #order: JobOrder;
  readonly #tray: Tray;
  readonly #services: SigningServices;
  readonly #progress: JobProgress;
  readonly #pin: AskedPin;
  readonly #hold: PinHold;

  /** @param stop ends the job before the next signature; its signal is the one that `run` obeys */
  constructor(order: JobOrder, tray: Tray, services: SigningServices, progress: JobProgress, stop: AbortController) {
    this.#order = order;
    this.#tray = tray;
    this.#services = services;
    this.#progress = progress;
    this.#hold = new PinHold({ now: services.now, stop: (reason) => stop.abort(reason) });
    this.#pin = new AskedPin({ ...services, reader: order.reader, progress, hold: tray.batch === null ? null : this.#hold });
  }

  /** Runs to the end, whatever happens; the outcome is in the progress and in the audit log. */
  async run(signal: AbortSignal): Promise<void> {
    using _taken = this.#services.taking?.(this.#tray.documents.map(({ id }) => id));
    try {
      await this.#sign(signal);
      await this.#tray.ended(null);
      const { items } = this.#progress;
      const firstFailure = items.find(({ failure }) => failure)?.failure ?? null;
      if (items.some(({ state }) => state === 'done')) this.#progress.end('done', null);
      else this.#progress.end('failed', firstFailure);
    } catch (error) {
      await this.#fail(error, signal).catch((fault: unknown) => this.#progress.end('failed', toFailure(fault)));
    }
  }

  async #sign(signal: AbortSignal): Promise<void> {
    const { audit, openSigner } = this.#services;
    const { reader } = this.#order;
    const { level } = this.#tray.order;
    const tasks = await this.#prepare();
    if (tasks.length === 0) return;
    const signer = await openSigner(reader, this.#pin, tasks.length, signal);
    try {
      this.#requireShown(signer);
      const readiness = await this.#check(signer, tasks);
      const raise = await levelOrder(signer, readiness.test, level, this.#services);
      const { subject, commonName, nameKanji, sha256: certificateSha256 } = signerIdentity(parseCertificate(signer.certificate));
      await this.#tray.begin(certificateSha256);
      const holder = nameKanji ?? commonName;
      const personal = { subject, facts: { holder, certificate: certificateSha256 } };
      await audit.record({ action: 'card.opened', facts: { reader, documents: tasks.length }, personal });
      const facts = { subject, signerName: holder, certificateSha256, test: readiness.test };
      for (const task of tasks) {
        if (signal.aborted) throw new CardError('OPERATION_ABORTED', { reader });
        this.#hold.require();
        await this.#signOne(task, signer, raise, facts);
      }
    } finally {
      this.#hold.end();
      signer.close();
    }
  }

  /** The documents that can be signed; the others are told and left out. */
  async #prepare(): Promise<readonly Task[]> {
    const tasks: Task[] = [];
    for (const { id } of this.#tray.documents) {
      try {
        tasks.push(taskOf(id, this.#tray));
      } catch (error) {
        await this.#failOne(id, error);
      }
    }
    return tasks;
  }

  /** Nobody signs but whom the person was shown. */
  #requireShown({ certificate }: DocumentSigner): void {
    const { certificate: shown, reader } = this.#order;
    if (shown !== null && shown !== sha256(certificate)) throw new CardError('CARD_SWAPPED', { reader });
  }

  /** The certificate that will sign, judged before any PIN. */
  async #check({ certificate, chain }: DocumentSigner, tasks: readonly Task[]): Promise<Readiness> {
    const { trust, now } = this.#services;
    const present = await trust();
    const demands = new Map(tasks.map(({ format, document }) => requiredRoles(format, document.opened.kind)).map((roles) => [roles.join(), roles]));
    let readiness = await assess({ certificate, chain }, present, now());
    // Each document asks for its own: a prescription for a doctor, what was dispensed for a pharmacist.
    for (const roles of demands.values()) {
      if (readiness.failure) break;
      if (roles.length > 0) readiness = await assess({ certificate, chain }, present, now(), { requiredRoles: roles });
    }
    if (readiness.failure) throw new PkiError(readiness.failure);
    if (readiness.revocation.status === 'unknown' && !this.#order.acceptUnknownRevocation) throw new AppError('REVOCATION_UNKNOWN_UNCONFIRMED');
    return readiness;
  }

  async #signOne({ document, format }: Task, signer: DocumentSigner, raise: LevelOrder | null, facts: SignerFacts): Promise<void> {
    const { register, now, settings, signedIn, signed } = this.#services;
    const { id, name, sha256: sourceSha256 } = document.opened;
    const { stamp, level } = this.#tray.order;
    const write = async (path: string) => {
      await SIGN[format]({ document, signer, signingTime: now(), stamp, profile: settings().prescriptionProfile, raise }, path);
      this.#pin.accepted();
      return level === 'LTA' ? renewalDue(path) : null;
    };
    const noted: SignedResult['noted'] = async (transaction, entry) => {
      await this.#tray.signed(transaction, id, entry);
      await signedIn?.(transaction, document, entry);
    };
    this.#progress.begun(id);
    try {
      const entry = await register.add({ ...facts, sourceName: name, sourceSha256, format, level, extendedFrom: null, write, noted });
      this.#progress.done(id, entry);
      await signed?.(id, entry);
    } catch (error) {
      if (!isOfDocument(error)) throw error;
      await this.#failOne(id, error);
    }
  }

  async #failOne(id: string, error: unknown): Promise<void> {
    const failure = toFailure(error);
    this.#progress.failed(id, failure);
    await this.#tray.failed(id, failure);
    await this.#services.audit.record({ action: 'signing.failed', facts: { document: id, code: failure.code } });
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const { reason }: { readonly reason: unknown } = signal;
    // Whatever ends a job after a PIN went out, the person has to be told that it did.
    const pinIsOut = toFailure(error).code === 'REMOTE_PIN_OUTCOME_UNKNOWN';
    const ended = reason instanceof AppError && !pinIsOut ? reason : error;
    const failure = toFailure(ended);
    await this.#pin.endedBy(error);
    const cancelled = failure.code === 'PIN_CANCELLED' || (signal.aborted && ended === error && !pinIsOut);
    const facts = { reader: this.#order.reader, code: failure.code };
    await this.#tray.ended(failure);
    await this.#services.audit.record({ action: cancelled ? 'signing.cancelled' : 'signing.failed', facts });
    this.#progress.end(cancelled ? 'cancelled' : 'failed', cancelled ? null : failure);
  }
}
