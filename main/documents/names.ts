import { basename, extname } from 'node:path';
import type { SignableFormat } from './kind.ts';

/** Longest file name that every file system takes, less room for what signing adds. */
const LONGEST = 200;
// Path separators, control and bidirectional characters, and what Windows refuses in a name.
const UNSAFE = /[\\/:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Windows opens a device for these, whatever the ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

function shortened(text: string): string {
  let short = text;
  while (Buffer.byteLength(short) > LONGEST) short = [...short].slice(0, -1).join('');
  return short;
}

/** A name that is only a name, whatever came from outside. */
export function safeName(name: string): string {
  const clean = name.replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '');
  const ending = extname(clean).slice(0, 20);
  const stem = shortened(clean.slice(0, clean.length - ending.length));
  const whole = `${stem}${ending}`;
  return whole === '' ? 'document' : DEVICES.test(whole) ? `_${whole}` : whole;
}

/** How the signed file is called; a detached signature keeps the whole name of what it signs. */
const OUTPUT_NAMES: Readonly<Record<SignableFormat, (name: string) => string>> = {
  pades: (name) => `${basename(name, extname(name))}-signed.pdf`,
  xades: (name) => `${basename(name, extname(name))}-signed.xml`,
  cades: (name) => `${name}.p7s`,
  eps: (name) => `${basename(name, extname(name))}-signed.xml`,
};

/** Names for the signed file, the plain one first, then numbered ones: `letter-signed.pdf`, `letter-signed (2).pdf`, … */
export function* outputNames(name: string, format: SignableFormat): Generator<string, never> {
  const plain = OUTPUT_NAMES[format](name);
  const ending = extname(plain);
  const stem = plain.slice(0, plain.length - ending.length);
  yield plain;
  for (let number = 2; ; number += 1) yield `${stem} (${number})${ending}`;
}
