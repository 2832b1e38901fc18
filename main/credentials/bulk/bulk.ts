import { createHash } from 'node:crypto';
import type { BulkOrder, BulkPreview } from '../../api/schema/credentials.ts';
import { canonicalJson } from '../../audit/canonical-json.ts';
import { AppError } from '../../errors.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { requireDay } from '../work/day.ts';
import { closedBecause } from '../procedures/openings.ts';
import { procedureOf } from '../procedures/table.ts';
import { recordListed } from '../records/listed.ts';
import { assertable, established } from '../registry/evidence.ts';
import { papersOf } from '../registry/papers-of.ts';
import { requireRole } from '../registry/scope.ts';
import type { Confirmed, ProposalKind, Proposals } from '../second/proposals.ts';
import type { Acting } from '../staff/acting.ts';
import { caseWithin } from '../work/open-holder.ts';
import { advanceRows } from './advances.ts';
import { renewalRows } from './renewals.ts';

const digestOf = (rows: BulkPreview['rows']): string =>
  createHash('sha256')
    .update(canonicalJson(rows.map(({ object, from, to }) => ({ object, from, to }))))
    .digest('hex');

async function bulkOf(parts: AuthorityParts, acting: Acting, order: BulkOrder): Promise<BulkPreview> {
  requireRole(acting, 'bulk');
  const rows = [...(await (order.task === 'advance' ? advanceRows : renewalRows)(parts, acting, order))];
  const changes = rows.filter(({ to }) => to !== null);
  return {
    rows,
    changes: changes.length,
    left: rows.length - changes.length,
    fees: changes.reduce((sum, { fee }) => sum + (fee ?? 0), 0),
    digest: digestOf(rows),
  };
}

/** What would change, row by row, and what would be left as it is; who was shown is recorded. @throws AppError STAFF_ROLE_NEEDED, USAGE_WRONG */
export async function previewBulk(parts: AuthorityParts, acting: Acting, order: BulkOrder): Promise<BulkPreview> {
  const preview = await bulkOf(parts, acting, order);
  await recordListed(
    parts,
    acting,
    'bulk',
    preview.rows.map(({ holder }) => holder),
  );
  return preview;
}

/** Proposes exactly what was previewed to a second person. @throws AppError BULK_CHANGED, NOTHING_TO_EXPORT */
export async function proposeBulk(
  parts: AuthorityParts,
  proposals: Proposals,
  acting: Acting,
  { digest, ...order }: BulkOrder & { readonly digest: string },
): Promise<string> {
  const preview = await bulkOf(parts, acting, order);
  if (preview.digest !== digest) throw new AppError('BULK_CHANGED');
  const items = preview.rows.flatMap(({ object, holder, from, to }) => (to === null ? [] : [{ object, holder, from }]));
  if (items.length === 0) throw new AppError('BULK_CHANGED');
  const { task, transition, evidence, reason } = order;
  return proposals.propose(acting, {
    kind: 'bulk',
    holder: null,
    reason,
    body: { task, transition: transition ?? task, evidence, items, count: items.length },
  });
}

interface BulkBody {
  readonly task: BulkOrder['task'];
  readonly transition: string;
  readonly evidence: readonly string[];
  readonly items: readonly { readonly object: string; readonly holder: number; readonly from: string }[];
}
type Item = BulkBody['items'][number];

/** Objects in one transaction: others at the desk wait for a fraction of a second. */
const AT_ONCE = 50;
/** Objects that a second person is shown; how many there are is told beside. */
const SHOWN = 200;

/** One object of a bulk change, in the names of both; one that has moved on since is left. */
async function carryOutOne(
  parts: AuthorityParts,
  { id, body, reason, by, second }: Confirmed,
  item: Item,
  tx: AuthorityParts['store']['db'],
): Promise<boolean> {
  const { task, transition, evidence } = body as unknown as BulkBody;
  const { object, holder, from } = item;
  const order = { acting: by, second, holder, nonce: `${id}/${object}` };
  const done = await caseWithin(parts, tx, order, async (file) => {
    const record = file.find(object);
    if (record.state !== from) return false;
    if (task === 'advance') {
      const papers = record.kind === 'application' ? await papersOf(parts.store, tx, file.holder) : new Map();
      file.move({ object, transition, evidence: [...assertable(evidence), ...established(record, papers.get(object) ?? [])], reason });
      return true;
    }
    if (task === 'open-renewals') {
      // Somebody may have opened it by hand since.
      if (closedBecause(procedureOf('renewal'), file.records) !== null) return false;
      const facts = { channel: 'paper', reason: null, receivedOn: today(parts), member: file.holder.member, procedure: 'renewal', card: object };
      const application = file.create({ kind: 'application', parent: null, procedure: procedureOf('renewal').id, facts });
      file.print({ object: application.id, template: 'renewal-notice', facts: {} });
      return true;
    }
    file.event(object, 'notice', { noticedOn: today(parts) });
    file.print({ object, template: 'renewal-notice', facts: {} });
    return true;
  }).catch((error: unknown) => {
    if (error instanceof AppError && ['TRANSITION_REFUSED', 'CREDENTIAL_UNKNOWN', 'HOLDER_UNKNOWN'].includes(error.code)) return false;
    throw error;
  });
  return done === true;
}

/** Carries a bulk change out, part by part; after a crash it goes on where it was, and nothing is done twice. */
export function bulkProposal(parts: AuthorityParts): ProposalKind {
  return {
    roles: () => ['approver'],
    async details({ body }) {
      const { items, evidence } = body as unknown as BulkBody;
      const shown = items.slice(0, SHOWN);
      const people = await parts.holders.many(
        parts.store.db,
        shown.map(({ holder }) => holder),
      );
      const rows = shown.map(({ object, holder, from }) => ({
        ...{ label: 'row', value: people.get(holder)?.fields?.name ?? '' },
        ...{ object, state: from, holder },
      }));
      return evidence.length === 0 ? rows : [{ label: 'evidence', value: evidence.join(' ') }, ...rows];
    },
    async carryOut(proposal) {
      await requireDay(parts);
      const { items, task, transition } = proposal.body as unknown as BulkBody;
      let changed = 0;
      for (let start = 0; start < items.length; start += AT_ONCE) {
        changed += await parts.store.db.transaction().execute(async (tx) => {
          let done = 0;
          for (const item of items.slice(start, start + AT_ONCE)) if (await carryOutOne(parts, proposal, item, tx)) done += 1;
          return done;
        });
      }
      const facts = {
        proposal: proposal.id,
        task,
        transition,
        changed,
        left: items.length - changed,
        by: proposal.by.id,
        second: proposal.second.id,
      };
      await parts.audit.record({ action: 'credential.bulk', facts });
    },
  };
}
