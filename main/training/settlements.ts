import type { Seminar, SeminarPlan, Settlement, Statistics } from '../api/schema/training.ts';
import type { FactLog } from '../attendance/facts/log.ts';
import { refuseAltered } from '../attendance/facts/verify.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { minuteInJapan } from '../day-in-japan.ts';
import { AppError } from '../errors.ts';
import type { People } from '../membership/people.ts';
import type { Store } from '../store/store.ts';
import { atTheSameTime, elsewhereOf, type Recorded } from './elsewhere.ts';
import { participationsOf } from './participation.ts';
import { type LocalRulesBook, rulesVersionWith } from './rules/local-rules.ts';
import type { OperationMove, Seminars } from './seminars.ts';
import { type Answering, type Computed, settlementArchive } from './settlement-archive.ts';
import { factsDigest, planDigest, previewHash } from './settlement-body.ts';
import { isSettled } from './states.ts';
import { statisticsOf } from './statistics.ts';

/** The results of seminars: computed from facts, and frozen when somebody answers for them. */
export interface Settlements {
  /** As computed now, number 0; nothing is written. @throws AppError SEMINAR_UNKNOWN */
  preview(seminar: string): Promise<Settlement>;
  /**
   * Freezes the result (確定) and moves the seminar to `settled`.
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_SETTLED, SEMINAR_NOT_OVER, SEMINAR_STATE_REFUSED, SEMINAR_CHANGED_MEANWHILE, REASON_NEEDED, FACTS_BROKEN
   */
  settle(seminar: string, by: string): Promise<Settlement>;
  /**
   * Freezes a corrected result, for which two different persons answer, and moves the seminar to `corrected`.
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_NOT_SETTLED, SEMINAR_NOT_OVER, SEMINAR_CHANGED_MEANWHILE, SECOND_PERSON_NEEDED, REASON_NEEDED, FACTS_BROKEN
   */
  correct(seminar: string, by: string, confirmedBy: string, reason: string): Promise<Settlement>;
  /** Passes when the last session has ended in true time. @throws AppError SEMINAR_UNKNOWN, SEMINAR_NOT_OVER with the end by the plan */
  requireOver(seminar: string): void;
  /** Every frozen result, newest first. @throws AppError SEMINAR_UNKNOWN, AUDIT_CHAIN_BROKEN when one was altered or is missing */
  list(seminar: string): Promise<Settlement[]>;
  /** @throws AppError SEMINAR_UNKNOWN */
  statistics(seminar: string): Promise<Statistics>;
}

export interface SettlementParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Pick<Seminars, 'get' | 'list' | 'moveWith'>;
  readonly people: Pick<People, 'byId' | 'booked'>;
  readonly facts: Pick<FactLog, 'of'>;
  readonly localRules: Pick<LocalRulesBook, 'current'>;
  /** True time minus the clock of this desk, milliseconds; `null`: not known. */
  readonly offsetMs: () => number | null;
}

const OPERATIONS = {
  settle: { to: 'settled', action: 'seminar.settled' },
  correct: { to: 'corrected', action: 'seminar.corrected' },
} as const satisfies Readonly<Record<string, { readonly to: OperationMove['to']; readonly action: string }>>;

/** Names as they are compared: width, case, spaces, variants of letters and what cannot be seen make no other person. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();

const endOf = ({ sessions }: SeminarPlan): number => Math.max(...sessions.map(({ endsAt }) => Date.parse(endsAt)));

export function openSettlements({ store, audit, seminars, people, facts: log, localRules, offsetMs }: SettlementParts): Settlements {
  const archive = settlementArchive(store);
  const trueNow = (): number => store.now().getTime() + (offsetMs() ?? 0);

  /** What is presumed of whoever did not tap out is true only when it has come about. */
  function requireOver({ id, plan }: Seminar): void {
    const end = endOf(plan);
    if (trueNow() < end) throw new AppError('SEMINAR_NOT_OVER', { seminar: id, until: minuteInJapan(end) });
  }

  /** The result from what is known now. */
  async function compute({ id, plan, revision }: Seminar): Promise<Computed> {
    const facts = await log.of(id);
    const until = trueNow();
    const others: Recorded[] = [];
    for (const other of atTheSameTime(id, plan, seminars.list())) others.push({ seminar: other.id, plan: other.plan, facts: await log.of(other.id) });
    const elsewhere = elsewhereOf({ seminar: id, plan, facts }, others, until);
    const local = localRules.current;
    return {
      from: {
        revision,
        rules: rulesVersionWith(local),
        occupationalDailyCap: local.occupationalDailyCap,
        plan: planDigest(plan),
        facts: factsDigest(facts.map(({ hash }) => hash)),
      },
      participations: participationsOf({ seminar: id, plan, people, facts, local, until, elsewhere }),
    };
  }

  async function freeze(seminar: Seminar, operation: keyof typeof OPERATIONS, answering: Answering): Promise<Settlement> {
    const { id } = seminar;
    requireOver(seminar);
    await refuseAltered(store, id);
    const computed = await compute(seminar);
    const { to, action } = OPERATIONS[operation];
    const written = Promise.withResolvers<Settlement>();
    // The reason may name people: it is kept sealed with the settlement, not with the move.
    await seminars.moveWith(id, { by: operation, to, reason: '' }, async (transaction, before) => {
      if (before.revision !== computed.from.revision) throw new AppError('SEMINAR_CHANGED_MEANWHILE', { seminar: id, revision: before.revision });
      // Another station may have settled it: its result is there, not here.
      if (operation === 'correct' && (await archive.newest(transaction, id)) === 0) throw new AppError('SEMINAR_NOT_SETTLED', { seminar: id });
      const settlement = await archive.append(transaction, id, computed, answering);
      const { number, hash, participations } = settlement;
      await audit.append(transaction, { action, facts: { seminar: id, number, persons: participations.length, hash } });
      written.resolve(settlement);
    });
    return written.promise;
  }

  return {
    async preview(seminar) {
      const { from, participations } = await compute(seminars.get(seminar));
      const { revision, rules, plan, facts } = from;
      const at = store.now().toISOString();
      const hash = previewHash({ rules, plan, facts, participations });
      return {
        seminar,
        number: 0,
        at,
        by: '',
        confirmedBy: null,
        reason: null,
        rules,
        revision,
        hash,
        participations: [...participations],
        factsSince: 0,
      };
    },
    async settle(seminar, by) {
      const known = seminars.get(seminar);
      if (folded(by) === '') throw new AppError('REASON_NEEDED');
      if (isSettled(known.state)) throw new AppError('SEMINAR_SETTLED', { seminar });
      return freeze(known, 'settle', { by, confirmedBy: null, reason: null });
    },
    async correct(seminar, by, confirmedBy, reason) {
      const known = seminars.get(seminar);
      if (!isSettled(known.state)) throw new AppError('SEMINAR_NOT_SETTLED', { seminar });
      const [first, second] = [folded(by), folded(confirmedBy)];
      if (first === '' || second === '' || first === second) throw new AppError('SECOND_PERSON_NEEDED');
      if (reason.trim() === '') throw new AppError('REASON_NEEDED');
      return freeze(known, 'correct', { by, confirmedBy, reason });
    },
    requireOver: (seminar) => requireOver(seminars.get(seminar)),
    async list(seminar) {
      const { id } = seminars.get(seminar);
      return archive.list(id, (await log.of(id)).length);
    },
    async statistics(seminar) {
      const known = seminars.get(seminar);
      const [{ participations }, facts] = await Promise.all([compute(known), log.of(seminar)]);
      return statisticsOf(known.plan, facts, participations);
    },
  };
}
