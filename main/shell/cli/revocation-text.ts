import type { RevocationPlace } from '../../api/schema/revocation.ts';
import { type Language, words } from '../../words/words.ts';

/** One paragraph for each place: what is kept, how old, and what failed last. */
export function placesText(places: readonly RevocationPlace[], language: Language): string {
  const say = words(language);
  return places
    .flatMap(({ address, state, issuer, thisUpdate, nextUpdate, fetchedAt, ageHours, entries, lastFailure }) => [
      say('cli.revocation.place', { address, state }),
      ...(issuer === null ? [] : [say('cli.revocation.issuer', { issuer, entries: entries ?? 'none' })]),
      ...(thisUpdate === null
        ? []
        : [
            say('cli.revocation.times', {
              thisUpdate,
              nextUpdate: nextUpdate ?? 'none',
              fetchedAt: fetchedAt ?? '',
              hours: Math.floor(ageHours ?? 0),
            }),
          ]),
      ...(lastFailure
        ? [say('cli.revocation.failure', { heading: say(`errors.${lastFailure.code}.heading`, lastFailure.detail), code: lastFailure.code })]
        : []),
    ])
    .join('\n');
}
