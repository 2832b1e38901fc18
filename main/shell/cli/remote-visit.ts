import type { Application } from '../../application.ts';
import { words } from '../../words/words.ts';
import { type Invocation, text } from './command.ts';

/** Tells the person where to go with a browser, each address on a line of its own, and which service gets what is allowed there. */
export const visitOf =
  (invocation: Invocation, { remote }: Pick<Application, 'remote'>) =>
  (address: string | null): void => {
    if (address === null) return;
    const { base } = remote.find(text(invocation, 'remote') ?? '');
    invocation.say(words(invocation.language)('cli.remote-visit', { host: new URL(address).host, receiver: new URL(base).host }));
    invocation.say(address);
  };
