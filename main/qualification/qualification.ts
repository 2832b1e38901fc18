import { randomUUID } from 'node:crypto';
import type { HpkiCard } from '../../card/hpki/card.ts';
import type {
  Attestation,
  EmergencyView,
  KeptQualifications,
  QualificationOrder,
  QualificationProgress,
  QualificationView,
} from '../api/schema/qualification.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { CardDesk } from '../cards/card-desk.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { Latest } from '../latest.ts';
import type { NamedBytes } from '../named-bytes.ts';
import type { PinDesk } from '../signing/pin-desk.ts';
import type { Store } from '../store/store.ts';
import type { Trust } from '../verification/trust.ts';
import type { Language } from '../words/words.ts';
import { emergencyOf } from './emergency.ts';
import { judgementOf } from './findings.ts';
import { keptRecords } from './kept.ts';
import { qualificationPdf } from './pdf.ts';
import { proveQualification } from './prove.ts';
import { readQualification } from './read.ts';
import type { QualificationRecord } from './record.ts';
import { qualificationReport } from './view.ts';

/** Checks of the qualification that somebody's card states, for the office of a hospital. */
export interface Qualification extends AsyncDisposable {
  /**
   * One check at a time; ending the iteration ends it. The result stays in memory until the next check or `forget`.
   * @throws AppError QUALIFICATION_RUNNING
   */
  check(order: QualificationOrder, signal?: AbortSignal): AsyncGenerator<QualificationProgress, void>;
  /** @throws AppError QUALIFICATION_UNKNOWN; so of all that take a result or record */
  record(result: string): QualificationRecord;
  view(result: string, attestation: Attestation, language: Language): QualificationView;
  pdf(result: string, attestation: Attestation, language: Language): Promise<NamedBytes>;
  keep(result: string, attestation: Attestation): Promise<KeptQualifications>;
  forget(result: string): void;
  records(): Promise<KeptQualifications>;
  recordPdf(id: string, language: Language): Promise<NamedBytes>;
  delete(id: string): Promise<KeptQualifications>;
  setRetention(months: number | null): Promise<KeptQualifications>;
  /** Who the card on a reader names, by what was read of it and is at hand now; nothing is waited for, no PIN is asked, nothing is recorded. @throws CardError */
  emergency(reader: string): Promise<EmergencyView>;
}

export interface QualificationOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly pinDesk: PinDesk;
  readonly cards: Pick<CardDesk, 'live' | 'shown' | 'asRead' | 'openSigner' | 'use'>;
  readonly trust: () => Promise<Trust>;
  /** The same by what is at hand alone. */
  readonly presentTrust: () => Promise<Trust>;
}

const BEGUN: QualificationProgress = { state: 'reading', pinPage: null, triesLeft: null, result: null, failure: null };

/** How often a program that goes on for days looks for records whose day has come. */
const LOOK_MS = 3_600_000;

/** Opens the checks; records whose day has come are deleted, also while the program was away. */
export async function openQualification({ store, audit, pinDesk, cards, trust, presentTrust }: QualificationOptions): Promise<Qualification> {
  const kept = keptRecords({ store, audit });
  await kept.expire();
  const looking = setInterval(() => void kept.expire().catch((error: unknown) => console.error(error)), LOOK_MS).unref();
  let current: { readonly id: string; readonly record: QualificationRecord } | null = null;
  let running: { readonly stop: AbortController; readonly work: Promise<void> } | null = null;

  function found(result: string): QualificationRecord {
    if (current?.id !== result) throw new AppError('QUALIFICATION_UNKNOWN');
    return current.record;
  }

  const triesLeft = (reader: string): number | null =>
    cards.live.view.readers.find(({ name }) => name === reader)?.applications.find(({ kind }) => kind === 'authentication')?.pinTriesLeft ?? null;

  async function checked(
    { reader, possession }: QualificationOrder,
    progress: Latest<QualificationProgress>,
    signal: AbortSignal,
  ): Promise<QualificationRecord> {
    await cards.live.settled();
    const card: HpkiCard = await cards.shown(reader);
    const read = await readQualification(card, await trust(), store.now());
    if (!possession || signal.aborted) return read;
    const announce = (pinPage: string | null, tries: number | null) => progress.set({ ...BEGUN, state: 'awaiting-pin', pinPage, triesLeft: tries });
    const proof = await proveQualification(reader, read, {
      cards,
      pinDesk,
      audit,
      signal,
      announce,
      now: store.now,
      triesLeft: () => triesLeft(reader),
    });
    return { ...read, possession: proof };
  }

  async function run(order: QualificationOrder, progress: Latest<QualificationProgress>, signal: AbortSignal): Promise<void> {
    try {
      const record = await checked(order, progress, signal);
      const { answer, because } = judgementOf(record, null);
      const test = record.applications.some((application) => application.test);
      await audit.record({
        action: 'qualification.checked',
        facts: { reader: order.reader, answer, because, possession: record.possession.state, test },
      });
      current = { id: randomUUID(), record };
      progress.set({ ...BEGUN, state: 'done', result: current.id });
    } catch (error) {
      progress.set({ ...BEGUN, state: 'failed', failure: toFailure(error) });
    } finally {
      running = null;
      progress.end();
    }
  }

  function begin(order: QualificationOrder, signal: AbortSignal | undefined): Latest<QualificationProgress> {
    if (running) throw new AppError('QUALIFICATION_RUNNING');
    current = null;
    const progress = new Latest(BEGUN);
    const stop = new AbortController();
    signal?.addEventListener('abort', () => stop.abort(), { once: true });
    if (signal?.aborted) stop.abort();
    const work = Promise.resolve().then(() => run(order, progress, stop.signal));
    running = { stop, work };
    return progress;
  }

  async function* follow(progress: Latest<QualificationProgress>): AsyncGenerator<QualificationProgress, void> {
    const stop = running?.stop;
    try {
      yield* progress.watch();
    } finally {
      stop?.abort();
    }
  }

  return {
    check: (order, signal) => follow(begin(order, signal)),
    record: found,
    view(result, attestation, language) {
      const record = found(result);
      return {
        answer: judgementOf(record, attestation).answer,
        report: qualificationReport({ record, attestation }, language),
        failure: record.possession.failure,
      };
    },
    pdf: async (result, attestation, language) => qualificationPdf({ record: found(result), attestation }, language),
    async keep(result, attestation) {
      await kept.keep({ record: found(result), attestation });
      current = null;
      return kept.list();
    },
    forget(result) {
      if (current?.id === result) current = null;
    },
    records: kept.list,
    recordPdf: async (id, language) => qualificationPdf(await kept.find(id), language),
    async delete(id) {
      await kept.delete(id);
      return kept.list();
    },
    async setRetention(months) {
      await kept.setRetention(months);
      return kept.list();
    },
    async emergency(reader) {
      return emergencyOf(await readQualification(await cards.asRead(reader), await presentTrust(), store.now()));
    },
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      running?.stop.abort();
      await running?.work;
    },
  };
}
