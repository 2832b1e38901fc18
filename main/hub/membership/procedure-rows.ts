import { type Selectable, sql } from 'kysely';
import { AppError } from '../../errors.ts';
import type { Step } from '../../membership/procedures/decide.ts';
import type { PendingProcedure, PlannedStep } from '../../membership/procedures/plan.ts';
import type { ProcedureRequest } from '../../membership/procedures/request.ts';
import type { MemberFields } from '../../membership/tiers/member-fields.ts';
import type { ProcedureKind } from '../../membership/tiers/procedure-kinds.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import type { HubTables } from '../store/schema.ts';

/** What is kept of a procedure (`procedure.body`). */
export interface ProcedureRecord {
  readonly request: ProcedureRequest;
  /** The person as whoever asked knows them; of somebody whom they do not see, what they were told and no more. */
  readonly person: MemberFields;
  /** Version of the terms that somebody who is no member yet has agreed to; written down once it takes effect. */
  readonly terms?: string;
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
  /** When it was decided or taken back. */
  readonly closedAt: Date | null;
}

const COLUMNS = ['procedure.id', 'registration', 'kind', 'body', 'procedure.state', 'asked_by', 'asked_at', 'closed_at'] as const;

type Stored = Omit<Selectable<HubTables['procedure']>, 'body'> & { readonly body: unknown };

const procedureOf = ({ id, registration, kind, body, state, asked_by, asked_at, closed_at }: Stored): Procedure => ({
  id,
  registration,
  kind: kind as ProcedureKind,
  record: body as ProcedureRecord,
  state,
  askedBy: asked_by,
  askedAt: asked_at,
  closedAt: closed_at,
});

const selected = (tx: HubTransaction) => tx.selectFrom('procedure').select(COLUMNS);

/** Procedures as far as they are seen, the newest first. */
export async function readProcedures(
  tx: HubTransaction,
  narrowed: (query: ReturnType<typeof selected>) => ReturnType<typeof selected>,
): Promise<readonly Procedure[]> {
  const rows = await narrowed(selected(tx)).orderBy('asked_at', 'desc').orderBy('procedure.id', 'desc').execute();
  return rows.map(procedureOf);
}

/** Number of the locks of persons. */
const PERSONS = 6_003;

/** Held until the transaction ends: of one person, whether known or not, one thing is done after the other. */
export async function lockPerson(tx: HubTransaction, registration: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${PERSONS}, ${Number(registration)})`.execute(tx);
}

/** @throws AppError MEMBERSHIP_PROCEDURE_UNKNOWN where there is none, or none that is seen */
export async function readProcedure(tx: HubTransaction, id: string): Promise<Procedure> {
  const row = await selected(tx).where('procedure.id', '=', id).executeTakeFirst();
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
  const rows = await selected(tx)
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
