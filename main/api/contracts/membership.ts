import { oc } from '@orpc/contract';
import * as z from 'zod';
import { completeOrder, heldList, heldPerson, hubSettings, importAnswer, importOrder, searchOrder } from '../schema/membership.ts';

/** The people whom this desk may hold. */
export const membership = {
  lists: oc.output(z.array(heldList)),
  import: oc.input(importOrder).output(importAnswer),
  /** Lets go of a list, and of everybody who stands on no other and has no facts. */
  remove: oc.input(z.object({ list: z.string() })).output(z.void()),
  /** Fills what is not known of somebody; what a list said stays. */
  complete: oc.input(completeOrder).output(heldPerson),
  /** By number, kana or kanji as one types; best first. */
  search: oc.input(searchOrder).output(z.array(heldPerson)),
  /** Asks the hub for one registration number; recorded in the audit log with the reason. */
  askHub: oc
    .input(z.object({ registration: z.string().max(20), reason: z.string().min(1).max(300), by: z.string().min(1).max(100) }))
    .output(heldPerson.nullable()),
  hub: oc.output(hubSettings),
  setHub: oc.input(z.object({ url: hubSettings.shape.url, token: z.string().max(4000) })).output(hubSettings),
};
