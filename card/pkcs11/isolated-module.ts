import { accessSync } from 'node:fs';
import { basename } from 'node:path';
import { CardError } from '../errors.ts';
import { unlessAborted } from '../transports/unless-aborted.ts';
import { frame, type MadeSignature, type ModuleFacts, type ModuleReply, type ModuleRequest, type SignatureOrder, unframe } from './messages.ts';
import type { ModulePort, StartModuleProcess } from './port.ts';

/** Names of modules that belong to the authentication application (JAHIS 24-002 clause 5.2): nothing of theirs signs a document. */
const FOR_AUTHENTICATION = /^(?:lib)?HpkiAuthP11/i;

/** How long a module may take, in milliseconds: to read its tokens, to sign, and to sign where a person types at the device. */
export const PATIENCE = { look: 20_000, sign: 60_000, signAtPad: 180_000 } as const;

export interface IsolatedModuleOptions {
  readonly path: string;
  readonly start: StartModuleProcess;
  readonly patience?: Readonly<Record<keyof typeof PATIENCE, number>>;
}

type Ask = ModuleRequest extends infer Request ? (Request extends ModuleRequest ? Omit<Request, 'id' | 'path'> : never) : never;

interface Running {
  readonly port: ModulePort;
  /** Ends with the process. */
  readonly over: AbortSignal;
}

/**
 * A PKCS#11 module in a process of its own: its crash is told as MODULE_ENDED and its silence ends the process; neither touches anything of the
 * program. The process is started with the first call, and again after it has ended. One call at a time.
 */
export class IsolatedModule implements Disposable {
  readonly path: string;
  readonly #options: IsolatedModuleOptions;
  readonly #waiting = new Map<number, (reply: ModuleReply) => void>();
  #running: Running | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #calls = 0;
  #closed = false;
  #description: string | null = null;

  /** @throws CardError MODULE_FOR_AUTHENTICATION */
  constructor(options: IsolatedModuleOptions) {
    const name = basename(options.path.replaceAll('\\', '/'));
    if (FOR_AUTHENTICATION.test(name)) throw new CardError('MODULE_FOR_AUTHENTICATION', { note: name });
    this.path = options.path;
    this.#options = options;
  }

  /** What the module calls itself; `null` before the first look. */
  get description(): string | null {
    return this.#description;
  }

  /** What the tokens show without a PIN. @throws CardError MODULE_MISSING, MODULE_UNUSABLE, MODULE_ENDED, MODULE_SILENT, MODULE_FAULT */
  async look(): Promise<ModuleFacts> {
    const reply = await this.#inTurn({ call: 'look' }, null, this.#patience.look);
    if (!('facts' in reply)) throw new CardError('MODULE_FAULT', { note: 'no facts' });
    this.#description = reply.facts.description;
    return reply.facts;
  }

  /**
   * One signature. The PIN is copied to the process and wiped there and on the way; the caller wipes its own. Whatever happens it is sent once.
   * @param pin `null` on a token that asks by itself
   * @param signal ends the process in the middle of the work: PKCS#11 knows no other way to stop a person from being waited for
   * @throws CardError
   */
  async sign(order: SignatureOrder, pin: Uint8Array | null, signal: AbortSignal): Promise<MadeSignature> {
    const reply = await this.#inTurn({ call: 'sign', order }, pin, pin === null ? this.#patience.signAtPad : this.#patience.sign, signal);
    if (!('made' in reply)) throw new CardError('MODULE_FAULT', { note: 'no signature' });
    return reply.made;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#running?.port.kill();
  }

  get #patience() {
    return this.#options.patience ?? PATIENCE;
  }

  #inTurn(ask: Ask, secret: Uint8Array | null, patience: number, signal?: AbortSignal): Promise<ModuleReply> {
    const reply = this.#turn.then(() => this.#call(ask, secret, patience, signal));
    this.#turn = reply.catch(() => {});
    return reply;
  }

  async #call(ask: Ask, secret: Uint8Array | null, patience: number, signal: AbortSignal | undefined): Promise<ModuleReply> {
    const { path } = this;
    if (signal?.aborted) throw new CardError('OPERATION_ABORTED', {}, { cause: signal.reason });
    const { port, over } = this.#process();
    this.#calls += 1;
    const id = this.#calls;
    const given = new AbortController();
    const giveUp = (error: CardError) => {
      given.abort(error);
      port.kill();
    };
    const timer = setTimeout(() => giveUp(new CardError('MODULE_SILENT', { note: path })), patience);
    const stop = () => giveUp(new CardError('OPERATION_ABORTED', {}, { cause: signal?.reason }));
    signal?.addEventListener('abort', stop, { once: true });
    const { promise, resolve } = Promise.withResolvers<ModuleReply>();
    this.#waiting.set(id, resolve);
    try {
      port.send(frame({ id, path, ...ask }, secret));
      const reply = await unlessAborted(promise, AbortSignal.any([given.signal, over]));
      if ('failure' in reply) throw new CardError(reply.failure.code, reply.failure.detail);
      return reply;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      this.#waiting.delete(id);
    }
  }

  #process(): Running {
    if (this.#closed) throw new CardError('OPERATION_ABORTED', { note: 'module closed' });
    if (this.#running && !this.#running.over.aborted) return this.#running;
    try {
      accessSync(this.path);
    } catch (cause) {
      throw new CardError('MODULE_MISSING', { note: this.path }, { cause });
    }
    const port = this.#options.start();
    const over = new AbortController();
    this.#running = { port, over: over.signal };
    void this.#listen(port).finally(() => over.abort(new CardError('MODULE_ENDED', { note: this.path })));
    return this.#running;
  }

  async #listen(port: ModulePort): Promise<void> {
    try {
      for await (const block of port.answers) {
        const { message } = unframe<ModuleReply>(block);
        this.#waiting.get(message.id)?.(message);
      }
    } catch {
      port.kill();
    }
  }
}
