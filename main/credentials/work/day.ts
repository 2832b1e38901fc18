import * as z from 'zod';
import terms from '../../../resources/credentials/terms.json' with { type: 'json' };
import type { DayInDoubt } from '../../api/schema/credentials.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';

const SETTING = 'credential day';
const DAY = 86_400_000;

const keptDay = async ({ store }: Pick<AuthorityParts, 'store'>): Promise<string | null> =>
  z.iso.date().safeParse(await readSetting(store.db, SETTING)).data ?? null;

/** The newest day that the desk has gone by, else that of the newest entry of the log; `null` before the first. */
async function lastDay(parts: Pick<AuthorityParts, 'store'>): Promise<string | null> {
  const kept = await keptDay(parts);
  if (kept !== null) return kept;
  const { store } = parts;
  const entry = await store.db.selectFrom('audit_entry').select('at').orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  return entry ? dayInJapan(Date.parse(entry.at)) : null;
}

/**
 * A clock that went on by more than `clockDays` since the desk was last open may be wrong, and so may one that went back. What days bring cannot be
 * undone (an expired card stays expired), so nothing is done by such a day before somebody has confirmed it. `null`: the day is believed.
 */
export async function dayInDoubt(parts: Pick<AuthorityParts, 'store'>): Promise<DayInDoubt | null> {
  const [last, day] = [await lastDay(parts), today(parts)];
  const days = last === null ? 0 : (Date.parse(day) - Date.parse(last)) / DAY;
  return last !== null && (days > terms.clockDays || days < -1) ? { last, today: day } : null;
}

/** Before what is done for good, or printed, by the day. @throws AppError DAY_IN_DOUBT */
export async function requireDay(parts: Pick<AuthorityParts, 'store'>): Promise<void> {
  const doubt = await dayInDoubt(parts);
  if (doubt) throw new AppError('DAY_IN_DOUBT', { last: doubt.last, today: doubt.today });
}

/** The desk has gone by this day. */
export async function noteDay(parts: Pick<AuthorityParts, 'store'>): Promise<void> {
  const [last, day] = [await keptDay(parts), today(parts)];
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
