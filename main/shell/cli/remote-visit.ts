import { words } from '../../words/words.ts';
import type { Invocation } from './command.ts';

/** Tells the person where to go with a browser, each address on a line of its own. */
export const visitOf =
  (invocation: Invocation) =>
  (address: string | null): void => {
    if (address === null) return;
    invocation.say(words(invocation.language)('cli.remote-visit'));
    invocation.say(address);
  };
