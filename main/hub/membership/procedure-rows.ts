import { AppError } from '../../errors.ts';
import type { Step } from '../../membership/procedures/decide.ts';
import type { PendingProcedure, PlannedStep } from '../../membership/procedures/plan.ts';
import type { ProcedureRequest } from '../../membership/procedures/request.ts';
import type { MemberFields } from '../../membership/tiers/member-fields.ts';
import type { ProcedureKind } from '../../membership/tiers/procedure-kinds.ts';
import type { HubTransaction } from '../store/hub-store.ts';

/** What is kept of a procedure (`procedure.body`). */
export interface ProcedureRecord {
  readonly request: ProcedureRequest;
  /** The person as they were when it was asked: an association that decides does not see others' members. */
  readonly person: MemberFields;
  /** One of the six patterns of 退会. */
  readonly pattern: string | null;
  /** What stood there before each correction, with the answers that fell away with it. */
  readonly corrections: readonly {
    readonly at: string;
    readonly by: string;
    readonly request: ProcedureRequest;
    readonly answers: readonly Step[];
  }[];
}

/** A procedure as it stands. */
export interface Procedure {
  readonly id: string;
  readonly registration: string;
  readonly kind: ProcedureKind;
  readonly record: ProcedureRecord;
  readonly state: 'pending' | 'effective' | 'refused' | 'withdrawn';
  readonly askedBy: string;
  readonly askedAt: Date;
}

const COLUMNS = ['id', 'registration', 'kind', 'body', 'state', 'asked_by', 'asked_at'] as const;

type Stored = { id: string; registration: string; kind: string; body: unknown; state: Procedure['state']; asked_by: string; asked_at: Date };

const procedureOf = ({ id, registration, kind, body, state, asked_by, asked_at }: Stored): Procedure => ({
  id,
  registration,
  kind: kind as ProcedureKind,
  record: body as ProcedureRecord,
  state,
  askedBy: asked_by,
  askedAt: asked_at,
});

/** Held until the transaction ends: of one person one thing is done after the other. */
export async function lockPerson(tx: HubTransaction, registration: string): Promise<void> {
  await tx.selectFrom('person').select('registration').where('registration', '=', registration).forUpdate().execute();
}

/** @throws AppError MEMBERSHIP_PROCEDURE_UNKNOWN where there is none, or none that is seen */
export async function readProcedure(tx: HubTransaction, id: string): Promise<Procedure> {
  const row = await tx.selectFrom('procedure').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('MEMBERSHIP_PROCEDURE_UNKNOWN');
  return procedureOf(row);
}

/** Steps of procedures in their order, as far as they are seen. */
export async function readSteps(tx: HubTransaction, procedure: string): Promise<readonly Step[]> {
  return tx
    .selectFrom('procedure_step')
    .select(['association', 'position', 'part', 'state'])
    .where('procedure', '=', procedure)
    .orderBy('position')
    .execute();
}

/** Procedures of a person that wait, but one. */
export async function pendingOf(tx: HubTransaction, registration: string, except: string | null): Promise<readonly PendingProcedure[]> {
  const rows = await tx
    .selectFrom('procedure')
    .select(COLUMNS)
    .where('registration', '=', registration)
    .where('state', '=', 'pending')
    .$if(except !== null, (query) => query.where('id', '<>', except!))
    .execute();
  return rows.map(procedureOf).map(({ kind, record }) => ({ kind, request: record.request }));
}

export async function writeSteps(tx: HubTransaction, procedure: string, steps: readonly PlannedStep[]): Promise<void> {
  await tx
    .insertInto('procedure_step')
    .values(steps.map((step) => ({ ...step, procedure, state: 'waiting' as const, decided_by: null, decided_at: null, note: '' })))
    .execute();
}
