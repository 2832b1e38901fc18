import type { PinAnswer, PinRequest } from '../../../card/pin/prompt.ts';
import { wipe } from '../../../card/pin/wipe.ts';
import { unlessAborted } from '../../../card/transports/unless-aborted.ts';
import { AppError } from '../../errors.ts';
import type { PinDesk } from '../../signing/pin-desk.ts';
import { words } from '../../words/words.ts';
import { flag, type Invocation, text } from './command.ts';
import { readPiped, readTyped, secretBytes, typedFromNow } from './pin-line.ts';
import { terminalText } from './terminal-text.ts';

export const PIN_OPTIONS = { 'pin-stdin': { type: 'boolean' }, 'confirm-tries': { type: 'string' } } as const;

/** Standard input, as far as a PIN is read from it. */
export interface PinInput extends AsyncIterable<Uint8Array> {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  destroy(): unknown;
}

function confirmed(invocation: Invocation): Pick<PinAnswer, 'confirmedTries'> {
  const value = text(invocation, 'confirm-tries');
  if (value === undefined) return {};
  if (value === 'unknown') return { confirmedTries: value };
  if (/^\d{1,2}$/.test(value)) return { confirmedTries: Number(value) };
  throw new AppError('USAGE_WRONG', { note: '--confirm-tries N|unknown' });
}

/** The line, unless the signal aborts first; one that comes later is wiped. */
function unlessGivenUp(reading: Promise<Uint8Array | null>, signal: AbortSignal): Promise<Uint8Array | null> {
  return unlessAborted(reading, signal).catch((reason: unknown) => {
    reading.then(wipe, () => {});
    throw reason;
  });
}

/**
 * Asks for the PIN on standard input: one line an entry with `--pin-stdin`, else on the terminal without echo, where only what is typed
 * to the prompt counts.
 * Few tries left are confirmed by `--confirm-tries` alone, never by a PIN.
 */
export function terminalPinDesk(invocation: Invocation, input: PinInput = process.stdin): PinDesk & Disposable {
  const piped = flag(invocation, 'pin-stdin');
  const confirmation = confirmed(invocation);
  const say = words(invocation.language);
  if (!piped && !input.isTTY) throw new AppError('USAGE_WRONG', { note: say('cli.pin-no-terminal') });
  const bytes = secretBytes(input);

  async function typed({ application, holder, triesLeft, keeper }: PinRequest, signal: AbortSignal): Promise<Uint8Array | null> {
    input.setRawMode?.(true);
    try {
      const keys = await unlessAborted(typedFromNow(bytes), signal);
      if (!keys) return null;
      process.stderr.write(terminalText(say('cli.pin-prompt', { application, holder, keeper: keeper ?? 'card', tries: triesLeft ?? 'unknown' })));
      return await unlessGivenUp(readTyped(keys), signal);
    } finally {
      input.setRawMode?.(false);
      invocation.say('');
    }
  }

  return {
    async ask(request, signal, announce) {
      announce(null);
      const { confirm } = request;
      if (confirm !== null && confirmation.confirmedTries !== confirm) invocation.say(say('cli.pin-confirm', { tries: confirm }));
      if (request.way === 'reader') {
        invocation.say(say('cli.pin-at-reader', { uses: request.uses, tries: request.triesLeft ?? 'unknown' }));
        return { pin: new Uint8Array(), ...confirmation };
      }
      const pin = await (piped ? unlessGivenUp(readPiped(bytes), signal) : typed(request, signal));
      return pin && { pin, ...confirmation };
    },
    [Symbol.dispose]() {
      void bytes.return().catch(() => {});
      input.destroy();
    },
  };
}

/** The same, opened when it is needed: where nothing is to be signed no terminal is. */
export function pinDeskWhenNeeded(make: () => PinDesk & Disposable): PinDesk & Disposable & { open(): PinDesk } {
  let opened: (PinDesk & Disposable) | null = null;
  const open = () => (opened ??= make());
  return { open, ask: (...question) => open().ask(...question), [Symbol.dispose]: () => opened?.[Symbol.dispose]() };
}
