import { PkiError } from './errors.ts';

/** What a document brings along may hold anything; what cannot be read helps nobody and is left out. */
export function readable<T>(ders: readonly Uint8Array[], parse: (der: Uint8Array) => T): T[] {
  return ders.flatMap((der) => {
    try {
      return [parse(der)];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}
