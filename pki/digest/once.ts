import type { DigestName } from './algorithms.ts';

/** However often a digest is asked for, it is made once for each algorithm. */
export function oncePerAlgorithm<T>(make: (algorithm: DigestName) => T): (algorithm: DigestName) => T {
  const made = new Map<DigestName, T>();
  return (algorithm) => {
    const known = made.get(algorithm) ?? make(algorithm);
    made.set(algorithm, known);
    return known;
  };
}
