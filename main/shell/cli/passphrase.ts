import { text as readText } from 'node:stream/consumers';
import { AppError } from '../../errors.ts';
import { flag, type Invocation } from './command.ts';

/** First line of standard input, as `--passphrase-stdin` announces it; never an argument, which other users of the computer could see. @throws AppError USAGE_WRONG */
export async function readPassphrase(invocation: Invocation): Promise<string> {
  if (!flag(invocation, 'passphrase-stdin')) throw new AppError('USAGE_WRONG', { note: '--passphrase-stdin' });
  const [line = ''] = (await readText(process.stdin)).split(/\r?\n/);
  if (line === '') throw new AppError('USAGE_WRONG', { note: '--passphrase-stdin' });
  return line;
}
