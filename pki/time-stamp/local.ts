import type { TimeStamper } from '../levels/material.ts';
import type { Signer } from '../signer.ts';
import { type Offer, respond } from './respond.ts';
import { timeStamperBy } from './stamper.ts';

/** Time stamps of a test authority in this process, for the demonstration and tests. They pass through the same proofs as those of a service. */
export const localTimeStamper = (tsa: Signer, now: () => Date, offer: Offer = {}): TimeStamper =>
  timeStamperBy({ digestAlgorithm: offer.digestAlgorithm ?? 'sha256', exchange: (query) => respond(query, tsa, now(), offer), now });
