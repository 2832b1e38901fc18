import { fromHex, toHex } from '../../card/bytes.ts';
import { CardError } from '../../card/errors.ts';
import { HPKI_AIDS } from '../../card/hpki/applications.ts';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot } from '../../card/reader.ts';
import { GUIDELINE } from './annex-b.ts';

/** What happens instead of the card's own answer: a status word, whole answer bytes, or a failure of the transport. */
export type Intervention = number | Uint8Array | CardError | null;

export interface ScriptedCardOptions {
  readonly certificate: Uint8Array;
  /** What the card computes, whatever it is given. */
  readonly signature: Uint8Array;
  readonly pin: string;
  readonly tries?: number;
  readonly fullTries?: number;
  readonly protocol?: 'T=0' | 'T=1';
  readonly maxApduLength?: number;
  /** Other contents by short identifier. */
  readonly files?: Readonly<Record<number, Uint8Array>>;
}

/** Short identifiers of the guideline's files, and of those on record for JMA. */
export const SFI = { od: 0x11, aod: 0x13, prkd: 0x14, cd: 0x15, certificate: 0x18, jmaAod: 0x01, jmaCertificate: 0x16 };

const OK = 0x9000;
const DONE = status(OK);
const NEVER = new AbortController().signal;

/**
 * A small, fast card with the signature application only, in the guideline's layout, for tests that ask millions of questions.
 * `intervene` may answer in its place; `commands` holds all that was sent.
 */
export class ScriptedCard implements ReaderService {
  readonly transport = 'virtual';
  readonly commands: Uint8Array[] = [];
  readonly dispositions: string[] = [];
  readonly #options: Required<Omit<ScriptedCardOptions, 'files'>>;
  readonly #files: Readonly<Record<number, Uint8Array>>;
  intervene: (command: Uint8Array, index: number) => Intervention = () => null;
  insertion = 'stay-1';
  openSessions = 0;
  tries: number;
  spent = 0;
  #verified = false;
  #file: Uint8Array | undefined;

  constructor(options: ScriptedCardOptions) {
    this.#options = { tries: 15, fullTries: 15, protocol: 'T=1', maxApduLength: 65544, ...options };
    this.#files = {
      [SFI.od]: GUIDELINE.od,
      [SFI.aod]: GUIDELINE.aod,
      [SFI.prkd]: GUIDELINE.prkd,
      [SFI.cd]: GUIDELINE.cd,
      [SFI.certificate]: options.certificate,
      ...options.files,
    };
    this.tries = this.#options.tries;
  }

  async snapshot(): Promise<ReaderSnapshot> {
    return { service: 'running', readers: [] };
  }

  async *watch(): AsyncIterable<ReaderSnapshot> {}

  async open(reader: string, { insertion }: OpenOptions = {}): Promise<CardSession> {
    if (this.openSessions > 0) throw new CardError('READER_BUSY_HERE', { reader });
    if (insertion !== undefined && insertion !== this.insertion) throw new CardError('CARD_SWAPPED', { reader });
    this.openSessions += 1;
    let open = true;
    const close = async (disposition: string) => {
      if (open) this.openSessions -= 1;
      open = false;
      this.dispositions.push(disposition);
    };
    return {
      reader,
      transport: this.transport,
      atr: new Uint8Array(),
      protocol: this.#options.protocol,
      insertion: this.insertion,
      maxApduLength: this.#options.maxApduLength,
      gone: NEVER,
      transmit: async (command) => this.#transmit(command),
      transaction: async (end, work) => {
        try {
          return await work();
        } finally {
          this.dispositions.push(`transaction ${end}`);
          if (end === 'reset') this.#verified = false;
        }
      },
      close,
      [Symbol.asyncDispose]: () => close('leave'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #transmit(command: Uint8Array): Uint8Array {
    this.commands.push(command.slice());
    const instead = this.intervene(command, this.commands.length - 1);
    if (instead instanceof CardError) throw instead;
    if (instead instanceof Uint8Array) return instead;
    return instead === null ? this.answer(command) : status(instead);
  }

  /** The card's own answer. */
  answer(command: Uint8Array): Uint8Array {
    const [cla, ins, p1 = 0, p2 = 0, lc = 0] = command;
    if (cla === 0 && ins === 0xa4 && p1 === 0x04) return this.#select(toHex(command.subarray(5, 5 + lc)), p2);
    if (cla === 0 && ins === 0xa4) return status(OK);
    if (cla === 0 && ins === 0xb0) return this.#read(command, p1, p2);
    if (cla === 0 && ins === 0x20) return status(command.length <= 5 ? this.#counter() : this.#verify(Buffer.from(command.subarray(5)).toString()));
    if (cla === 0 && ins === 0x22) return status(OK);
    if (cla === 0 && ins === 0x2a && p1 === 0x9e) return this.#sign();
    return status(0x6d00);
  }

  #select(name: string, p2: number): Uint8Array {
    const found = p2 === 0 && HPKI_AIDS.signature.startsWith(name);
    this.#verified = false;
    return found ? fromHex(`6F128410${HPKI_AIDS.signature}9000`) : status(0x6a82);
  }

  #read(command: Uint8Array, p1: number, p2: number): Uint8Array {
    if (p1 & 0x80) this.#file = this.#files[p1 & 0x1f];
    if (this.#file === undefined) return status(0x6a82);
    const offset = p1 & 0x80 ? p2 : p1 * 256 + p2;
    const length = command.length === 5 ? command[4] || 256 : command[5]! * 256 + command[6]! || 65536;
    return Buffer.concat([this.#file.subarray(offset, offset + length), DONE]);
  }

  #counter(): number {
    return this.#verified ? OK : 0x63c0 | this.tries;
  }

  #verify(pin: string): number {
    if (this.tries === 0) return 0x6984;
    this.#verified = pin === this.#options.pin;
    if (!this.#verified) this.spent += 1;
    this.tries = this.#verified ? this.#options.fullTries : this.tries - 1;
    return this.#verified ? OK : 0x63c0 | this.tries;
  }

  #sign(): Uint8Array {
    if (!this.#verified) return status(0x6982);
    this.#verified = false;
    return Buffer.concat([this.#options.signature, DONE]);
  }
}

function status(word: number): Uint8Array {
  return Uint8Array.of(word >> 8, word & 0xff);
}
