import { type CardChannel, hopefulTraits } from '../../card/apdu/channel.ts';
import { fromHex, toHex } from '../../card/bytes.ts';
import { CardError } from '../../card/errors.ts';
import type { CardSession, TransmitOptions } from '../../card/reader.ts';

/** `[command, answer]` in hexadecimal, or a failure in place of the answer. */
export type Line = readonly [string, string | CardError];

export interface ScriptedSession extends CardSession {
  /** What was sent, and whether it was marked as secret. */
  readonly sent: readonly { readonly command: string; readonly secret: boolean }[];
}

/** A session that follows a dialogue word for word and fails on the first departure from it. */
export function scriptedSession(dialogue: readonly Line[], facts: Partial<Pick<CardSession, 'protocol' | 'maxApduLength'>> = {}): ScriptedSession {
  const sent: { command: string; secret: boolean }[] = [];
  return {
    sent,
    reader: 'Reader 1',
    transport: 'virtual',
    atr: new Uint8Array(),
    protocol: 'T=1',
    insertion: 'stay-1',
    maxApduLength: 65544,
    gone: new AbortController().signal,
    ...facts,
    async transmit(command: Uint8Array, { secret = false }: TransmitOptions = {}) {
      const [expected, answer] = dialogue[sent.length] ?? ['nothing', ''];
      sent.push({ command: toHex(command), secret });
      if (toHex(command) !== toHex(fromHex(expected))) throw new TypeError(`sent ${toHex(command)}, expected ${expected}`);
      if (answer instanceof CardError) throw answer;
      return fromHex(answer);
    },
    transaction: (_end, work) => work(),
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

export const channelOf = (session: CardSession): CardChannel => ({ session, traits: hopefulTraits(session) });
