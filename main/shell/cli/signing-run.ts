import type { Application } from '../../application.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { SigningProgress } from '../../api/schema/signing.ts';
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

/**
 * Each file is brought out as soon as it is signed; one that cannot be ends the job before the next signature.
 * @param visit is told each address at which the person has to allow a signature
 */
export async function followJob(
  progress: AsyncIterable<SigningProgress>,
  deliver: Deliver,
  visit: (address: string) => void = () => {},
): Promise<SigningRun> {
  const items = new Map<string, Item>();
  const outputs = new Map<string, string>();
  let last: SigningProgress | null = null;
  let undelivered: Failure | null = null;
  for await (const report of progress) {
    if (report.browserPage !== null && report.browserPage !== last?.browserPage) visit(report.browserPage);
    last = report;
    for (const item of report.items) {
      items.set(item.document, item);
      if (!item.entry || outputs.has(item.document) || undelivered) continue;
      await deliver(item.entry).then(
        (output) => outputs.set(item.document, output),
        (error: unknown) => {
          undelivered = toFailure(error);
        },
      );
    }
    if (undelivered) break;
  }
  if (!last) throw new AppError('INTERNAL_FAULT', { note: 'no progress' });
  const { state, failure, batch } = last;
  return { state, batch, items: [...items.values()], outputs, failure: undelivered ?? failure };
}

/** How many documents a batch keeps for the next run: also the one at which the job was stopped, unless it is the document itself that failed. */
const waitingOf = ({ batch, items, failure }: SigningRun): number =>
  batch === null ? 0 : items.filter(({ state, failure: own }) => state === 'not-reached' || (own !== null && own.code === failure?.code)).length;

/** A batch of which nothing waits has been told in full; it goes. */
export async function settleBatch({ batches, jobs }: Pick<Application, 'batches' | 'jobs'>, run: SigningRun): Promise<void> {
  if (run.batch === null || waitingOf(run) > 0) return;
  // One that is signed to its end is gone already.
  if ((await batches.list()).some(({ id }) => id === run.batch)) await jobs.close(run.batch);
}

/** The first thing that went wrong, `null` when every document was signed and brought out. */
function failureOf({ state, failure, items }: SigningRun, signal: AbortSignal): Failure | null {
  const cancelled = state === 'cancelled' ? { code: signal.aborted ? 'OPERATION_ABORTED' : 'PIN_CANCELLED', detail: {} } : null;
  return failure ?? cancelled ?? items.find((item) => item.failure)?.failure ?? null;
}

/**
 * A run in words, with what earlier runs of its batch have brought out.
 * @param fileOf how the document was named on the command line
 */
export function outcomeOfRun(
  run: SigningRun,
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
  const waiting = waitingOf(run);
  if (waiting > 0) tell(say('cli.batch-waits', { batch: run.batch, waiting }));
  const json = { signed, failed, batch: waiting > 0 ? run.batch : null };
  const failure = failureOf(run, signal);
  if (!failure) return { exit: EXIT.done, json, text: signed.map(({ output }) => say('cli.signed', { output })).join('\n') };
  const told = outcomeOf(failure, language);
  return { ...told, json: { ...(told.json as object), ...json } };
}
