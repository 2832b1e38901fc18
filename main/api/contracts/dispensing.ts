import { oc } from '@orpc/contract';
import * as z from 'zod';
import { dispensingOrder, dispensingView, receivedPrescription } from '../schema/dispensing.ts';
import { openedDocument } from '../schema/document.ts';

/** The dispensing side: a prescription that came, and the document that says what was dispensed. */
export const dispensing = {
  /** Takes a received prescription (EP) in and verifies it. */
  receive: oc.input(z.object({ file: z.file() })).output(receivedPrescription),
  /** Makes the dispensing document (ED), to be looked at and signed. */
  compose: oc.input(dispensingOrder).output(openedDocument),
  view: oc.input(z.object({ id: z.string() })).output(dispensingView),
};
