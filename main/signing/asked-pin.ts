import { CardError, type CardErrorCode } from '../../card/errors.ts';
import type { ApplicationKind } from '../../card/hpki/applications.ts';
import type { PinAnswer, PinPrompt, PinRequest } from '../../card/pin/prompt.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { PinDesk } from './pin-desk.ts';
import type { PinHold } from './batch/pin-hold.ts';
import type { JobProgress } from './progress.ts';

/** What the card answers when it has refused a PIN. */
const REFUSALS: readonly CardErrorCode[] = ['PIN_WRONG', 'PIN_LOCKED', 'PIN_WRONG_LENGTH'];

export interface AskedPinOptions {
  readonly reader: string;
  /** Of which application it is the PIN; `signature` unless given. */
  readonly application?: ApplicationKind;
  readonly pinDesk: PinDesk;
  readonly audit: AuditLog;
  readonly progress: Pick<JobProgress, 'awaitingPin' | 'signing'> & Partial<Pick<JobProgress, 'atReader' | 'inBrowser' | 'holding'>>;
  /** Whether a screen has said that PINs are typed at the reader, so that nobody is asked whether they are ready; not, unless given. */
  readonly saidBefore?: boolean;
  /** Watches over a PIN that serves for more than one signature, from its entry on. */
  readonly hold?: PinHold | null;
}

/** The PIN of one job, asked through the desk of the shell: the progress tells where, the audit log what came of each that was given. */
export class AskedPin implements PinPrompt {
  readonly #options: AskedPinOptions;
  /** A PIN was given and the card has not answered yet. */
  #given = false;

  constructor(options: AskedPinOptions) {
    this.#options = options;
  }

  async ask(request: PinRequest, signal: AbortSignal): Promise<PinAnswer | null> {
    const { pinDesk, progress, hold, saidBefore = false } = this.#options;
    const { reason, triesLeft, way, confirm } = request;
    if (reason === 'wrong') await this.#refused(triesLeft, 'PIN_WRONG');
    this.#given = false;
    hold?.end();
    if (saidBefore && way === 'reader' && reason === 'first' && confirm === null) {
      progress.signing();
      return { pin: new Uint8Array() };
    }
    progress.awaitingPin(triesLeft, null);
    const answer = await pinDesk.ask(request, signal, (page) => progress.awaitingPin(triesLeft, page));
    this.#given = answer !== null;
    progress.signing();
    if (hold && answer !== null && way === 'here') progress.holding?.(hold.begin());
    return answer;
  }

  /** @throws AppError PIN_HOLD_ENDED */
  beforePresenting(): void {
    this.#options.hold?.require();
  }

  turnToReader(triesLeft: number | null): void {
    this.#given = true;
    this.#options.progress.atReader?.(triesLeft);
  }

  turnToBrowser(address: string | null): void {
    this.#options.progress.signing();
    this.#options.progress.inBrowser?.(address);
  }

  /** A signature was made with it. */
  accepted(): void {
    this.#given = false;
    this.#options.progress.signing();
  }

  /** Records what ended the job, if it was a refusal of the PIN. */
  async endedBy(error: unknown): Promise<void> {
    if (error instanceof CardError && REFUSALS.includes(error.code)) await this.#refused(error.detail.triesLeft ?? null, error.code);
  }

  async #refused(triesLeft: number | null, code: CardErrorCode): Promise<void> {
    if (!this.#given) return;
    this.#given = false;
    const { audit, reader, application = 'signature' } = this.#options;
    await audit.record({ action: 'pin.refused', facts: { reader, application, triesLeft, code } });
  }
}
