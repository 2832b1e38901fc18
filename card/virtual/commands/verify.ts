import { timingSafeEqual } from 'node:crypto';
import { STATUS } from '../../apdu/status.ts';
import { Refusal } from '../refusal.ts';
import type { VirtualApplication } from '../state.ts';
import { done, type Handler } from './reply.ts';

/**
 * VERIFY (ISO 7816-4 7.5.6). Without data it tells the tries left; with data a mismatch costs one, a match restores them all.
 * A length the PIN object cannot hold is refused without a try.
 */
export const verify: Handler = async (card, { p1, p2, data }) => {
  const application = card.now.selected;
  if (p1 !== 0) throw new Refusal(STATUS.WRONG_P1_P2);
  if (!application || p2 !== card.profile.pin.reference) throw new Refusal(STATUS.REFERENCE_NOT_FOUND);
  if (data.length === 0) {
    if (card.now.verified) return done();
    throw new Refusal(remaining(application));
  }
  if (application.tries === 0) throw new Refusal(STATUS.REFERENCE_DATA_BLOCKED);
  if (data.length > card.profile.pin.maxLength) throw new Refusal(STATUS.WRONG_LENGTH);
  const matches = data.length === application.pin.length && timingSafeEqual(data, application.pin);
  const tries = matches ? application.maxTries : application.tries - 1;
  card.now.verified = false;
  if (tries !== application.tries) {
    application.tries = tries;
    await card.persist();
  }
  if (!matches) throw new Refusal(STATUS.TRIES_LEFT | tries);
  card.now.verified = true;
  return done();
};

const remaining = ({ tries }: VirtualApplication): number => (tries === 0 ? STATUS.REFERENCE_DATA_BLOCKED : STATUS.TRIES_LEFT | tries);
