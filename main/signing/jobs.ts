import { randomUUID } from 'node:crypto';
import type { SigningOrder, SigningProgress } from '../api/schema/signing.ts';
import { AppError } from '../errors.ts';
import { type SigningServices, SigningJob } from './job.ts';
import { JobProgress } from './progress.ts';

export interface SigningJobs extends AsyncDisposable {
  /**
   * Starts a job and yields its progress until it ends; ending the iteration cancels it before the next signature.
   * @throws AppError JOB_ALREADY_RUNNING
   */
  sign(order: SigningOrder, signal?: AbortSignal): AsyncGenerator<SigningProgress, void>;
  /** @throws AppError JOB_UNKNOWN */
  cancel(job: string): void;
}

export interface JobsOptions extends SigningServices {
  /** Runs work on a reader, which is then shown as used by the program itself. */
  readonly use: <T>(reader: string, work: () => Promise<T>) => Promise<T>;
}

/** The signing jobs of the program; one at a time, since one person signs. */
export function signingJobs(services: JobsOptions): SigningJobs {
  let running: { readonly job: string; readonly stop: AbortController } | null = null;
  let work: Promise<void> = Promise.resolve();

  function begin(given: SigningOrder, signal: AbortSignal | undefined): { readonly progress: JobProgress; readonly stop: AbortController } {
    if (running) throw new AppError('JOB_ALREADY_RUNNING', { job: running.job });
    const order = { ...given, documents: [...new Set(given.documents)] };
    const job = randomUUID();
    const stop = new AbortController();
    const names = order.documents.map((id) => ({ id, name: services.intake.describe(id)?.name ?? '' }));
    const progress = new JobProgress(job, names);
    running = { job, stop };
    // Whoever asked for the job may be gone before the first progress is fetched.
    const abort = () => stop.abort();
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    const run = async () => {
      await new SigningJob(order, services, progress).run(stop.signal);
      signal?.removeEventListener('abort', abort);
      running = null;
    };
    work = services.use(order.reader, run);
    return { progress, stop };
  }

  async function* follow({ progress, stop }: ReturnType<typeof begin>): AsyncGenerator<SigningProgress, void> {
    try {
      yield* progress.watch();
    } finally {
      stop.abort();
    }
  }

  return {
    sign: (order, signal) => follow(begin(order, signal)),
    cancel(job) {
      if (running?.job !== job) throw new AppError('JOB_UNKNOWN', { job });
      running.stop.abort();
    },
    async [Symbol.asyncDispose]() {
      running?.stop.abort();
      await work;
    },
  };
}
