import { type AuthorityParts, today } from '../parts.ts';
import { freshNonce, openCase } from '../registry/case-file.ts';
import { PROGRAM } from '../registry/program.ts';
import { dayInDoubt, noteDay } from './day.ts';

/** What the passing of days brings, by kind and states: the column that holds the day, and the step. */
const BY_DAY = [
  { kind: 'card', states: ['active', 'pin-blocked', 'held'], column: 'expires', transition: 'expire' },
  { kind: 'certificate', states: ['active', 'on-hold', 'revoke-requested'], column: 'expires', transition: 'expire' },
  { kind: 'order', states: ['notified'], column: 'due', transition: 'miss-deadline' },
] as const;
const AT_ONCE = 200;

/** Takes the steps that days bring by themselves: cards and certificates that ended, cards that nobody fetched. None while the day is in doubt. @returns how many */
export async function passDays(parts: AuthorityParts): Promise<number> {
  if (await dayInDoubt(parts)) return 0;
  const { store, holders } = parts;
  const day = today(parts);
  let steps = 0;
  for (const { kind, states, column, transition } of BY_DAY) {
    for (let taken = AT_ONCE; taken === AT_ONCE; steps += taken) {
      taken = await store.db.transaction().execute(async (tx) => {
        const due = tx
          .selectFrom('credential_object')
          .select(['id', 'holder'])
          .where('kind', '=', kind)
          .where('state', 'in', states)
          .where(column, '<', day);
        const rows = await due.limit(AT_ONCE).execute();
        for (const { id, holder } of rows) {
          const file = await openCase(parts, tx, { holder: await holders.get(tx, holder), by: PROGRAM, second: null, nonce: freshNonce() });
          file.move({ object: id, transition });
          await file.close();
        }
        return rows.length;
      });
    }
  }
  await store.db
    .updateTable('credential_proposal')
    .set({ state: 'lapsed' })
    .where('state', '=', 'open')
    .where('until', '<', store.now().toISOString())
    .execute();
  await noteDay(parts);
  return steps;
}
