import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import { openCase } from '../registry/case-file.ts';
import { type CredentialRecord, isOpen } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { ProposalKind, Proposals } from '../second/proposals.ts';
import type { Acting } from '../staff/acting.ts';
import { actorOf, holderFor, recordFor } from './open-holder.ts';

/** A fee as it is entered. `source`: where staff have it from. */
export interface FeeOrder {
  readonly application: string;
  readonly yen: number;
  readonly source: string;
}

/** @throws AppError FEE_NOT_ASKED where none is asked any more, also where a source states one */
function requireAsked(record: CredentialRecord): void {
  const open = record.kind === 'application' && isOpen(record) && record.state !== 'approved' && record.facts['paid'] !== true;
  const fee = open ? feeOf(record, procedureOf(record.procedure ?? '')) : null;
  // A figure that a source states is waived by two persons, never replaced by one.
  if (!fee || (fee.state !== 'unknown' && !fee.entered)) throw new AppError('FEE_NOT_ASKED');
}

/** Notes the figure in the names of whoever entered and confirmed it. @returns the holder */
async function note(parts: AuthorityParts, tx: Kysely<Tables>, people: { by: Acting; second: Acting | null }, order: FeeOrder): Promise<number> {
  const { by, second } = people;
  const { application, yen, source } = order;
  const record = await recordFor(parts, by, application, tx);
  // Confirmed by a run of the program that ended before it could be told so.
  if (second && record.facts['feeYen'] === yen && record.facts['feeSource'] === source) return record.holder;
  requireAsked(record);
  const holder = await holderFor(parts, by, record.holder, tx);
  const file = await openCase(parts, tx, { holder, by: actorOf(by), second: second && actorOf(second), nonce: randomUUID() });
  file.note(application, { feeYen: yen, feeSource: source });
  await file.close();
  const facts = { holder: record.holder, object: application, yen, by: by.id, ...(second && { second: second.id }) };
  await parts.audit.append(tx, { action: 'credential.fee', facts });
  return record.holder;
}

/** A fee that no source on record states. One of nothing is a waiver, so that it is proposed to a second person. @returns the holder @throws AppError FEE_NOT_ASKED, CREDENTIAL_UNKNOWN */
export async function enterFee(parts: AuthorityParts, proposals: Proposals, acting: Acting, order: FeeOrder): Promise<number> {
  requireRole(acting, 'fee');
  const { db } = parts.store;
  const { application, yen, source } = order;
  if (yen > 0) return db.transaction().execute((tx) => note(parts, tx, { by: acting, second: null }, order));
  const record = await recordFor(parts, acting, application);
  requireAsked(record);
  const holder = await holderFor(parts, acting, record.holder);
  await proposals.propose(acting, { kind: 'fee', holder, reason: source, body: { object: application, yen } });
  return record.holder;
}

/** A fee that two persons enter. @throws AppError PROPOSAL_STALE when none is asked any more */
export function feeProposal(parts: AuthorityParts): ProposalKind {
  return {
    roles: () => ['approver'],
    async details({ body, reason }) {
      return [
        { label: 'yen', value: String(body['yen']) },
        { label: 'source', value: reason },
      ];
    },
    async carryOut({ body, reason, by, second }) {
      const { object: application, yen } = body as unknown as { readonly object: string; readonly yen: number };
      const { db } = parts.store;
      await db
        .transaction()
        .execute((tx) => note(parts, tx, { by, second }, { application, yen, source: reason }))
        .catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'FEE_NOT_ASKED') throw new AppError('PROPOSAL_STALE', {}, { cause: error });
          throw error;
        });
    },
  };
}
