import { setTimeout as sleep } from 'node:timers/promises';
import { STATUS } from '../apdu/status.ts';
import { ATRS } from './atr.ts';
import { type Command, isChained, parseCommand, unchainedClass } from './command.ts';
import { handlerOf } from './commands/index.ts';
import type { Reply } from './commands/reply.ts';
import { type Fault, FaultList, Interruption } from './fault.ts';
import type { VirtualCardImage } from './image.ts';
import { PROFILES } from './profiles.ts';
import { afterReset, applicationsOf, type CardState, type VirtualApplication, type Volatile } from './state.ts';
import { Refusal } from './refusal.ts';

export interface VirtualCardOptions {
  /** Writes the image down after each change of a PIN counter; the card answers only when it has resolved. */
  readonly save?: (image: VirtualCardImage) => Promise<void>;
  readonly faults?: readonly Fault[];
}

const CHAINABLE_INSTRUCTION = 0x2a;

/**
 * An HPKI card made of data: both applications with files, PIN counters and keys, answering APDUs as published readers and JAHIS 24-002 describe.
 * Commands must not overlap.
 */
export class VirtualCard {
  readonly #faults = new FaultList();
  readonly #save: (image: VirtualCardImage) => Promise<void>;
  readonly #applications: readonly VirtualApplication[];
  #image: VirtualCardImage;
  #now: Volatile = afterReset();

  constructor(image: VirtualCardImage, options: VirtualCardOptions = {}) {
    this.#image = image;
    this.#applications = applicationsOf(image);
    this.#save = options.save ?? (async () => {});
    for (const fault of options.faults ?? []) this.#faults.add(fault);
  }

  /** The card as it would be stored now. */
  get image(): VirtualCardImage {
    return this.#image;
  }

  /** Answer to reset. */
  get atr(): Uint8Array {
    return Buffer.from(ATRS[this.#image.interface], 'hex');
  }

  /** Adds a misbehaviour for commands to come. */
  inject(fault: Fault): void {
    this.#faults.add(fault);
  }

  powerOn(): Uint8Array {
    return this.reset();
  }

  powerOff(): void {
    this.#now = afterReset();
  }

  /** Forgets selection, PIN state and pending data. */
  reset(): Uint8Array {
    this.#now = afterReset();
    return this.atr;
  }

  /**
   * Carries out one command APDU and returns data and status word.
   * @throws Interruption when a fault removes or resets the card in the middle
   */
  async process(apdu: Uint8Array): Promise<Uint8Array> {
    const effect = this.#faults.strike(apdu);
    if (!effect) return this.#answer(apdu);
    if (effect.kind === 'delay') {
      await sleep(effect.milliseconds);
      return this.#answer(apdu);
    }
    if (effect.executed) await this.#answer(apdu);
    if (effect.kind === 'answer') return Buffer.from(effect.answer, 'hex');
    this.reset();
    throw new Interruption(effect.kind);
  }

  async #answer(apdu: Uint8Array): Promise<Uint8Array> {
    try {
      const command = this.#unchain(parseCommand(apdu));
      return command ? this.#cut(await handlerOf(command)(this.#state(), command), command) : statusOnly(STATUS.OK);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#now.rest = new Uint8Array();
      return statusOnly(error.statusWord);
    }
  }

  /** Collects a command chain (ISO 7816-4 5.3.3); `null` until its last command is there. */
  #unchain(command: Command): Command | null {
    const { chain } = this.#now;
    const more = isChained(command);
    const cla = unchainedClass(command);
    const header = [cla, command.ins, command.p1, command.p2].join();
    this.#now.chain = null;
    if (!more && !chain) return command;
    if (command.ins !== CHAINABLE_INSTRUCTION) throw new Refusal(chain ? STATUS.LAST_OF_CHAIN_EXPECTED : STATUS.CHAINING_NOT_SUPPORTED);
    if (chain && chain.header !== header) throw new Refusal(STATUS.LAST_OF_CHAIN_EXPECTED);
    const data = Buffer.concat([chain?.data ?? new Uint8Array(), command.data]);
    if (!more) return { ...command, cla, data };
    this.#now.chain = { header, data };
    return null;
  }

  /** An answer longer than asked for is cut; its rest waits for GET RESPONSE. */
  #cut({ data, statusWord }: Reply, { le }: Command): Uint8Array {
    const head = data.subarray(0, le ?? 0);
    this.#now.rest = data.subarray(head.length);
    const left = this.#now.rest.length;
    return Buffer.concat([head, statusOnly(left > 0 ? STATUS.MORE_DATA | (left > 0xff ? 0 : left) : statusWord)]);
  }

  #state(): CardState {
    const { profile, signing } = this.#image;
    return { profile: PROFILES[profile], signing, applications: this.#applications, now: this.#now, persist: () => this.#persist() };
  }

  #persist(): Promise<void> {
    const triesOf = (kind: string) => this.#applications.find((application) => application.kind === kind)?.tries;
    this.#image = {
      ...this.#image,
      applications: this.#image.applications.map((application) => ({ ...application, tries: triesOf(application.kind) ?? application.tries })),
    };
    return this.#save(this.#image);
  }
}

const statusOnly = (statusWord: number): Buffer => Buffer.from([statusWord >> 8, statusWord & 0xff]);
