import * as z from 'zod';
import terms from '../../../resources/credentials/terms.json' with { type: 'json' };
import type { DayInDoubt } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';

const SETTING = 'credential day';
const DAY = 86_400_000;

/** The newest day that the desk has gone by; `null` before the first. */
async function lastDay({ store }: Pick<AuthorityParts, 'store'>): Promise<string | null> {
  return z.iso.date().safeParse(await readSetting(store.db, SETTING)).data ?? null;
}

/**
 * A clock that went on by more than `clockDays` since the desk was last open may be wrong. What days bring cannot be undone (an expired card stays
 * expired), so nothing is done by such a day before somebody has confirmed it. `null`: the day is believed.
 */
export async function dayInDoubt(parts: Pick<AuthorityParts, 'store'>): Promise<DayInDoubt | null> {
  const [last, day] = [await lastDay(parts), today(parts)];
  return last !== null && Date.parse(day) - Date.parse(last) > terms.clockDays * DAY ? { last, today: day } : null;
}

/** The desk has gone by this day. */
export async function noteDay(parts: Pick<AuthorityParts, 'store'>): Promise<void> {
  const [last, day] = [await lastDay(parts), today(parts)];
  if (last === null || day > last) await keepSetting(parts.store.db, SETTING, day);
}

/** Somebody at the desk says that this is the day. @throws AppError STAFF_ROLE_NEEDED, USAGE_WRONG for another day than the clock's */
export async function confirmDay(parts: AuthorityParts, acting: Acting, day: string): Promise<void> {
  requireRole(acting, 'day');
  if (day !== today(parts)) throw new AppError('USAGE_WRONG', { note: day });
  await parts.store.db.transaction().execute(async (tx) => {
    await keepSetting(tx, SETTING, day);
    await parts.audit.append(tx, { action: 'settings.changed', facts: { setting: SETTING, day, by: acting.id } });
  });
}
