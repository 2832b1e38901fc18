import { oc } from '@orpc/contract';
import * as z from 'zod';
import { isoTime } from '../schema/common.ts';
import { openedDocument } from '../schema/document.ts';
import { letter, letterEntry, letterForm, letterOptions, letterPhrase, receivedEntry, receivedLetter } from '../schema/letters.ts';

const letterId = z.object({ id: z.string() });

/** Referral letters (診療情報提供書): written, signed, packed, received, answered. */
export const letters = {
  options: oc.output(letterOptions),
  setOptions: oc.input(letterOptions).output(letterOptions),
  list: oc.output(z.array(letterEntry)),
  create: oc.output(letter),
  open: oc.input(letterId).output(letter),
  save: oc.input(letterId.extend({ form: letterForm })).output(letter),
  /** For good; files that were signed or packed stay where they are. */
  remove: oc.input(letterId).output(z.void()),
  attach: oc.input(letterId.extend({ file: z.file() })).output(letter),
  detach: oc.input(letterId.extend({ attachment: z.string() })).output(letter),
  phrases: oc.output(z.array(letterPhrase)),
  addPhrase: oc.input(letterPhrase.omit({ id: true })).output(z.array(letterPhrase)),
  removePhrase: oc.input(letterId).output(z.array(letterPhrase)),
  /** Prescriptions of the register as text, newest first. */
  prescriptions: oc.output(z.array(z.object({ entry: z.string(), signedAt: isoTime, patient: z.string(), text: z.string() }))),
  /** The letter as it stands, as a document to look at. */
  preview: oc.input(letterId).output(openedDocument),
  /** Fixes the letter and gives the PDF to be signed. */
  toSigning: oc.input(letterId).output(openedDocument),
  /** The manifest of the package, to be signed beside it. */
  manifestToSigning: oc.input(letterId).output(openedDocument),
  /** The package as one archive. */
  zip: oc.input(letterId).output(z.file()),
  /** Writes the package as a folder. */
  folder: oc.input(letterId).output(z.object({ path: z.string() })),
  bundle: oc.input(letterId).output(z.file()),
  received: oc.output(z.array(receivedEntry)),
  /** One archive, or the files of a package. */
  receive: oc.input(z.object({ files: z.array(z.file()).min(1).max(500) })).output(letterId),
  openReceived: oc.input(letterId).output(receivedLetter),
  receivedFile: oc.input(letterId.extend({ name: z.string() })).output(z.file()),
  /** For good. */
  removeReceived: oc.input(letterId).output(z.void()),
  /** Begins the answer to a letter that came. */
  reply: oc.input(letterId).output(letter),
};
