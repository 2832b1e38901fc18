import type { Application } from '../../application.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { SigningBatch, SigningProgress } from '../../api/schema/signing.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { words } from '../../words/words.ts';
import { EXIT, type Invocation, type Outcome } from './command.ts';
import type { Deliver } from './delivery.ts';
import type { Delivered, Earlier, Undelivered } from './earlier.ts';
import { outcomeOf } from './failure.ts';

type Item = SigningProgress['items'][number];

/** What came of a job: how it ended, every document, where each signed file went, and what kept one from getting there. */
export interface SigningRun {
  readonly state: SigningProgress['state'];
  readonly failure: Failure | null;
  readonly batch: string | null;
  readonly items: readonly Item[];
  readonly outputs: ReadonlyMap<string, string>;
  /** Of earlier runs of its batch. */
  readonly earlier?: Earlier;
}

type FileOf = (item: Item) => string;
const nameOf: FileOf = ({ name }) => name;

const deliveredOf = ({ items, outputs }: SigningRun, fileOf: FileOf): readonly Delivered[] =>
  items.flatMap((item) => {
    const output = outputs.get(item.document);
    return item.entry && output !== undefined ? [{ file: fileOf(item), output, entry: item.entry }] : [];
  });

function undeliveredOf({ items, outputs, earlier }: SigningRun, fileOf: FileOf = nameOf): readonly Undelivered[] {
  const own = items.flatMap((item) =>
    item.entry && !outputs.has(item.document) ? [{ file: fileOf(item), entry: item.entry.id, path: item.entry.outputPath, failure: null }] : [],
  );
  return [...(earlier?.undelivered ?? []), ...own];
}

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
 * A batch of which nothing waits and everything was brought out that is still there has been told in full; it goes.
 * @returns the batch that is kept for the next run, `null` without one
 */
export async function settleBatch({ batches, jobs }: Pick<Application, 'batches' | 'jobs'>, run: SigningRun): Promise<SigningBatch | null> {
  const kept = (await batches.list()).find(({ id }) => id === run.batch);
  if (!kept) return null;
  if (kept.waiting > 0 || undeliveredOf(run).some(({ path }) => path !== '')) return kept;
  await jobs.close(kept.id);
  return null;
}

/** The first thing that went wrong, `null` when every document was signed and brought out. */
function failureOf({ state, failure, items, earlier }: SigningRun, signal: AbortSignal): Failure | null {
  const cancelled = state === 'cancelled' ? { code: signal.aborted ? 'OPERATION_ABORTED' : 'PIN_CANCELLED', detail: {} } : null;
  const [first] = [...items, ...(earlier?.undelivered ?? [])].flatMap((each) => each.failure ?? []);
  return failure ?? cancelled ?? first ?? null;
}

const told = ({ file, output, entry: { format, level, test } }: Delivered) => ({ file, output, format, level, test });

/** Words for a file that was not brought out, by what kept it; else it waits where it was made. */
const WORDS_OF_UNDELIVERED: Readonly<Record<string, string>> = { SIGNED_FILE_GONE: 'cli.sign-gone' };

/**
 * A run in words.
 * @param kept the batch that goes on
 * @param fileOf how the document was named on the command line
 */
export function outcomeOfRun(
  run: SigningRun,
  kept: SigningBatch | null,
  { language, signal, say: tell }: Pick<Invocation, 'language' | 'signal' | 'say'>,
  fileOf: FileOf = nameOf,
): Outcome {
  const say = words(language);
  const signed = deliveredOf(run, fileOf).map(told);
  const delivered = (run.earlier?.delivered ?? []).map(told);
  const undelivered = undeliveredOf(run, fileOf);
  if ([...delivered, ...signed].some(({ test }) => test)) tell(say('cli.sign-test'));
  const failed = run.items.flatMap(({ name, failure }) => (failure ? [{ name, failure }] : []));
  const batch = kept?.id ?? null;
  for (const { failure, ...item } of undelivered)
    tell(say(WORDS_OF_UNDELIVERED[failure?.code ?? ''] ?? 'cli.sign-undelivered', { ...item, batch: batch ?? 'none' }));
  if (kept && kept.waiting > 0) tell(say('cli.batch-waits', { batch, waiting: kept.waiting }));
  const json = { signed, delivered, undelivered, failed, batch };
  const lines = [...delivered.map(({ output }) => say('cli.delivered', { output })), ...signed.map(({ output }) => say('cli.signed', { output }))];
  const failure = failureOf(run, signal);
  if (!failure) return { exit: EXIT.done, json, text: lines.join('\n') };
  for (const line of lines) tell(line);
  const outcome = outcomeOf(failure, language);
  return { ...outcome, json: { ...(outcome.json as object), ...json } };
}
