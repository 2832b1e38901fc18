import type { Credit, LocalRules, PlanFinding, SeminarPlan, SeminarSession } from '../../../api/schema/training.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { exactUnits } from '../steps.ts';
import { creditRule, schemeRow } from '../tables.ts';
import { unitsForOne } from '../tracks.ts';
import { finding } from './finding.ts';

const DAY_MS = 86_400_000;
const MANY_DAYS = 31;
const OCCUPATIONAL = 'occupational-health';

const dayOf = ({ startsAt }: SeminarSession): string => dayInJapan(Date.parse(startsAt));

type Check = (plan: SeminarPlan, local: LocalRules) => readonly PlanFinding[];

/** Schemes of which the plan gives credits, each with the days of sessions that do. */
function schemesOf({ sessions }: SeminarPlan): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  for (const session of sessions) for (const { scheme } of session.credits) days.set(scheme, [...(days.get(scheme) ?? []), dayOf(session)]);
  return days;
}

const certifiedNumbers: Check = (plan) =>
  plan.practice
    ? []
    : [...schemesOf(plan)].flatMap(([scheme, days]) => {
        const rule = days.map((day) => creditRule('certified-number', scheme, day)).find((row) => row !== undefined);
        return rule && !plan.certifiedNumbers.some((row) => row.scheme === scheme)
          ? [finding(['certified-number-missing', 'unusual'], null, { scheme }, rule.source)]
          : [];
      });

/** Told with the session that begins later. */
const overlaps: Check = ({ sessions, rooms }) => {
  const inOrder = [...sessions].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  return inOrder.flatMap((session, index) => {
    const running = inOrder.slice(0, index).find(({ room, endsAt }) => room === session.room && Date.parse(endsAt) > Date.parse(session.startsAt));
    const room = rooms.find(({ id }) => id === session.room)?.name ?? session.room;
    return running ? [finding(['sessions-overlap', 'unusual'], session.id, { other: running.title, room })] : [];
  });
};

const sameTitles: Check = ({ sessions }) => {
  const titles = new Map<string, { first: SeminarSession; count: number; most: number; source: string }>();
  for (const session of sessions) {
    const rules = session.credits.map(({ scheme, category }) => creditRule('same-title-at-most', scheme, dayOf(session), category));
    const rule = rules.find((row) => row !== undefined);
    if (rule?.value === undefined) continue;
    const title = session.title.normalize('NFKC').trim();
    const known = titles.get(title) ?? { first: session, count: 0, most: rule.value, source: rule.source };
    titles.set(title, { ...known, count: known.count + 1 });
  }
  return [...titles].flatMap(([title, { first, count, most, source }]) =>
    count > most ? [finding(['same-title-too-often', 'unusual'], first.id, { title, count, most }, source)] : [],
  );
};

const minutesUnknown: Check = (plan) =>
  [...schemesOf(plan).keys()]
    .filter((scheme) => schemeRow(scheme)?.unset.some(({ id }) => id === 'minutes-per-unit'))
    .map((scheme) => finding(['minutes-per-unit-unknown', 'unknown'], null, { scheme }));

const dailyCap: Check = ({ sessions }, { occupationalDailyCap: cap }) => {
  const days = new Map<string, Credit[]>();
  for (const session of sessions) {
    const credits = session.credits.filter(({ scheme }) => scheme === OCCUPATIONAL);
    if (credits.length > 0) days.set(dayOf(session), [...(days.get(dayOf(session)) ?? []), ...credits]);
  }
  if (days.size === 0) return [];
  if (cap === null) return [finding(['daily-cap-unknown', 'unknown'], null, { scheme: OCCUPATIONAL })];
  return [...days].flatMap(([day, credits]) => {
    const units = exactUnits(unitsForOne(credits));
    return units > cap ? [finding(['over-daily-cap', 'unusual'], null, { scheme: OCCUPATIONAL, day, units, cap })] : [];
  });
};

const farApart: Check = ({ sessions }) => {
  const times = sessions.map(({ startsAt }) => Date.parse(startsAt));
  const days = Math.round((Math.max(...times) - Math.min(...times)) / DAY_MS);
  return days > MANY_DAYS ? [finding(['sessions-far-apart', 'unusual'], null, { days })] : [];
};

const CHECKS: readonly Check[] = [certifiedNumbers, overlaps, sameTitles, minutesUnknown, dailyCap, farApart];

/** What the rules say of a plan as a whole, whose times exist. */
export const wholePlanFindings = (plan: SeminarPlan, local: LocalRules): PlanFinding[] => CHECKS.flatMap((check) => check(plan, local));
