import { CardError } from '../../card/errors.ts';
import type { CardSigner } from '../../card/hpki/signer/card-signer.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import type { LevelOrder } from '../../pki/levels/material.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { Readiness } from '../../pki/readiness.ts';
import type { Settings } from '../api/schema/application.ts';
import type { SigningOrder } from '../api/schema/signing.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Intake } from '../documents/intake.ts';
import type { Register, SignedResult } from '../documents/register.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { AskedPin } from './asked-pin.ts';
import { REQUIRED_ROLES, SIGN } from './formats.ts';
import type { PinDesk } from './pin-desk.ts';
import { type LevelServices, levelOrder } from './levels.ts';
import type { JobProgress } from './progress.ts';
import { assess } from './readiness.ts';
import { renewalDue } from './renewal.ts';
import { RefusedDocument, type Task, taskOf } from './task.ts';

export interface SigningServices extends LevelServices {
  readonly intake: Intake;
  readonly register: Register;
  readonly audit: AuditLog;
  readonly pinDesk: PinDesk;
  readonly settings: () => Settings;
  /** Opens the signature application of the card in a reader; nothing is asked yet. */
  readonly openSigner: (reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal) => Promise<CardSigner>;
}

/** What the register keeps of who signs. */
type SignerFacts = Pick<SignedResult, 'subject' | 'signerName' | 'certificateSha256' | 'test'>;

/** Whether a failure is of one document only, so that the others of the batch are still signed. */
const isOfDocument = (error: unknown) =>
  (error instanceof PkiError && error.code !== 'SIGNATURE_VALUE_WRONG') || (error instanceof AppError && error.code === 'FILE_UNREADABLE');

/** One signing job from its order to its last document. Nothing is asked before everything that can be checked without a PIN was checked. */
export class SigningJob {
  readonly #order: SigningOrder;
  readonly #services: SigningServices;
  readonly #progress: JobProgress;
  readonly #pin: AskedPin;

  constructor(order: SigningOrder, services: SigningServices, progress: JobProgress) {
    this.#order = order;
    this.#services = services;
    this.#progress = progress;
    this.#pin = new AskedPin({ ...services, reader: order.reader, progress });
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
    const tasks = await this.#prepare();
    if (tasks.length === 0) return;
    const signer = await openSigner(reader, this.#pin, tasks.length, signal);
    try {
      const readiness = await this.#check(signer, tasks);
      const raise = await levelOrder(signer, readiness.test, level, this.#services);
      const { subject, commonName, nameKanji, sha256 } = signerIdentity(parseCertificate(signer.certificate));
      const holder = nameKanji ?? commonName;
      const personal = { subject, facts: { holder, certificate: sha256 } };
      await audit.record({ action: 'card.opened', facts: { reader, documents: tasks.length }, personal });
      const facts = { subject, signerName: holder, certificateSha256: sha256, test: readiness.test };
      for (const task of tasks) {
        if (signal.aborted) throw new CardError('OPERATION_ABORTED', { reader });
        await this.#signOne(task, signer, raise, facts);
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
        tasks.push(taskOf(id, this.#order, this.#services.intake));
      } catch (error) {
        await this.#failOne(id, error);
      }
    }
    return tasks;
  }

  /** The certificate that will sign, judged before any PIN. */
  async #check({ certificate, chain }: CardSigner, tasks: readonly Task[]): Promise<Readiness> {
    const { trust, now } = this.#services;
    const roles = tasks.flatMap(({ format }) => REQUIRED_ROLES[format] ?? []);
    const readiness = await assess({ certificate, chain }, await trust(), now(), roles.length > 0 ? { requiredRoles: roles } : {});
    if (readiness.failure) throw new PkiError(readiness.failure);
    if (readiness.revocation.status === 'unknown' && !this.#order.acceptUnknownRevocation) throw new AppError('REVOCATION_UNKNOWN_UNCONFIRMED');
    return readiness;
  }

  async #signOne({ document, format }: Task, signer: CardSigner, raise: LevelOrder | null, facts: SignerFacts): Promise<void> {
    const { register, now, settings } = this.#services;
    const { id, name, sha256 } = document.opened;
    const { stamp, level } = this.#order;
    const write = async (path: string) => {
      await SIGN[format]({ document, signer, signingTime: now(), stamp, profile: settings().prescriptionProfile, raise }, path);
      this.#pin.accepted();
      return level === 'LTA' ? renewalDue(path) : null;
    };
    this.#progress.item(id, { state: 'signing' });
    try {
      this.#progress.done(id, await register.add({ ...facts, sourceName: name, sourceSha256: sha256, format, level, extendedFrom: null, write }));
    } catch (error) {
      if (!isOfDocument(error)) throw error;
      await this.#failOne(id, error);
    }
  }

  async #failOne(id: string, error: unknown): Promise<void> {
    const failure = error instanceof RefusedDocument ? error.failure : toFailure(error);
    this.#progress.failed(id, failure);
    await this.#services.audit.record({ action: 'signing.failed', facts: { document: id, code: failure.code } });
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const failure = toFailure(error);
    await this.#pin.endedBy(error);
    const cancelled = failure.code === 'PIN_CANCELLED' || signal.aborted;
    const facts = { reader: this.#order.reader, code: failure.code };
    await this.#services.audit.record({ action: cancelled ? 'signing.cancelled' : 'signing.failed', facts });
    this.#progress.end(cancelled ? 'cancelled' : 'failed', cancelled ? null : failure);
  }
}
