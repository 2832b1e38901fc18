import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { remoteService, remoteServiceOrder, remoteVisit } from '../schema/remote.ts';

const serviceId = z.object({ id: z.string() });

/** Services that keep keys and sign with them; their keys are shown among the readers (`cards.watch`). */
export const remote = {
  /** What is known; no service is asked. */
  services: oc.output(z.array(remoteService)),
  /** Puts it on record and asks it where one signs in. */
  add: oc.input(remoteServiceOrder).output(z.array(remoteService)),
  remove: oc.input(serviceId).output(z.array(remoteService)),
  /** Confirms that the service may name this host, which the person was shown, as where one signs in. */
  confirmSignIn: oc.input(serviceId.extend({ host: z.string().min(1).max(255) })).output(z.array(remoteService)),
  /** Lets the person sign in with a browser of theirs, and looks at their keys. Stopping the iteration gives it up. */
  connect: oc.input(serviceId).output(eventIterator(remoteVisit)),
  /** Opens the page that the person has to visit now in their own browser; `false` where the shell does not, and a link has to do. */
  openPage: oc.output(z.boolean()),
  /** Forgets the session, here and at the service. */
  disconnect: oc.input(serviceId).output(z.array(remoteService)),
};
