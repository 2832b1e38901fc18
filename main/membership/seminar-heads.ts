import type { Kysely } from 'kysely';
import type { SeminarPlan } from '../api/schema/training.ts';
import type { Tables } from '../store/schema.ts';

/** What a booked list needs of its seminar. */
export type SeminarHead = Pick<SeminarPlan, 'title' | 'rooms'>;

/** All seminars by their newest revisions. */
export async function seminarHeads(db: Kysely<Tables>): Promise<ReadonlyMap<string, SeminarHead>> {
  const rows = await db.selectFrom('seminar_revision').select(['seminar', 'plan']).orderBy('revision').orderBy('at').execute();
  return new Map(
    rows.map(({ seminar, plan }) => {
      const { title, rooms } = JSON.parse(plan) as SeminarPlan;
      return [seminar, { title, rooms }] as const;
    }),
  );
}
