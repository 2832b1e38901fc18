import type { Seminar, Settlement, Statistics } from '../api/schema/training.ts';
import type { FactLog } from '../attendance/facts/log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { People } from '../membership/people.ts';
import type { Store } from '../store/store.ts';
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
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_SETTLED, SEMINAR_STATE_REFUSED, SEMINAR_CHANGED_MEANWHILE, REASON_NEEDED
   */
  settle(seminar: string, by: string): Promise<Settlement>;
  /**
   * Freezes a corrected result, for which two different persons answer, and moves the seminar to `corrected`.
   * @throws AppError SEMINAR_UNKNOWN, SEMINAR_NOT_SETTLED, SEMINAR_CHANGED_MEANWHILE, SECOND_PERSON_NEEDED, REASON_NEEDED
   */
  correct(seminar: string, by: string, confirmedBy: string, reason: string): Promise<Settlement>;
  /** Every frozen result, newest first. @throws AppError SEMINAR_UNKNOWN, AUDIT_CHAIN_BROKEN when one was altered or is missing */
  list(seminar: string): Promise<Settlement[]>;
  /** @throws AppError SEMINAR_UNKNOWN */
  statistics(seminar: string): Promise<Statistics>;
}

export interface SettlementParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Pick<Seminars, 'get' | 'moveWith'>;
  readonly people: Pick<People, 'byId' | 'booked'>;
  readonly facts: Pick<FactLog, 'of'>;
  readonly localRules: Pick<LocalRulesBook, 'current'>;
}

const OPERATIONS = {
  settle: { to: 'settled', action: 'seminar.settled' },
  correct: { to: 'corrected', action: 'seminar.corrected' },
} as const satisfies Readonly<Record<string, { readonly to: OperationMove['to']; readonly action: string }>>;

/** Names as they are compared: width, case and spaces make no other person. */
const folded = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '').toLowerCase();

export function openSettlements({ store, audit, seminars, people, facts: log, localRules }: SettlementParts): Settlements {
  const archive = settlementArchive(store);

  /** The result from what is known now. */
  async function compute({ id, plan, state, revision }: Seminar): Promise<Computed> {
    const facts = await log.of(id);
    const over = state === 'closed' || isSettled(state);
    const local = localRules.current;
    return {
      from: {
        revision,
        rules: rulesVersionWith(local),
        occupationalDailyCap: local.occupationalDailyCap,
        plan: planDigest(plan),
        facts: factsDigest(facts.map(({ hash }) => hash)),
      },
      participations: participationsOf({ seminar: id, plan, people, facts, local, until: over ? null : store.now().getTime() }),
    };
  }

  async function freeze(seminar: Seminar, operation: keyof typeof OPERATIONS, answering: Answering): Promise<Settlement> {
    const { id } = seminar;
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
