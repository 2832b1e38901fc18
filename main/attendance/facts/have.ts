import { createHash } from 'node:crypto';
import type { Have, HaveOfDevice } from './fact.ts';
import { type Place, perDevice } from './order.ts';

/** Sequences from one mark to the next: at most so many facts go to somebody who has them, for 64 letters a mark. */
export const MARK_EVERY = 128;

const digest = (chain: readonly Place[]): string => {
  const hash = createHash('sha256');
  for (const place of chain) hash.update(place.hash);
  return hash.digest('hex');
};

/** Highest sequence of one device's chain (in chain order) up to which nothing is missing. */
function wholeUpTo(chain: readonly Place[]): number {
  let end = 0;
  for (const { sequence } of chain) {
    if (sequence > end + 1) break;
    end = sequence;
  }
  return end;
}

/** Digests up to each multiple of `MARK_EVERY`, and up to `end`. */
function digestsUpTo(chain: readonly Place[], end: number): { readonly marks: readonly string[]; readonly prefix: string } {
  const marks: string[] = [];
  const hash = createHash('sha256');
  for (const [index, place] of chain.entries()) {
    if (place.sequence > end) break;
    hash.update(place.hash);
    const last = chain[index + 1]?.sequence !== place.sequence;
    if (last && place.sequence % MARK_EVERY === 0) marks.push(hash.copy().digest('hex'));
  }
  return { marks, prefix: hash.digest('hex') };
}

/** Sums up what is there of a seminar. */
export function haveOf(places: readonly Place[]): Have {
  const devices = [...perDevice(places)].map(([device, chain]): [string, HaveOfDevice] => {
    const upTo = wholeUpTo(chain);
    return [device, { upTo, ...digestsUpTo(chain, upTo), all: digest(chain) }];
  });
  return Object.fromEntries(devices);
}

/** Highest sequence up to which a chain and what somebody else has can be compared and are the same; 0: none. */
function sameUpTo(chain: readonly Place[], theirs: HaveOfDevice): number {
  const end = wholeUpTo(chain);
  const behind = end < theirs.upTo;
  const compared = behind ? end - (end % MARK_EVERY) : theirs.upTo;
  const theirDigest = behind ? theirs.marks[compared / MARK_EVERY - 1] : theirs.prefix;
  return digestsUpTo(chain, compared).prefix === theirDigest ? compared : 0;
}

/**
 * What somebody with `have` may lack of `places`, in chain order. Of a device whose facts are the same on both sides: nothing. Else everything beyond
 * what is known to be the same; a fork makes that shorter, so both facts of it reach the other side. What they know already adds nothing there.
 */
export function lacking<P extends Place>(places: readonly P[], have: Have): P[] {
  return [...perDevice(places)].flatMap(([device, chain]) => {
    const theirs = Object.hasOwn(have, device) ? have[device] : undefined;
    if (!theirs) return chain;
    if (digest(chain) === theirs.all) return [];
    const same = sameUpTo(chain, theirs);
    return chain.filter(({ sequence }) => sequence > same);
  });
}
