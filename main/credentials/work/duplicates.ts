import { sql } from 'kysely';
import type { z } from 'zod';
import type { duplicate } from '../../api/schema/credentials.ts';
import type { AuthorityParts } from '../parts.ts';
import { recordListed } from '../records/listed.ts';
import { requireRole } from '../registry/scope.ts';
import { IDENTITY_KINDS, rangeOf } from '../registry/tokens.ts';
import type { Acting } from '../staff/acting.ts';
import { hitsOf } from './hits.ts';

type Duplicate = z.infer<typeof duplicate>;

const NAMES = { registration: 'registration', memberId: 'member-id', nameAndBirth: 'name-and-birth', kanaAndBirth: 'kana-and-birth' } as const;
/** Pairs that one question shows. */
const MOST = 200;

/** Holders who may be one person: they share a number, or a name or reading and the birth date. People decide. */
export async function duplicateHolders(parts: AuthorityParts, acting: Acting): Promise<readonly Duplicate[]> {
  requireRole(acting, 'look');
  const { store, holders } = parts;
  const pairs = new Map<string, { readonly a: number; readonly b: number; readonly by: Set<Duplicate['by'][number]> }>();
  const { association } = acting;
  const own = association === null ? sql`` : sql`AND holder IN (SELECT id FROM credential_holder WHERE association = ${association})`;
  for (const kind of IDENTITY_KINDS) {
    const [from, until] = rangeOf(kind);
    // Each with the first of those who share.
    const { rows } = await sql<{ a: number; b: number }>`
      WITH shared AS (
        SELECT token, min(holder) AS a FROM credential_token WHERE token >= ${from} AND token < ${until} ${own} GROUP BY token HAVING count(*) > 1 LIMIT ${MOST}
      )
      SELECT shared.a, holder AS b FROM shared JOIN credential_token USING (token) WHERE holder > shared.a ${own} LIMIT ${MOST}`.execute(store.db);
    for (const { a, b } of rows) {
      const pair = pairs.get(`${a} ${b}`) ?? { a, b, by: new Set() };
      pair.by.add(NAMES[kind]);
      pairs.set(`${a} ${b}`, pair);
    }
  }
  const found = await holders.many(
    store.db,
    [...pairs.values()].flatMap(({ a, b }) => [a, b]),
  );
  const hits = new Map((await hitsOf(parts, [...found.values()])).map((hit) => [hit.holder, hit]));
  const answers = [...pairs.values()].flatMap(({ a, b, by }) => {
    const [holder, other] = [hits.get(a), hits.get(b)];
    return holder && other ? [{ holder, other, by: [...by] }] : [];
  });
  await recordListed(
    parts,
    acting,
    'duplicates',
    answers.flatMap(({ holder, other }) => [holder.holder, other.holder]),
  );
  return answers;
}
