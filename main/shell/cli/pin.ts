import type { PinAnswer, PinRequest } from '../../../card/pin/prompt.ts';
import { AppError } from '../../errors.ts';
import type { PinDesk } from '../../signing/pin-desk.ts';
import { words } from '../../words/words.ts';
import { flag, type Invocation, text } from './command.ts';

export const PIN_OPTIONS = { 'pin-stdin': { type: 'boolean' }, 'confirm-tries': { type: 'string' } } as const;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSPACE = 0x7f;
const CONTROL_C = 0x03;
const CONTROL_D = 0x04;
const LONGEST = 64;

/** The next line of standard input, byte by byte, so that it stands in no string; `null` at the end of input. */
async function readLine(bytes: AsyncIterator<number>): Promise<Uint8Array | null> {
  const line = new Uint8Array(LONGEST);
  let length = 0;
  for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
    const byte = next.value;
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && process.stdin.isRaw)) return finish(line, length);
    if (process.stdin.isRaw && (byte === CONTROL_C || byte === CONTROL_D)) {
      line.fill(0);
      return null;
    }
    if (process.stdin.isRaw && byte === BACKSPACE) length = Math.max(0, length - 1);
    else if (byte !== CARRIAGE_RETURN && length < LONGEST) line[length++] = byte;
  }
  return length > 0 ? finish(line, length) : null;
}

function finish(line: Uint8Array, length: number): Uint8Array {
  const pin = line.slice(0, length);
  line.fill(0);
  return pin;
}

async function* bytesOf(input: AsyncIterable<Buffer>): AsyncGenerator<number, void> {
  for await (const chunk of input) {
    for (const byte of chunk) yield byte;
    chunk.fill(0);
  }
}

function confirmed(invocation: Invocation): Pick<PinAnswer, 'confirmedTries'> {
  const value = text(invocation, 'confirm-tries');
  if (value === undefined) return {};
  if (value === 'unknown') return { confirmedTries: value };
  if (/^\d{1,2}$/.test(value)) return { confirmedTries: Number(value) };
  throw new AppError('USAGE_WRONG', { note: '--confirm-tries N|unknown' });
}

/**
 * Asks for the PIN on standard input: one line an entry with `--pin-stdin`, else on the terminal without echo.
 * Few tries left are confirmed by `--confirm-tries` alone, never by a PIN.
 */
export function terminalPinDesk(invocation: Invocation): PinDesk & Disposable {
  const piped = flag(invocation, 'pin-stdin');
  const confirmation = confirmed(invocation);
  if (!piped && !process.stdin.isTTY) throw new AppError('USAGE_WRONG', { note: '--pin-stdin' });
  const bytes = bytesOf(process.stdin);
  const say = words(invocation.language);

  function prompt({ application, holder, triesLeft, confirm }: PinRequest): void {
    if (confirm !== null && confirmation.confirmedTries !== confirm) invocation.say(say('cli.pin-confirm', { tries: confirm }));
    if (!piped) process.stderr.write(say('cli.pin-prompt', { application, holder, tries: triesLeft ?? 'unknown' }));
  }

  return {
    async ask(request, _signal, announce) {
      announce(null);
      prompt(request);
      if (!piped) process.stdin.setRawMode(true);
      const pin = await readLine(bytes);
      if (!piped) {
        process.stdin.setRawMode(false);
        process.stderr.write('\n');
      }
      return pin && { pin, ...confirmation };
    },
    [Symbol.dispose]: () => {
      process.stdin.destroy();
    },
  };
}
