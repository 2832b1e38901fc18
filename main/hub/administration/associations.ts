import { sql } from 'kysely';
import * as z from 'zod';
import type { AssociationDetail, AssociationSummary, WrongPlace } from '../../api/schema/hub-administration.ts';
import { AppError } from '../../errors.ts';
import { associationOf } from '../../membership/tiers/association.ts';
import { associationRules, PLAIN_RULES } from '../../membership/tiers/rules.ts';
import { readTree } from '../membership/rows.ts';
import type { HubTransaction } from '../store/hub-store.ts';

/** In URLs, audiences and claims: letters, digits, points, dashes and underscores. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Named in audiences. */
const TAKEN = 'authority';

/** An association as it is registered. Rules that are left out stay as they are; `null`: those that hold where none are set. */
export const associationOrder = z.strictObject({
  name: z.string().trim().min(1).max(200),
  tier: z.int().min(1).max(4),
  above: z.string().min(1).max(64).nullable(),
  mastered_by: z.enum(['hub', 'national']),
  rules: associationRules.nullable().optional(),
});
const code = z
  .string()
  .regex(CODE)
  .refine((text) => text !== TAKEN);

/** Many at once, such as the country's about a thousand. */
export const associationsOrder = z.strictObject({ associations: z.array(associationOrder.extend({ code })).min(1).max(5_000) });

export const codedOrder = associationOrder.extend({ code });
export type CodedOrder = z.output<typeof codedOrder>;

/** Of what is wrong, so many places are told. */
const MOST_PLACES = 20;

/** Something wrong with the order of an index. */
type Placed = WrongPlace & { readonly index: number };
/** What the hub knows of an association before an order. */
type Known = Pick<AssociationDetail, 'above'> & { readonly rules: unknown };

/** What a schema refuses, by the path of each member. */
export const placesOf = ({ issues }: z.ZodError): readonly WrongPlace[] =>
  issues.slice(0, MOST_PLACES).map(({ path, code: what }) => ({ path: path.join('.') || 'body', code: what }));

/** Places of one order that the tree of associations does not bear: nobody above, or one of another tier. */
function outOfTree({ tier, above }: CodedOrder, tierOf: ReadonlyMap<string, number>): readonly WrongPlace[] {
  if (tier === 1) return above === null ? [] : [{ path: 'above', code: 'national_is_top' }];
  if (above === null) return [{ path: 'above', code: 'above_needed' }];
  const upper = tierOf.get(above);
  if (upper === undefined) return [{ path: 'above', code: 'above_unknown' }];
  return upper === tier - 1 ? [] : [{ path: 'above', code: 'above_of_other_tier' }];
}

const classesOf = (rules: unknown): readonly string[] => {
  const { data } = associationRules.safeParse(rules);
  return (data ?? PLAIN_RULES).classes.map(({ id }) => id);
};

/** Places of orders that each would do alone, and together do not: one code twice, a second association at the top. */
function notTogether(orders: readonly CodedOrder[], tierOf: ReadonlyMap<string, number>): readonly Placed[] {
  const several = [...tierOf.values()].filter((tier) => tier === 1).length > 1;
  return orders.flatMap((order, index): readonly Placed[] => [
    ...(orders.findIndex(({ code: each }) => each === order.code) < index ? [{ index, path: 'code', code: 'code_twice' }] : []),
    ...(several && order.tier === 1 ? [{ index, path: 'tier', code: 'national_twice' }] : []),
  ]);
}

/** Places of orders that would leave active members behind: under another association, or in a class that there is no more. */
async function offMembers(tx: HubTransaction, orders: readonly CodedOrder[], known: ReadonlyMap<string, Known>): Promise<readonly Placed[]> {
  const rows = await tx
    .selectFrom('membership')
    .select(['association', 'class'])
    .distinct()
    .where('state', '=', 'active')
    .where('association', '=', sql<string>`ANY (${orders.map((order) => order.code)}::text[])`)
    .execute();
  const held = Map.groupBy(rows, ({ association }) => association);
  return orders.flatMap((order, index): readonly Placed[] => {
    const classes = held.get(order.code)?.map((row) => row.class);
    const before = known.get(order.code);
    if (!classes || !before) return [];
    const next = order.rules === undefined ? null : classesOf(order.rules);
    const isDropped = (id: string) => next !== null && !next.includes(id) && classesOf(before.rules).includes(id);
    return [
      ...(order.above === before.above ? [] : [{ index, path: 'above', code: 'members_below' }]),
      ...(classes.some(isDropped) ? [{ index, path: 'rules.classes', code: 'class_held' }] : []),
    ];
  });
}

/**
 * Registers associations, or changes them, all or none.
 * @returns what is wrong with them; then the caller lets the transaction fail
 * @throws AppError ASSOCIATION_TREE_WRONG where others stand below them no more
 */
export async function writeAssociations(tx: HubTransaction, orders: readonly CodedOrder[], now: Date): Promise<readonly WrongPlace[]> {
  const known = await tx.selectFrom('association').select(['code', 'tier', 'above', 'rules']).execute();
  const tierOf = new Map([...known, ...orders].map(({ code: each, tier }) => [each, tier]));
  const wrong = [
    ...orders.flatMap((order, index) => outOfTree(order, tierOf).map((place) => ({ index, ...place }))),
    ...notTogether(orders, tierOf),
    ...(await offMembers(tx, orders, new Map(known.map((row) => [row.code, row])))),
  ];
  if (wrong.length > 0)
    return wrong.slice(0, MOST_PLACES).map(({ index, path, code: what }) => ({ path: `associations.${index}.${path}`, code: what }));
  for (const { rules, ...order } of orders.toSorted((a, b) => a.tier - b.tier)) {
    const set = { name: order.name, tier: order.tier, above: order.above, mastered_by: order.mastered_by };
    const told = rules === undefined ? {} : { rules: JSON.stringify(rules ?? {}) };
    await tx
      .insertInto('association')
      .values({ ...order, rules: '{}', ...told })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ ...set, ...told, version: sql`association.version + 1`, changed_at: now }))
      .execute();
  }
  await readTree(tx);
  return [];
}

/** Every association with how many members and desks it has. */
export async function listAssociations(tx: HubTransaction): Promise<readonly AssociationSummary[]> {
  const { rows } = await sql<AssociationSummary>`
    SELECT code, name, tier::int AS tier, above, mastered_by, rules <> '{}'::jsonb AS own_rules,
      coalesce(held.count, 0)::int AS members, coalesce(desks.count, 0)::int AS clients
    FROM association
    LEFT JOIN (SELECT association, count(*) FROM membership WHERE state = 'active' GROUP BY association) held ON held.association = code
    LEFT JOIN (SELECT association, count(*) FROM client WHERE state = 'active' GROUP BY association) desks ON desks.association = code
    ORDER BY tier, code`.execute(tx);
  return rows;
}

/** One association with the rules that hold. @throws AppError ASSOCIATION_UNKNOWN, ASSOCIATION_RULES_WRONG */
export async function readAssociation(tx: HubTransaction, asked: string): Promise<AssociationDetail> {
  const columns = ['code', 'name', 'tier', 'above', 'mastered_by', 'rules'] as const;
  const row = await tx.selectFrom('association').select(columns).where('code', '=', asked).executeTakeFirst();
  if (!row) throw new AppError('ASSOCIATION_UNKNOWN', { association: asked });
  const { rules } = associationOf(row);
  return { ...row, tier: Number(row.tier), rules, own_rules: Object.keys(row.rules).length > 0 };
}
