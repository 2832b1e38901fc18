import { type Invocation, text } from './command.ts';
import { givenLists, givenTsaAnchors } from './trust-options.ts';
import { givenTimeStamper } from './tsa-options.ts';
import { listsForCard } from './virtual-authority.ts';

/** What signing above level B takes: a virtual card knows the lists of its authority, for their addresses answer nobody. */
export async function levelOptions(invocation: Invocation) {
  const virtual = text(invocation, 'virtual');
  const lists = virtual === undefined ? [] : await listsForCard(virtual, new Date());
  const evidence = { crls: [...(await givenLists(invocation)), ...lists], tsaAnchors: await givenTsaAnchors(invocation) };
  return { timeStamper: await givenTimeStamper(invocation), evidence };
}
