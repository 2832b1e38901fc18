import { AppError } from '../../../main/errors.ts';
import { CardError } from '../../../card/errors.ts';
import { PkiError } from '../../../pki/errors.ts';

/** What went wrong with an input; two findings with the same `key` are the same fault. */
export interface Fault {
  readonly key: string;
  readonly text: string;
}

const ROOT = /(?:card|pki|main|test\/fuzz\/targets)\/[^\s:)]+:\d+/;
/** What our sources throw by mistake; node and OpenSSL give theirs a code. */
const MISTAKES = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

/** A fault, or `null` for an error that callers are told to expect. */
export function faultOf(error: unknown, allowed: readonly string[]): Fault | null {
  if (!(error instanceof Error)) return { key: 'no error', text: `thrown: ${String(error)}` };
  if (error.name === 'Violation') return { key: `${error.name}: ${error.message.replaceAll(/[0-9]+/g, '#')}`, text: error.message };
  if (!isNamed(error, allowed)) return describe(error);
  const hidden = causes(error).find((cause) => MISTAKES.includes(cause.name) && !('code' in cause));
  return hidden ? describe(hidden, `hidden in ${error.message}: `) : null;
}

const isNamed = (error: Error, allowed: readonly string[]): boolean =>
  error instanceof PkiError || error instanceof CardError || error instanceof AppError || allowed.includes(error.name);

function causes(error: Error): Error[] {
  const found: Error[] = [];
  for (let { cause } = error; cause instanceof Error && found.length < 8; cause = cause.cause) found.push(cause);
  return found;
}

function describe(error: Error, prefix = ''): Fault {
  const place = ROOT.exec(error.stack ?? '')?.[0] ?? 'elsewhere';
  return { key: `${error.name} ${place}`, text: `${prefix}${error.name}: ${error.message.slice(0, 200)} at ${place}` };
}
