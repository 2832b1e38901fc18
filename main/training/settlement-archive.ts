import type { Kysely } from 'kysely';
import type { Participation, Settlement } from '../api/schema/training.ts';
import { AppError } from '../errors.ts';
import { deriveKey, seal, unseal } from '../store/sealing.ts';
import type { Tables } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { commitmentOf, deletedParticipation, frozen, holds, type SettlementBody } from './settlement-body.ts';
import { frozenRow, keepRows, openRows, type SettlementKey } from './settlement-rows.ts';

/** Those who answer for a settlement. */
export interface Answering {
  readonly by: string;
  readonly confirmedBy: string | null;
  readonly reason: string | null;
}

/** What a result was computed from, and what came of it. */
export interface Computed {
  readonly from: Pick<SettlementBody, 'revision' | 'rules' | 'occupationalDailyCap' | 'plan' | 'facts'>;
  readonly participations: readonly Participation[];
}

/** The frozen results on disk, each chained to the one before it of the same seminar. */
export interface SettlementArchive {
  /** Number of the newest, 0 where there is none. `db` may be a transaction. */
  newest(db: Kysely<Tables>, seminar: string): Promise<number>;
  /** Freezes one more, within the caller's transaction. */
  append(transaction: Kysely<Tables>, seminar: string, computed: Computed, answering: Answering): Promise<Settlement>;
  /**
   * Every one, newest first, each compared with its hash, the one before it, and the commitments of its rows.
   * @param factsNow how many facts of the seminar are known
   * @throws AppError AUDIT_CHAIN_BROKEN when one was altered or is missing
   */
  list(seminar: string, factsNow: number): Promise<Settlement[]>;
}

const broken = ({ seminar, number }: SettlementKey): AppError => new AppError('AUDIT_CHAIN_BROKEN', { seminar, settlement: number });

function viewOf(body: SettlementBody, hash: string, answering: Answering, participations: Participation[], factsSince: number): Settlement {
  const { seminar, number, at, rules, revision } = body;
  return { seminar, number, at, ...answering, rules, revision, hash, participations, factsSince };
}

export function settlementArchive(store: Store): SettlementArchive {
  const key = deriveKey(store.masterKey.key, 'settlement');
  const placeOf = ({ seminar, number }: SettlementKey): string => `those who answer for ${JSON.stringify([seminar, number])}`;
  const sealed = (answering: Answering, of: SettlementKey): string =>
    Buffer.from(seal(key, Buffer.from(JSON.stringify(answering)), placeOf(of))).toString('base64');
  const opened = (answering: string, of: SettlementKey): Answering =>
    JSON.parse(Buffer.from(unseal(key, Buffer.from(answering, 'base64'), placeOf(of))).toString('utf8')) as Answering;

  const newestRow = (db: Kysely<Tables>, seminar: string) =>
    db.selectFrom('settlement').select(['number', 'hash']).where('seminar', '=', seminar).orderBy('number', 'desc').limit(1).executeTakeFirst();

  async function open(row: Tables['settlement'], factsNow: number): Promise<Settlement> {
    const body = JSON.parse(row.body) as SettlementBody;
    const rows = await openRows(store, row);
    const participations = body.persons.map((settled): Participation => {
      const kept = rows.get(settled.person);
      if (!kept) return deletedParticipation(settled);
      if (commitmentOf(kept) !== settled.commitment) throw broken(row);
      return JSON.parse(kept.text) as Participation;
    });
    return viewOf(body, row.hash, opened(body.answering, row), participations, factsNow - body.facts.count);
  }

  return {
    newest: async (db, seminar) => (await newestRow(db, seminar))?.number ?? 0,
    async append(transaction, seminar, { from, participations }, answering) {
      const last = await newestRow(transaction, seminar);
      const number = (last?.number ?? 0) + 1;
      const at = store.now().toISOString();
      const rows = new Map(participations.map((participation) => [participation.person, frozenRow(participation)]));
      const persons = participations.map(({ person, totals }) => ({ person, totals, commitment: commitmentOf(rows.get(person)!) }));
      const body: SettlementBody = {
        format: 'hpki-desk-settlement/1',
        seminar,
        number,
        at,
        answering: sealed(answering, { seminar, number }),
        previous: last?.hash ?? '',
        persons,
        ...from,
      };
      const { text, hash } = frozen(body);
      await transaction.insertInto('settlement').values({ seminar, number, at, body: text, hash }).execute();
      const kept = await keepRows(store, transaction, { seminar, number }, rows);
      const shown = participations.map((participation, index) =>
        kept.has(participation.person) ? participation : deletedParticipation(persons[index]!),
      );
      return viewOf(body, hash, answering, shown, 0);
    },
    async list(seminar, factsNow) {
      const rows = await store.db.selectFrom('settlement').selectAll().where('seminar', '=', seminar).orderBy('number').execute();
      let previous = '';
      const settlements: Settlement[] = [];
      for (const row of rows) {
        if (!holds(row, previous)) throw broken(row);
        previous = row.hash;
        settlements.unshift(await open(row, factsNow));
      }
      return settlements;
    },
  };
}
