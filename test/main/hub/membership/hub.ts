import { randomUUID } from 'node:crypto';
import { ask, type AskOrder } from '../../../../main/hub/membership/ask.ts';
import { decide } from '../../../../main/hub/membership/decide.ts';
import type { MembershipParts } from '../../../../main/hub/membership/parts.ts';
import { type Actor, HUB } from '../../../../main/hub/store/actor.ts';
import type { HubStore } from '../../../../main/hub/store/hub-store.ts';
import type { MembershipEvent } from '../../../../main/membership/tiers/change-events.ts';

/** 小樽市 → 北海道 → 日本医師会 kept here, 札幌市 beside them; 京都府 and its city are kept by the national system. */
const ASSOCIATIONS = [
  ['jma', 1, null, 'hub'],
  ['hokkaido', 2, 'jma', 'hub'],
  ['otaru', 3, 'hokkaido', 'hub'],
  ['sapporo', 3, 'hokkaido', 'hub'],
  ['kyoto', 2, 'jma', 'national'],
  ['nakagyo', 3, 'kyoto', 'national'],
] as const;

export const AT_CLINIC = '青柳皮膚科医院';
export const staffOf = (association: string): Actor => ({ kind: 'association', client: `desk-${association}`, association });
/** Somebody themselves. */
export const self = (registration: string): Actor => ({ kind: 'person', client: `own-${registration}`, association: null, registration });
export const AUTHORITY: Actor = { kind: 'authority', client: 'desk-authority', association: null };

/** A hub with associations, what it told, and short ways to do things. */
export interface TestMembership {
  readonly parts: MembershipParts;
  readonly told: MembershipEvent[];
  /** Somebody who has joined, with everything that goes with it. */
  member(registration: string, associations: readonly string[], affiliation?: string): Promise<void>;
  /** `association affiliation class state leftOn` of a person. */
  rows(registration: string): Promise<readonly string[]>;
}

export async function testMembership(store: HubStore): Promise<TestMembership> {
  const told: MembershipEvent[] = [];
  const parts: MembershipParts = {
    store,
    async told(_, event) {
      told.push(event);
    },
  };
  await store.within(HUB, async (tx) => {
    for (const [code, tier, above, mastered_by] of ASSOCIATIONS)
      await tx
        .insertInto('association')
        .values({ code, name: `${code}医師会`, tier, above, mastered_by, rules: '{}' })
        .execute();
  });
  return {
    parts,
    told,
    async member(registration, associations, affiliation = AT_CLINIC) {
      const given = { kind: 'join', affiliation, classes: associations.map((association) => ({ association, class: 'A1' })) };
      const order: AskOrder = { registration, person: { name: `会員${registration}` }, request: given };
      const { id } = await ask(parts, { kind: 'hub', client: randomUUID(), association: null }, order);
      for (const association of associations) await decide(parts, staffOf(association), { procedure: id, decision: 'approve' });
      told.length = 0;
    },
    rows: (registration) =>
      store.within(HUB, async (tx) => {
        const rows = await tx
          .selectFrom('membership')
          .selectAll()
          .where('registration', '=', registration)
          .orderBy('affiliation')
          .orderBy('association')
          .execute();
        return rows.map((row) => `${row.association} ${row.affiliation} ${row.class} ${row.state} ${row.left_on ?? ''}`.trim());
      }),
  };
}
