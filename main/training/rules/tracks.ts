import type { Credit } from '../../api/schema/training.ts';
import { categoryRow, schemeRow } from './tables.ts';

/** Track of a credit within its scheme: categories of one track add up, of two tracks a doctor earns one. */
export const trackOf = ({ scheme, category }: Pick<Credit, 'scheme' | 'category'>): string => {
  const row = schemeRow(scheme);
  return (row && categoryRow(row, category)?.track) ?? '';
};

/** Units by track. */
export function unitsByTrack(credits: readonly Credit[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const credit of credits) {
    const track = trackOf(credit);
    sums.set(track, (sums.get(track) ?? 0) + credit.units);
  }
  return sums;
}

/** Units that one doctor can earn of these credits of one scheme: those of the track that gives most. */
export const unitsForOne = (credits: readonly Credit[]): number => Math.max(0, ...unitsByTrack(credits).values());
