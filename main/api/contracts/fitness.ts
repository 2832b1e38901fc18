import { oc } from '@orpc/contract';
import * as z from 'zod';
import { cardFitness, cardForm, cardFormOrder } from '../schema/fitness.ts';

/** Whether a card is fit for work, and the forms that its holder sends to the authority. */
export const fitness = {
  /** Without a PIN, without spending a try. */
  check: oc.input(z.object({ reader: z.string() })).output(cardFitness),
  forms: oc.output(z.array(cardForm)),
  /** A form filled in as far as it is known; nothing of it is kept. */
  formPdf: oc.input(cardFormOrder).output(z.file()),
};
