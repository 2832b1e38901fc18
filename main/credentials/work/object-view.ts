import type { CredentialObject } from '../../api/schema/credentials.ts';
import type { Actor } from '../machines/decide.ts';
import type { Paper } from '../procedures/checklist.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import { actionsOf } from '../registry/actions.ts';
import { checklistFor, established } from '../registry/evidence.ts';
import type { CredentialRecord } from '../registry/record.ts';

/** An object, everything around it, and who looks. */
export interface ObjectQuestion {
  readonly record: CredentialRecord;
  readonly records: readonly CredentialRecord[];
  readonly papers: readonly Paper[];
  readonly actor: Actor;
  readonly today: string;
  readonly revocation: CredentialObject['revocation'];
  readonly nameOf: (id: string) => string;
}

/** Marks that the program keeps for itself. */
const INWARD = new Set(['wanted', 'wantedBy', 'parked', 'dueOn', 'workDone', 'paid', 'waived', 'feeYen', 'feeSource', 'certificateEvidence']);

/** An object as the page of its holder shows it. */
export function objectView({ record, records, papers, actor, today, revocation, nameOf }: ObjectQuestion): CredentialObject {
  const { id, kind, state, since, due, expires, parent, procedure, queue, facts } = record;
  const application = kind === 'application';
  const checklist = application ? checklistFor(record, papers) : [];
  return {
    ...{ id, kind, state, since, due, expires, parent, procedure, queue, revocation },
    facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !INWARD.has(name))),
    fee: application ? feeOf(record, procedureOf(procedure ?? '')) : null,
    checklist: checklist.map((item) => ({ ...item, evidence: item.evidence && { ...item.evidence, by: nameOf(item.evidence.by) } })),
    actions: [...actionsOf({ record, records, actor, established: established(record, papers), today })],
  };
}
