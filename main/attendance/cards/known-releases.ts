import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { BoundCard } from './bound-card.ts';
import type { Release } from './bindings.ts';

type Told = Pick<Release, 'certificate' | 'person' | 'until'>;

const keyOf = ({ certificate, person }: Pick<Told, 'certificate' | 'person'>): string => `${certificate} ${person}`;

/** Which bindings were taken back, of any seminar, in memory. What is noted only grows, so the order in which it is told does not matter. */
export class KnownReleases {
  readonly #until = new Map<string, string>();

  note(release: Told): void {
    if (!this.covers({ ...release, boundAt: release.until })) this.#until.set(keyOf(release), release.until);
  }

  /** Whether a binding was taken back. */
  covers(card: Pick<BoundCard, 'certificate' | 'person' | 'boundAt'>): boolean {
    const until = this.#until.get(keyOf(card));
    return until !== undefined && card.boundAt <= until;
  }

  /** When a binding that is made now counts as made, so that it stands: later than any that was taken back, though this desk's clock be behind. */
  boundAt(card: Pick<BoundCard, 'certificate' | 'person'>, now: Date): string {
    const until = this.#until.get(keyOf(card));
    const earliest = until === undefined ? 0 : Date.parse(until) + 1;
    return new Date(Math.max(now.getTime(), earliest)).toISOString();
  }
}

/** Everything that was taken back at this desk, or at another as far as was told. */
export async function readReleases(db: Kysely<Tables>): Promise<KnownReleases> {
  const known = new KnownReleases();
  for (const row of await db.selectFrom('card_release').selectAll().execute()) known.note(row);
  return known;
}

/** Writes what was taken back, unless a later binding is known to be. */
export async function writeRelease(db: Kysely<Tables>, { certificate, person, until }: Told): Promise<void> {
  await db
    .insertInto('card_release')
    .values({ certificate, person, until })
    .onConflict((conflict) => conflict.columns(['certificate', 'person']).doUpdateSet({ until }).where('card_release.until', '<', until))
    .execute();
}
