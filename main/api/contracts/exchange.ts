import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import {
  disagreement,
  enrolOrder,
  eventsFile,
  eventsOrder,
  exchangePassed,
  exchangeState,
  settledAnswer,
  settlementOrder,
  takenEvents,
  writtenEvents,
} from '../schema/exchange.ts';

/** What this desk, associations and the card authority tell each other. Where staff are registered, what changes something asks who does it. */
export const exchange = {
  /** The present state at once, then each change. */
  watch: oc.output(eventIterator(exchangeState)),
  /** `null` where no hub knows this desk; nothing is opened for it. */
  glance: oc.output(exchangeState.nullable()),
  /** Makes this desk known to a hub by a one-time code; from then on the link is kept. */
  enrol: oc.input(enrolOrder).output(exchangeState),
  /** Tells and asks once, now. */
  run: oc.output(exchangePassed),
  /** Lets what the hub refused be told again. */
  forgive: oc.output(z.object({ count: z.number().int(), state: exchangeState })),
  /** Gives the hub the newest status list of this authority. */
  publishStatus: oc.output(z.object({ unnamed: z.number().int() })),
  export: oc.input(eventsOrder).output(writtenEvents),
  /** The file is where it should be: what it holds is not written for its peer again. */
  delivered: oc.input(z.object({ delivery: z.string() })).output(exchangeState),
  /** Looks at a file; none of its events is read. */
  look: oc.input(z.object({ file: z.file() })).output(eventsFile),
  /** `fingerprint`: of the sender's key, as somebody compared it; needed for its first file. */
  import: oc.input(z.object({ file: z.file(), fingerprint: z.string().max(100).optional() })).output(takenEvents),
  /** What people are to settle, and what they settled; of the people whom whoever is signed in may see. */
  disagreements: oc.input(z.object({ which: z.enum(['open', 'settled']) })).output(z.array(disagreement)),
  settle: oc.input(settlementOrder).output(settledAnswer),
};
