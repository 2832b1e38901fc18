import { due } from '../../membership/procedures/apply.ts';
import { HUB } from '../store/actor.ts';
import { type MembershipParts, today } from './parts.ts';
import { readTree, ROW, rowOf } from './rows.ts';
import { changeRows } from './take-effect.ts';

/** Rows of one transaction, so that none is long. */
const AT_ONCE = 200;

/** Ends the memberships whose last day has come: to be called once a day or more often. @returns how many have ended */
export async function endDue(parts: MembershipParts): Promise<number> {
  const day = today(parts);
  let ended = 0;
  for (;;) {
    const count = await parts.store.within(HUB, async (tx) => {
      const rows = await tx
        .selectFrom('membership')
        .select(ROW)
        .where('state', '=', 'active')
        .where('left_on', '<=', day)
        .orderBy('registration')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked()
        .execute();
      await changeRows(parts, tx, due(rows.map(rowOf), day), await readTree(tx), 'withdraw');
      return rows.length;
    });
    ended += count;
    if (count < AT_ONCE) return ended;
  }
}
