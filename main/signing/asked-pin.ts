import type { ApplicationKind } from '../../card/hpki/applications.ts';
import type { PinAnswer, PinPrompt, PinRequest } from '../../card/pin/prompt.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { toFailure } from '../failure.ts';
import type { PinDesk } from './pin-desk.ts';
import type { PinHold } from './batch/pin-hold.ts';
import type { JobProgress } from './progress.ts';

/** How a job ends with a PIN that card or service has refused, or of which nobody knows whether it did. */
const ENDS: Readonly<Record<string, 'pin.refused' | 'pin.outcome-unknown'>> = {
  PIN_WRONG: 'pin.refused',
  PIN_LOCKED: 'pin.refused',
  PIN_WRONG_LENGTH: 'pin.refused',
  REMOTE_PIN_REFUSED: 'pin.refused',
  REMOTE_PIN_OUTCOME_UNKNOWN: 'pin.outcome-unknown',
};

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
    const { reason, triesLeft, way, confirm, uses } = request;
    if (reason === 'wrong') await this.#record('pin.refused', triesLeft, 'PIN_WRONG');
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
    if (hold && answer !== null && way === 'here' && uses > 1) progress.holding?.(hold.begin());
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

  /** Records what ended the job, if it was a PIN. */
  async endedBy(error: unknown): Promise<void> {
    const { code, detail } = toFailure(error);
    const action = ENDS[code];
    const { triesLeft = null } = detail;
    if (action) await this.#record(action, typeof triesLeft === 'number' ? triesLeft : null, code);
  }

  async #record(action: 'pin.refused' | 'pin.outcome-unknown', triesLeft: number | null, code: string): Promise<void> {
    // Of a batch whose PIN was accepted before, one may still be lost on the way.
    if (!this.#given && action === 'pin.refused') return;
    this.#given = false;
    const { audit, reader, application = 'signature' } = this.#options;
    await audit.record({ action, facts: { reader, application, triesLeft, code } });
  }
}
