import { STATUS } from '../../apdu/status.ts';
import { Refusal } from '../refusal.ts';
import { done, type Handler } from './reply.ts';

/** GET RESPONSE (ISO 7816-4 7.6.1): hands out what did not fit into the answer asked for. */
export const getResponse: Handler = (card) => {
  const { rest } = card.now;
  if (rest.length === 0) throw new Refusal(STATUS.CONDITIONS_NOT_SATISFIED);
  return done(rest);
};
