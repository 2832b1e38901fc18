import type { KnownFact } from './fact.ts';

/** Where a fact stands: sequences count per device within a seminar. */
export interface Place {
  readonly device: string;
  readonly sequence: number;
  readonly hash: string;
}

export const placeOf = ({ hash, body: { device, sequence } }: KnownFact): Place => ({ device, sequence, hash });

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Chain order: device, sequence, hash. The same everywhere, whatever came first. */
export const byPlace = (a: Place, b: Place): number => compareText(a.device, b.device) || a.sequence - b.sequence || compareText(a.hash, b.hash);

/** Each fact once, with its payload where any has it, in chain order. */
export function inChainOrder(facts: readonly KnownFact[]): KnownFact[] {
  const once = new Map<string, KnownFact>();
  for (const fact of facts) if (!once.get(fact.hash)?.payload) once.set(fact.hash, fact);
  const places = [...once.values()].map((fact) => ({ ...placeOf(fact), fact }));
  return places.sort(byPlace).map(({ fact }) => fact);
}

/** Places of one device in chain order, per device. */
export function perDevice<P extends Place>(places: readonly P[]): ReadonlyMap<string, readonly P[]> {
  const devices = new Map<string, P[]>();
  for (const place of places.toSorted(byPlace)) {
    const known = devices.get(place.device);
    if (known) known.push(place);
    else devices.set(place.device, [place]);
  }
  return devices;
}
