import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { acceptedRequest, loginProgress, programPermissions, programSettings, programsView } from '../schema/programs.ts';
import { signingReadiness } from '../schema/signing.ts';

const id = z.object({ id: z.string() });
const onReader = id.extend({ reader: z.string() });

/** Other programs that ask this one: whether they may, which, and what each asks now. */
export const programs = {
  /** The present view at once, then each change. */
  watch: oc.output(eventIterator(programsView)),
  set: oc.input(programSettings).output(programsView),
  /** For five minutes a program that is not paired may ask to be. */
  openPairing: oc.output(programsView),
  closePairing: oc.output(programsView),
  /** Allows the program that asks to be paired; then its code is shown. */
  allow: oc.input(id.extend({ permissions: programPermissions })).output(programsView),
  refuse: oc.input(id).output(programsView),
  change: oc.input(id.extend({ permissions: programPermissions })).output(programsView),
  remove: oc.input(id).output(programsView),
  /** Opens the document that a program asks to have signed; nothing is signed by it. */
  accept: oc.input(id).output(acceptedRequest),
  decline: oc.input(id).output(programsView),
  /** Verifies what a program gave, and tells it the answer. */
  verify: oc.input(id).output(programsView),
  /** Tells a program what the certificates of the card on a reader say. */
  showCard: oc.input(onReader).output(programsView),
  /** What is known of the card's authentication certificate before a PIN is asked. */
  loginReadiness: oc.input(z.object({ reader: z.string() })).output(signingReadiness),
  /** Asks for the authentication PIN and signs the login of a web application. Stopping the iteration cancels it. `certificate`: SHA-256 of the one that was shown. */
  logIn: oc.input(onReader.extend({ certificate: z.string() })).output(eventIterator(loginProgress)),
};
