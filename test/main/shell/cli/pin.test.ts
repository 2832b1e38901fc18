import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PinRequest } from '../../../../card/pin/prompt.ts';
import type { Invocation } from '../../../../main/shell/cli/command.ts';
import { type PinInput, terminalPinDesk } from '../../../../main/shell/cli/pin.ts';

const REQUEST: PinRequest = {
  reader: 'Reader 1',
  application: 'signature',
  holder: 'Taro Kensho',
  triesLeft: 15,
  confirm: null,
  minLength: 4,
  maxLength: 16,
  digitsOnly: false,
  reason: 'first',
  uses: 1,
  way: 'here',
};
const NEVER = new AbortController().signal;

/** When a prompt stands on the terminal. */
let prompted: PromiseWithResolvers<void>;
beforeEach(() => {
  prompted = Promise.withResolvers();
  const write = vi.spyOn(process.stderr, 'write').mockImplementation(() => {
    prompted.resolve();
    return true;
  });
  return () => write.mockRestore();
});

/** Standard input that gives these pieces and then ends, or stays open; a terminal gives what was typed ahead, and the pieces to its first prompt. */
class Input implements PinInput {
  readonly chunks: Buffer[];
  readonly ahead: Buffer[];
  readonly isTTY: boolean;
  readonly raw: boolean[] = [];
  readonly #open: boolean;

  constructor(pieces: readonly string[], { terminal = false, open = false, ahead = [] as readonly string[] } = {}) {
    this.chunks = pieces.map((piece) => Buffer.from(piece, 'latin1'));
    this.ahead = ahead.map((piece) => Buffer.from(piece, 'latin1'));
    this.isTTY = terminal;
    this.#open = open;
  }

  async *[Symbol.asyncIterator]() {
    yield* this.ahead;
    if (this.isTTY) await prompted.promise;
    yield* this.chunks;
    if (this.#open) await new Promise(() => {});
  }

  setRawMode(raw: boolean): void {
    this.raw.push(raw);
  }

  destroy(): void {}
}

const invocation = (options: Invocation['options']): Invocation => ({ positionals: [], options, language: 'en', signal: NEVER, say: () => {} });
const latin = (answer: { readonly pin: Uint8Array } | null) => answer && Buffer.from(answer.pin).toString('latin1');

/** Each PIN asked for until the input has no more. */
async function pinsFrom(input: Input): Promise<(string | null)[]> {
  using desk = terminalPinDesk(invocation({ 'pin-stdin': !input.isTTY }), input);
  const pins: (string | null)[] = [];
  while (pins.at(-1) !== null) pins.push(latin(await desk.ask(REQUEST, NEVER, () => {})));
  return pins;
}

describe('a line of a pipe', () => {
  it.each<[string, string[], string[]]>([
    ['ends with LF', ['1234\n'], ['1234']],
    ['ends with CR LF', ['1234\r\n'], ['1234']],
    ['ends with the input', ['1234'], ['1234']],
    ['comes in pieces', ['12', '3', '4\r', '\n'], ['1234']],
    ['is one entry; the next line is the next', ['1234\n5678\n'], ['1234', '5678']],
    ['loses a byte-order mark', ['\xef\xbb\xbf1234\n'], ['1234']],
    ['keeps full-width digits for the card layer', ['\xef\xbc\x91\n'], ['\xef\xbc\x91']],
    ['keeps a CR that ends no line, so that nothing is joined to a PIN nobody typed', ['12\r34\n'], ['12\r34']],
    ['keeps blanks', [' 1234 \n'], [' 1234 ']],
    ['may be empty', ['\n'], ['']],
    ['of any length stays longer than any PIN', [`${'1'.repeat(5000)}\n`], ['1'.repeat(1024)]],
    ['is missing', [], []],
  ])('%s', async (_what, pieces, pins) => {
    expect(await pinsFrom(new Input(pieces))).toEqual([...pins, null]);
  });
});

describe('what is typed on a terminal', () => {
  it.each<[string, string, string | null]>([
    ['ends with Enter', '1234\r', '1234'],
    ['loses what is erased', '1239\x7f4\r', '1234'],
    ['loses a whole character of several bytes', '123\xef\xbc\x99\x7f4\r', '1234'],
    ['can be erased further than it goes', '\x7f\x7f1234\r', '1234'],
    ['can be erased as a whole', '9999\x151234\r', '1234'],
    ['is cancelled by Ctrl-C', '12\x03', null],
    ['is cancelled by Ctrl-D', '12\x04', null],
    ['is cancelled by the end of the terminal', '12', null],
  ])('%s', async (_what, keys, pin) => {
    const input = new Input([keys], { terminal: true });
    expect((await pinsFrom(input))[0]).toBe(pin);
    expect(input.raw.slice(0, 2)).toEqual([true, false]);
  });
});

describe('what was typed on a terminal before the prompt', () => {
  it.each(['\x03', '12\x03', '\x04'])('cancels where it says so: %j', async (ahead) => {
    expect(await pinsFrom(new Input(['1234\r'], { terminal: true, ahead: [ahead] }))).toEqual([null]);
  });

  it.each<[string, string[]]>([
    ['a word', ['exit\n']],
    ['several', ['exit\r', 'ls\r']],
    ['the beginning of one', ['ex']],
  ])('is no PIN and is wiped: %s', async (_what, ahead) => {
    const input = new Input(['1234\r'], { terminal: true, ahead });
    expect(await pinsFrom(input)).toEqual(['1234', null]);
    expect(Buffer.concat(input.ahead).every((byte) => byte === 0)).toBe(true);
  });

  it('is no answer to the next question either', async () => {
    expect(await pinsFrom(new Input(['1234\r9999\r'], { terminal: true }))).toEqual(['1234', null]);
  });
});

describe('nothing stays behind', () => {
  it.each<[string, string[]]>([
    ['of the line', ['1234\n']],
    ['of lines that nobody asked for', ['1234\n5678\n']],
    ['of a line in pieces', ['12', '34\n']],
  ])('%s', async (_what, pieces) => {
    const input = new Input(pieces);
    {
      using desk = terminalPinDesk(invocation({ 'pin-stdin': true }), input);
      await desk.ask(REQUEST, NEVER, () => {});
    }
    await Promise.resolve();
    expect(Buffer.concat(input.chunks).every((byte) => byte === 0)).toBe(true);
  });
});

it.each([false, true])('gives up at once when the card is taken away or the program is stopped (terminal: %s)', async (terminal) => {
  const input = new Input(['12'], { terminal, open: true });
  using desk = terminalPinDesk(invocation({ 'pin-stdin': !terminal }), input);
  const stop = new AbortController();
  const asked = desk.ask(REQUEST, stop.signal, () => {});
  stop.abort(new Error('card taken away'));
  await expect(asked).rejects.toThrow('card taken away');
  expect(input.raw).toEqual(terminal ? [true, false] : []);
});

describe('the confirmation', () => {
  it.each<[string | undefined, object]>([
    [undefined, {}],
    ['2', { confirmedTries: 2 }],
    ['unknown', { confirmedTries: 'unknown' }],
  ])('--confirm-tries %s is handed on beside the PIN', async (given, confirmation) => {
    using desk = terminalPinDesk(invocation({ 'pin-stdin': true, ...(given && { 'confirm-tries': given }) }), new Input(['1234\n']));
    const { pin, ...rest } = (await desk.ask({ ...REQUEST, confirm: 2, triesLeft: 2 }, NEVER, () => {}))!;
    expect({ pin: Buffer.from(pin).toString(), ...rest }).toEqual({ pin: '1234', ...confirmation });
  });

  it.each(['', 'two', '-1', '2.0', '100', 'UNKNOWN'])('--confirm-tries %j is wrong usage', (given) => {
    expect(() => terminalPinDesk(invocation({ 'pin-stdin': true, 'confirm-tries': given }), new Input([]))).toThrow('USAGE_WRONG');
  });

  it.each([
    ['ja', 'PINを入力する端末がありません。--pin-stdinを付けると標準入力からPINを読みます。'],
    ['en', 'There is no terminal to type the PIN on; --pin-stdin reads it from standard input.'],
  ] as const)('a pipe without --pin-stdin is wrong usage, told with what helps (%s)', (language, note) => {
    const open = () => terminalPinDesk({ ...invocation({}), language }, new Input(['1234\n']));
    expect(open).toThrow(expect.objectContaining({ code: 'USAGE_WRONG', detail: { note } }));
  });
});
