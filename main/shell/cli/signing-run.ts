import type { Application } from '../../application.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { RegisterEntry } from '../../api/schema/document.ts';
import type { SigningBatch, SigningProgress } from '../../api/schema/signing.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { words } from '../../words/words.ts';
import { EXIT, type Invocation, type Outcome } from './command.ts';
import type { Deliver } from './delivery.ts';
import { outcomeOf } from './failure.ts';

type Item = SigningProgress['items'][number];

/** What came of a job: how it ended, every document, where each signed file went, and what kept one from getting there. */
export interface SigningRun {
  readonly state: SigningProgress['state'];
  readonly failure: Failure | null;
  readonly batch: string | null;
  readonly items: readonly Item[];
  readonly outputs: ReadonlyMap<string, string>;
}

/** Signed, and in the register only. */
const undeliveredOf = ({ items, outputs }: SigningRun) =>
  items.filter((item): item is Item & { entry: RegisterEntry } => item.entry !== null && !outputs.has(item.document));

/**
 * Each file is brought out as soon as it is signed. Where one cannot be, none is after it, and the job is stopped; it signs until then, and is followed
 * to its end, for what it has signed meanwhile is to be told.
 * @param begin the job, which ends before its next signature when the signal is given
 * @param visit is told each address at which the person has to allow a signature
 */
export async function followJob(
  begin: (signal: AbortSignal) => Promise<AsyncIterable<SigningProgress>>,
  signal: AbortSignal,
  deliver: Deliver,
  visit: (address: string) => void = () => {},
): Promise<SigningRun> {
  const items = new Map<string, Item>();
  const outputs = new Map<string, string>();
  const stop = new AbortController();
  let last: SigningProgress | null = null;
  let undelivered: Failure | null = null;
  for await (const report of await begin(AbortSignal.any([signal, stop.signal]))) {
    if (report.browserPage !== null && report.browserPage !== last?.browserPage) visit(report.browserPage);
    last = report;
    for (const item of report.items) {
      items.set(item.document, item);
      if (!item.entry || outputs.has(item.document) || undelivered) continue;
      await deliver(item.entry).then(
        (output) => outputs.set(item.document, output),
        (error: unknown) => {
          undelivered = toFailure(error);
          stop.abort();
        },
      );
    }
  }
  if (!last) throw new AppError('INTERNAL_FAULT', { note: 'no progress' });
  const { state, failure, batch } = last;
  // What became of a PIN comes first; what was not brought out is told beside it.
  const pinIsOut = failure?.code === 'REMOTE_PIN_OUTCOME_UNKNOWN';
  return { state, batch, items: [...items.values()], outputs, failure: pinIsOut ? failure : (undelivered ?? failure) };
}

/**
 * A batch of which nothing waits and everything was brought out has been told in full; it goes.
 * @returns the batch that is kept for the next run, `null` without one
 */
export async function settleBatch({ batches, jobs }: Pick<Application, 'batches' | 'jobs'>, run: SigningRun): Promise<SigningBatch | null> {
  const kept = (await batches.list()).find(({ id }) => id === run.batch);
  if (!kept) return null;
  if (kept.waiting > 0 || undeliveredOf(run).length > 0) return kept;
  await jobs.close(kept.id);
  return null;
}

/** The first thing that went wrong, `null` when every document was signed and brought out. */
function failureOf({ state, failure, items }: SigningRun, signal: AbortSignal): Failure | null {
  const cancelled = state === 'cancelled' ? { code: signal.aborted ? 'OPERATION_ABORTED' : 'PIN_CANCELLED', detail: {} } : null;
  return failure ?? cancelled ?? items.find((item) => item.failure)?.failure ?? null;
}

/**
 * A run in words.
 * @param kept the batch that goes on
 * @param fileOf how the document was named on the command line
 */
export function outcomeOfRun(
  run: SigningRun,
  kept: SigningBatch | null,
  { language, signal, say: tell }: Pick<Invocation, 'language' | 'signal' | 'say'>,
  fileOf: (item: Item) => string = ({ name }) => name,
): Outcome {
  const say = words(language);
  const signed = run.items.flatMap((item) => {
    const output = run.outputs.get(item.document);
    return item.entry && output !== undefined
      ? [{ file: fileOf(item), output, format: item.entry.format, level: item.entry.level, test: item.entry.test }]
      : [];
  });
  if (signed.some(({ test }) => test)) tell(say('cli.sign-test'));
  const failed = run.items.flatMap(({ name, failure }) => (failure ? [{ name, failure }] : []));
  const batch = kept?.id ?? null;
  const undelivered = undeliveredOf(run).map((item) => ({ file: fileOf(item), entry: item.entry.id, path: item.entry.outputPath }));
  for (const item of undelivered) tell(say('cli.sign-undelivered', { ...item, batch: batch ?? 'none' }));
  if (kept && kept.waiting > 0) tell(say('cli.batch-waits', { batch, waiting: kept.waiting }));
  const json = { signed, undelivered, failed, batch };
  const failure = failureOf(run, signal);
  if (!failure) return { exit: EXIT.done, json, text: signed.map(({ output }) => say('cli.signed', { output })).join('\n') };
  const told = outcomeOf(failure, language);
  return { ...told, json: { ...(told.json as object), ...json } };
}
