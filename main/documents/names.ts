import { basename, extname } from 'node:path';
import type { SignatureLevel } from '../../pki/report.ts';
import type { SignableFormat } from './kind.ts';

/** Longest name and ending in bytes, so that every file system takes both with what signing adds. */
const LONGEST = { stem: 200, ending: 20 };
// Path separators, control characters, line ends, halves of characters, what turns the direction of writing, and what Windows refuses in a name.
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
/** Windows opens a device for these, whatever the ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** As many whole characters as fit into so many bytes. */
function shortened(text: string, longest: number): string {
  let length = 0;
  for (const character of text) {
    if (Buffer.byteLength(text.slice(0, length) + character) > longest) break;
    length += character.length;
  }
  return text.slice(0, length);
}

/** A name that is only a name, whatever came from outside. */
export function safeName(name: string): string {
  const clean = name.replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '');
  const ending = extname(clean);
  const stem = shortened(clean.slice(0, clean.length - ending.length), LONGEST.stem);
  const whole = `${stem}${shortened(ending, LONGEST.ending)}`;
  return whole === '' ? 'document' : DEVICES.test(whole) ? `_${whole}` : whole;
}

/** How the signed file is called; a detached signature keeps the whole name of what it signs. */
const OUTPUT_NAMES: Readonly<Record<SignableFormat, (name: string) => string>> = {
  pades: (name) => `${basename(name, extname(name))}-signed.pdf`,
  xades: (name) => `${basename(name, extname(name))}-signed.xml`,
  cades: (name) => `${name}.p7s`,
  eps: (name) => `${basename(name, extname(name))}-signed.xml`,
};

/**
 * Names for the signed file, the plain one first, then numbered ones: `letter-signed.pdf`, `letter-signed (2).pdf`, …
 * @param raised level to which a signed file was raised, which its name then says: `letter-signed-LTA.pdf`
 */
export function* outputNames(name: string, format: SignableFormat, raised: SignatureLevel | null = null): Generator<string, never> {
  const signed = OUTPUT_NAMES[format](name);
  const ending = extname(signed);
  const stem = `${signed.slice(0, signed.length - ending.length)}${raised ? `-${raised}` : ''}`;
  yield `${stem}${ending}`;
  for (let number = 2; ; number += 1) yield `${stem} (${number})${ending}`;
}
