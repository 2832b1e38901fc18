import { sql } from 'kysely';
import * as z from 'zod';
import type { z as Z } from 'zod';
import table from '../../../resources/credentials/retention.json' with { type: 'json' };
import type { retentionPreview } from '../../api/schema/credential-records.ts';
import { endDeletion } from '../../audit/delete-person.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { forgetHolder } from './forget-holder.ts';
import { recordListed } from './listed.ts';
import { requireRole } from '../registry/scope.ts';
import type { ProposalKind, Proposals } from '../second/proposals.ts';
import { requireDay } from '../work/day.ts';
import type { Acting } from '../staff/acting.ts';

type Preview = Z.infer<typeof retentionPreview>;

const SETTING = 'credential retention';
const kept = z.record(z.string(), z.number().int().min(1).max(100).nullable());
/** Persons of one preview. */
const MOST = 1_000;
/** Persons whom a second person is shown. */
const SHOWN = 200;

/** Of whom a rule speaks: `live` and `open` are what keeps somebody; whether a card was ever handed over tells the two rules apart. */
const LIVE = sql`('active', 'pin-blocked', 'held', 'at-desk', 'personalised', 'on-hold', 'revoke-requested')`;
const CLOSED = sql`('done', 'rejected', 'withdrawn')`;
const OPEN_ORDER = sql`('handed-over', 'cancelled')`;

const everHadCard = sql<boolean>`EXISTS (SELECT 1 FROM credential_event AS e WHERE e.holder = h.id AND e.transition IN ('activate', 'take-over'))`;
const RULES: Readonly<Record<string, ReturnType<typeof sql<boolean>>>> = { ended: everHadCard, 'never-issued': sql<boolean>`NOT ${everHadCard}` };

async function rulesOf({ store }: AuthorityParts): Promise<Preview['rules']> {
  const set = kept.safeParse(await readSetting(store.db, SETTING)).data ?? {};
  return table.rules.map(({ id, years }) => ({ id, years: set[id] === undefined ? years : set[id], source: table.source }));
}

const yearsBefore = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;

/** Nothing of theirs is live or under way, and nothing happened or was changed since. */
async function found({ store }: AuthorityParts, rule: string, before: string) {
  const { rows } = await sql<{ id: number; latest: string }>`
    SELECT h.id, max(h.changed_at, coalesce(max(o.since), '')) AS latest FROM credential_holder AS h LEFT JOIN credential_object AS o ON o.holder = h.id
    WHERE h.sealed IS NOT NULL AND ${RULES[rule]!}
    GROUP BY h.id
    HAVING latest < ${before}
      AND NOT coalesce(max((o.kind IN ('card', 'certificate') AND o.state IN ${LIVE}) OR (o.kind = 'application' AND o.state NOT IN ${CLOSED}) OR (o.kind = 'order' AND o.state NOT IN ${OPEN_ORDER})), 0)
    ORDER BY 2 LIMIT ${MOST}`.execute(store.db);
  return rows;
}

async function retentionOf(parts: AuthorityParts, acting: Acting): Promise<Preview> {
  requireRole(acting, 'retention');
  const rules = await rulesOf(parts);
  const rows: Preview['rows'] = [];
  for (const { id: rule, years } of rules) {
    if (years === null) continue;
    const persons = await found(parts, rule, yearsBefore(today(parts), years));
    const holders = await parts.holders.many(
      parts.store.db,
      persons.map(({ id }) => id),
    );
    for (const { id, latest } of persons)
      rows.push({ holder: id, name: holders.get(id)?.fields?.name ?? '', rule, since: dayInJapan(Date.parse(latest)) });
  }
  return { rows, rules };
}

/** Whose data the rules say to delete now; who was shown is recorded. @throws AppError STAFF_ROLE_NEEDED */
export async function previewRetention(parts: AuthorityParts, acting: Acting): Promise<Preview> {
  const preview = await retentionOf(parts, acting);
  await recordListed(
    parts,
    acting,
    'retention',
    preview.rows.map(({ holder }) => holder),
  );
  return preview;
}

/** Sets for how many years a rule keeps; `null`: it deletes nobody. */
export async function setRetention(parts: AuthorityParts, acting: Acting, rule: string, years: number | null): Promise<void> {
  requireRole(acting, 'retention');
  if (!table.rules.some(({ id }) => id === rule)) throw new AppError('USAGE_WRONG', { note: rule });
  const set = kept.safeParse(await readSetting(parts.store.db, SETTING)).data ?? {};
  await parts.store.db.transaction().execute(async (tx) => {
    await keepSetting(tx, SETTING, { ...set, [rule]: years });
    await parts.audit.append(tx, { action: 'settings.changed', facts: { setting: `retention ${rule}`, years, by: acting.id } });
  });
}

/** Proposes to delete persons whom a rule names now. @throws AppError BULK_CHANGED for anybody else */
export async function proposeRetention(parts: AuthorityParts, proposals: Proposals, acting: Acting, holders: readonly number[]): Promise<string> {
  await requireDay(parts);
  const { rows } = await retentionOf(parts, acting);
  const named = new Set(rows.map(({ holder }) => holder));
  if (!holders.every((holder) => named.has(holder))) throw new AppError('BULK_CHANGED');
  return proposals.propose(acting, { kind: 'retention', holder: null, reason: '', body: { holders, count: holders.length, transition: 'delete' } });
}

/** Destroys the keys of persons whom a rule still names; their events stay, and the chain still verifies. */
export function retentionProposal(parts: AuthorityParts): ProposalKind {
  const { store, audit, holders } = parts;
  return {
    roles: () => ['approver'],
    async details({ body }) {
      const named = (body['holders'] as readonly number[]).slice(0, SHOWN);
      const people = await holders.many(store.db, named);
      return named.map((holder) => ({ label: 'person', value: people.get(holder)?.fields?.name ?? '', holder }));
    },
    async carryOut({ id, body, by, second }) {
      await requireDay(parts);
      const { rows } = await retentionOf(parts, second);
      const rules = new Map(rows.map(({ holder, rule }) => [holder, rule]));
      for (const holder of body['holders'] as readonly number[]) {
        const rule = rules.get(holder);
        if (rule === undefined) continue;
        await store.db.transaction().execute(async (tx) => {
          await forgetHolder(parts, tx, await holders.get(tx, holder));
          await audit.append(tx, { action: 'holder.deleted', facts: { holder, rule, proposal: id, by: by.id, second: second.id } });
        });
      }
      await endDeletion(store);
    },
  };
}
