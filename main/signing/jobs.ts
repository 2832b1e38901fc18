import { randomUUID } from 'node:crypto';
import type { BatchEnd, BatchOrder, SigningOrder, SigningProgress } from '../api/schema/signing.ts';
import type { Intake } from '../documents/intake.ts';
import { AppError } from '../errors.ts';
import type { Batches } from './batch/batches.ts';
import { looseTray, type Tray } from './batch/tray.ts';
import { type JobOrder, SigningJob, type SigningServices } from './job.ts';
import { JobProgress } from './progress.ts';

export interface SigningJobs extends AsyncDisposable {
  /**
   * Starts a job and yields its progress until it ends; ending the iteration cancels it before the next signature. Several documents are a batch:
   * what the job does not reach is kept, and `resume` goes on.
   * @param until `closed` by whoever brings its files elsewhere and is not through with it before
   * @throws AppError JOB_ALREADY_RUNNING, DOCUMENT_UNKNOWN, DOCUMENT_IN_BATCH
   */
  sign(order: SigningOrder, signal?: AbortSignal, until?: BatchEnd): Promise<AsyncGenerator<SigningProgress, void>>;
  /**
   * Goes on with a batch that was cut off. The PIN is asked again, whatever ended it.
   * @param until `closed` as in `sign`, from now on; else as the batch was begun
   * @throws AppError JOB_ALREADY_RUNNING, SIGNING_BATCH_UNKNOWN
   */
  resume(order: BatchOrder, signal?: AbortSignal, until?: BatchEnd): Promise<AsyncGenerator<SigningProgress, void>>;
  /** @throws AppError JOB_UNKNOWN */
  cancel(job: string): void;
  /**
   * Lets go of what a batch has not signed.
   * @throws AppError JOB_ALREADY_RUNNING while it is being signed, SIGNING_BATCH_UNKNOWN
   */
  close(batch: string): Promise<void>;
  /** The batch that is being signed. */
  readonly running: string | null;
}

export interface JobsOptions extends SigningServices {
  readonly intake: Intake;
  readonly batches: Batches;
  /** Runs work on a reader, which is then shown as used by the program itself. */
  readonly use: <T>(reader: string, work: () => Promise<T>) => Promise<T>;
}

/** The signing jobs of the program; one at a time, since one person signs. */
export function signingJobs(services: JobsOptions): SigningJobs {
  const { intake, batches } = services;
  let running: { readonly job: string; readonly stop: AbortController; batch: string | null } | null = null;
  let work: Promise<void> = Promise.resolve();

  /** Documents of an order, kept as a batch where they are several; those that cannot be taken are told by the job. */
  async function trayOf(order: SigningOrder, until?: BatchEnd): Promise<Tray> {
    const loose = looseTray({ ...order, documents: [...new Set(order.documents)] }, intake);
    await batches.refuseWaiting(order.documents);
    if (loose.documents.length === 1) return loose;
    return batches.open(
      await batches.keep(
        order,
        loose.documents.map(({ id }) => loose.take(id)),
        until,
      ),
    );
  }

  /** Starts a job; whoever follows it may be gone before the first report is fetched. */
  async function begin(order: JobOrder, lay: () => Promise<Tray>, signal: AbortSignal | undefined) {
    if (running) throw new AppError('JOB_ALREADY_RUNNING', { job: running.job });
    const job = randomUUID();
    const stop = new AbortController();
    running = { job, stop, batch: null };
    const abort = () => stop.abort();
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    const over = () => {
      signal?.removeEventListener('abort', abort);
      running = null;
    };
    const tray = await lay().catch((error: unknown) => {
      over();
      throw error;
    });
    running.batch = tray.batch;
    const progress = new JobProgress(job, tray);
    work = services.use(order.reader, () => new SigningJob(order, tray, services, progress, stop).run(stop.signal).finally(over));
    return follow(progress, stop);
  }

  async function* follow(progress: JobProgress, stop: AbortController): AsyncGenerator<SigningProgress, void> {
    try {
      yield* progress.watch();
    } finally {
      stop.abort();
    }
  }

  return {
    sign: (order, signal, until) => begin(order, () => trayOf(order, until), signal),
    resume: ({ batch, ...order }, signal, until) => begin(order, () => batches.open(batch, until), signal),
    cancel(job) {
      if (running?.job !== job) throw new AppError('JOB_UNKNOWN', { job });
      running.stop.abort();
    },
    async close(batch) {
      if (running?.batch === batch) throw new AppError('JOB_ALREADY_RUNNING', { job: running.job });
      const left = (await batches.items(batch)).filter(({ state }) => state !== 'done');
      await batches.close(batch);
      await services.audit.record({ action: 'signing.batch-closed', facts: { batch, left: left.length } });
      for (const { document } of left) await services.letGo?.(document);
    },
    get running() {
      return running?.batch ?? null;
    },
    async [Symbol.asyncDispose]() {
      running?.stop.abort();
      await work;
    },
  };
}
