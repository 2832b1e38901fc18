import { readPiped, readTyped, secretBytes } from '../../../main/shell/cli/pin-line.ts';
import { demand, type Target } from '../engine/target.ts';
import { BYTES } from '../mutate/bytes.ts';

const LONGEST = 1024;
const PIECE = 7;

async function* pieces(input: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < input.length; at += PIECE) yield input.slice(at, at + PIECE);
}

/** The next line of a pipe, by other means. */
function lineOf(input: Uint8Array): string | null {
  if (input.length === 0) return null;
  const end = input.indexOf(0x0a);
  const kept = Buffer.from(input.subarray(0, Math.min(end < 0 ? input.length : end, LONGEST))).toString('latin1');
  return kept.replace(/^\xef\xbb\xbf/, '').replace(/\r$/, '');
}

const latin = (line: Uint8Array | null): string | null => line && Buffer.from(line).toString('latin1');

/** What is typed or piped where a PIN is asked for: the line as it is, bounded, and every piece of input wiped. */
export const pinLine: Target = {
  name: 'pin-line',
  executions: 800,
  mutations: BYTES,
  prepare: () => ({
    seeds: ['1234\n', '\ufeff1234\r\n5678\n', '12\u007f3\u00153456\r', '１２３４\u007f\r', '12\u0003', `${'1'.repeat(1030)}\n`].map((text) =>
      Buffer.from(text),
    ),
    async run(input) {
      demand(latin(await readPiped(secretBytes(pieces(input)))) === lineOf(input), 'a line is read as another');
      const typed = await readTyped(secretBytes(pieces(input)));
      demand(!typed || typed.length <= LONGEST, 'a typed line is too long');
      const chunk = Uint8Array.from(input);
      for await (const byte of secretBytes([chunk] as unknown as AsyncIterable<Uint8Array>)) if (byte === 0x0a) break;
      demand(
        chunk.every((byte) => byte === 0),
        'input is not wiped',
      );
    },
  }),
};
