import { sql } from 'kysely';
import { HttpError } from '../../http/http-error.ts';
import type { HubTransaction } from '../../store/hub-store.ts';
import type { Values } from '../filter/evaluate.ts';
import type { Columns } from '../filter/to-sql.ts';
import { ASSOCIATION, GROUP_SCHEMA } from '../schema/group.ts';
import type { Sight } from '../sight.ts';

/** Members that one answer names; beyond, `memberList` gives them page by page. */
export const MOST_MEMBERS = 50_000;

/** Where the attributes of associations are in the database. Members are found by their number only. */
export const groupColumns = ({ rows }: Sight): Columns => ({
  single: {
    id: sql`association.code`,
    displayName: sql`association.name`,
    'meta.resourceType': sql`'Group'::text`,
    'meta.lastModified': sql`association.changed_at`,
    [`${ASSOCIATION}:tier`]: sql`association.tier::bigint`,
    [`${ASSOCIATION}:above`]: sql`association.above`,
    [`${ASSOCIATION}:masteredBy`]: sql`association.mastered_by`,
  },
  many: {
    schemas: {
      from: sql`(VALUES (${sql.lit(GROUP_SCHEMA)}::text), (${sql.lit(ASSOCIATION)}::text)) AS named (id)`,
      where: sql`true`,
      parts: { schemas: sql`named.id` },
    },
    members: {
      from: sql`membership`,
      where: sql`(membership.association = association.code AND membership.state = 'active' AND ${rows})`,
      parts: { value: sql`membership.registration` },
      only: ['eq'],
    },
  },
});

/** Members of today by association. @throws HttpError 400 tooMany */
async function membersOf(tx: HubTransaction, { rows, base }: Sight, codes: readonly string[]): Promise<ReadonlyMap<string, readonly Values[]>> {
  const found = await tx
    .selectFrom('membership')
    .select(['association', 'registration'])
    .distinct()
    .where('association', 'in', codes)
    .where('state', '=', 'active')
    .where(rows)
    .orderBy('association')
    .orderBy('registration')
    .limit(MOST_MEMBERS + 1)
    .execute();
  if (found.length > MOST_MEMBERS) throw new HttpError(400, 'tooMany', 'more members than one answer holds: memberList gives them page by page');
  const members = Map.groupBy(found, ({ association }) => association);
  return new Map(
    [...members].map(([code, each]) => [
      code,
      each.map(({ registration }) => ({ value: registration, $ref: `${base}/Users/${registration}`, type: 'User' })),
    ]),
  );
}

/** Associations of those codes in their order, with their members where asked for. */
export async function readGroups(tx: HubTransaction, sight: Sight, codes: readonly string[], withMembers: boolean): Promise<readonly Values[]> {
  if (codes.length === 0) return [];
  const found = new Map(
    (await tx.selectFrom('association').selectAll().where('code', 'in', codes).execute()).map((association) => [association.code, association]),
  );
  const members = withMembers ? await membersOf(tx, sight, codes) : null;
  return codes.flatMap((code) => {
    const association = found.get(code);
    if (!association) return [];
    const { name, tier, above, mastered_by, version, changed_at } = association;
    const list = new URLSearchParams({ filter: `groups.value eq ${JSON.stringify(code)}`, cursor: '' });
    const its = members?.get(code);
    return {
      schemas: [GROUP_SCHEMA, ASSOCIATION],
      id: code,
      displayName: name,
      ...(its && { members: its }),
      [ASSOCIATION]: { tier, ...(above !== null && { above }), masteredBy: mastered_by, memberList: `${sight.base}/Users?${list}` },
      meta: {
        resourceType: 'Group',
        lastModified: changed_at.toISOString(),
        location: `${sight.base}/Groups/${encodeURIComponent(code)}`,
        // Of the association itself: members are told only where they are asked for, and have versions of their own.
        version: `W/"${version}-${changed_at.getTime().toString(36)}"`,
      },
    };
  });
}
