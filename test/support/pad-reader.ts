import { Interruption } from '../../card/virtual/fault.ts';
import type { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { PcscFailure } from '../../card/transports/pcsc/codes.ts';
import type { Handle, PcscNative } from '../../card/transports/pcsc/native.ts';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { type PcscPlatform, PLATFORMS } from '../../card/transports/pcsc/platform.ts';
import { FakePcsc } from './fake-pcsc.ts';

export const PAD_READER = 'Reader with keys 00 00';

/** What somebody does at the keys. */
export type AtTheKeys = { readonly typed: string } | 'nothing' | 'cancel' | 'card pulled' | 'driver fails' | 'no answer';

/** Features and properties as a driver tells them. */
export interface PadTraits {
  /** PIN_PROPERTIES_STRUCTURE, or `null` where the feature is missing. */
  readonly properties?: Uint8Array | null;
  readonly verifyDirect?: boolean;
}

const CODES = { verify: 0x4233_0006, properties: 0x4233_000a } as const;
const UNSUPPORTED = 0x8010_0016;
const REMOVED = 0x8010_0069;
const FAILED = 0x8010_002f;
/** Display of 2 lines of 16, all ways to end an entry. */
const PROPERTIES = Uint8Array.of(0x10, 0x02, 0x07, 0x00);

/**
 * A reader with keys of its own over a virtual card, as far as PC/SC part 10 describes one: it interprets control codes and PIN_VERIFY_STRUCTURE
 * strictly, and answers 6B80 to what is not exactly right. Simulated readers of pcscd refuse all control codes.
 */
export class PadReader {
  readonly service: PcscReaderService;
  /** Structures that were taken, as hexadecimal. */
  readonly structures: string[] = [];
  /** VERIFY commands with data that reached the card, as hexadecimal, by whichever way. */
  readonly presented: { readonly by: 'keys' | 'program'; readonly command: string }[] = [];
  readonly #card: VirtualCard;
  readonly #pcsc = new FakePcsc();
  readonly #deeds: AtTheKeys[];
  readonly #traits: PadTraits;
  whileTyping: () => void | Promise<void> = () => {};

  constructor(card: VirtualCard, deeds: readonly AtTheKeys[], traits: PadTraits = {}) {
    this.#card = card;
    this.#deeds = [...deeds];
    this.#traits = traits;
    this.#pcsc.readers.set(PAD_READER, { card: true, counter: 1, sharing: 0 });
    const native = {
      ...this.#pcsc.native,
      transmit: (_card: Handle, _protocol: number, command: Uint8Array, answer: Uint8Array) => this.#transmit(command, answer, 'program'),
      endTransaction: async (_card: Handle, disposition: number) => {
        if (disposition === 1) card.reset();
      },
      control: (_card: Handle, code: number, input: Uint8Array | null, answer: Uint8Array) => this.#control(code, input, answer),
    } satisfies PcscNative;
    this.service = new PcscReaderService(PLATFORMS.linux as PcscPlatform, async () => native);
  }

  pull(): void {
    this.#pcsc.readers.set(PAD_READER, { card: false, counter: 2, sharing: 0 });
    this.#pcsc.changed();
  }

  async #transmit(command: Uint8Array, answer: Uint8Array, by: 'keys' | 'program'): Promise<number> {
    if (command[1] === 0x20 && command.length > 5) this.presented.push({ by, command: Buffer.from(command).toString('hex') });
    try {
      const said = await this.#card.process(command);
      answer.set(said);
      return said.length;
    } catch (error) {
      if (error instanceof Interruption) throw new PcscFailure(REMOVED);
      throw error;
    }
  }

  async #control(code: number, input: Uint8Array | null, answer: Uint8Array): Promise<number> {
    const { verifyDirect = true, properties = PROPERTIES } = this.#traits;
    const give = (bytes: Uint8Array): number => {
      answer.set(bytes);
      return bytes.length;
    };
    if (code === 0x4200_0000 + 3400) {
      const features = Buffer.concat([
        ...(verifyDirect ? [Buffer.from('060442330006', 'hex')] : []),
        ...(properties ? [Buffer.from('0a044233000a', 'hex')] : []),
      ]);
      return give(features);
    }
    if (code === CODES.properties && properties) return give(properties);
    if (code === CODES.verify && verifyDirect && input) return this.#verify(input, answer, give, properties?.[2] ?? 0x02);
    throw new PcscFailure(UNSUPPORTED);
  }

  async #verify(structure: Uint8Array, answer: Uint8Array, give: (bytes: Uint8Array) => number, validation: number): Promise<number> {
    const read = strictly(structure, validation);
    if (read === null) return give(Uint8Array.of(0x6b, 0x80));
    this.structures.push(Buffer.from(structure).toString('hex'));
    await this.whileTyping();
    const deed = this.#deeds.shift() ?? 'nothing';
    if (deed === 'nothing') return give(Uint8Array.of(0x64, 0x00));
    if (deed === 'cancel') return give(Uint8Array.of(0x64, 0x01));
    if (deed === 'no answer') return 0;
    if (deed === 'driver fails') throw new PcscFailure(FAILED);
    if (deed === 'card pulled') {
      this.pull();
      throw new PcscFailure(REMOVED);
    }
    const pin = Buffer.from(deed.typed, 'ascii');
    if (pin.length < read.min || pin.length > read.max) return give(Uint8Array.of(0x64, 0x03));
    const data = read.block === 0 ? pin : Buffer.concat([pin, read.filler.subarray(pin.length)]);
    return this.#transmit(Buffer.concat([read.header, Uint8Array.of(data.length), data]), answer, 'keys');
  }
}

/** What a PIN_VERIFY_STRUCTURE says, `null` where anything in it is not as the standard wants it for such a PIN. */
function strictly(structure: Uint8Array, validation: number) {
  if (structure.length < 24) return null;
  const view = new DataView(structure.buffer, structure.byteOffset);
  const [timeOut = 0, , format = 0, block = 0, lengthFormat = 0] = structure;
  const [max, min] = [structure[5]!, structure[6]!];
  const [condition, messages, message] = [structure[7]!, structure[8]!, structure[11]!];
  const command = Buffer.from(structure.subarray(19));
  const filler = command.subarray(5);
  const right =
    timeOut > 0 &&
    format === 0x82 &&
    block >> 4 === 0 &&
    lengthFormat === 0 &&
    min >= 1 &&
    min <= max &&
    condition !== 0 &&
    (condition & ~validation) === 0 &&
    [0, 1, 0xff].includes(messages) &&
    view.getUint16(9, true) === 0x0409 &&
    message === 0 &&
    structure.subarray(12, 15).every((byte) => byte === 0) &&
    view.getUint32(15, true) === command.length &&
    command[1] === 0x20 &&
    command[4] === filler.length &&
    block === filler.length;
  return right ? { min, max, block, filler, header: command.subarray(0, 4) } : null;
}
