import { sql } from 'kysely';
import type { ForecastRow } from '../../api/schema/credentials.ts';
import type { AuthorityParts } from '../parts.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';

/** The first day of the month so many months after that of a day. */
export function monthAfter(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** How many live cards end in each month, by association: what renewal will ask for. */
export async function renewalForecast({ store }: AuthorityParts, acting: Acting, from: string, months: number): Promise<readonly ForecastRow[]> {
  requireRole(acting, 'forecast');
  const { association } = acting;
  const within = association === null ? sql`` : sql`AND association = ${association}`;
  const { rows } = await sql<ForecastRow>`
    SELECT substr(expires, 1, 7) AS month, association, count(*) AS cards FROM credential_object
    WHERE kind = 'card' AND state IN ('active', 'pin-blocked', 'held') AND expires >= ${monthAfter(from, 0)} AND expires < ${monthAfter(from, months)} ${within}
    GROUP BY 1, 2 ORDER BY 1, 2`.execute(store.db);
  return rows;
}
