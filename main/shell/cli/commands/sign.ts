import { basename } from 'node:path';
import type { Failure } from '../../../api/schema/common.ts';
import type { SigningOrder, SigningProgress } from '../../../api/schema/signing.ts';
import { AppError } from '../../../errors.ts';
import { toFailure } from '../../../failure.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { type Deliver, deliveryTo } from '../delivery.ts';
import { KEY_OPTIONS, type Desk, openDesk } from '../desk.ts';
import { outcomeOf } from '../failure.ts';
import { choice, readNamedFile, required } from '../input.ts';
import { PIN_OPTIONS, terminalPinDesk } from '../pin.ts';
import { givenLists, givenTsaAnchors, TRUST_OPTIONS } from '../trust-options.ts';
import { givenTimeStamper, TSA_OPTIONS, TSA_USAGE } from '../tsa-options.ts';
import { listsForCard } from '../virtual-authority.ts';

const FORMATS = ['pades', 'xades', 'cades', 'eps'] as const;
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

async function takeIn({ application }: Desk, { positionals }: Invocation): Promise<string[]> {
  const ids: string[] = [];
  for (const path of positionals) ids.push((await application.intake.take(basename(path), await readNamedFile(path))).id);
  return ids;
}

/** What came of a job: its last progress, where each signed file went, and what kept one from getting there. */
interface Run {
  readonly last: SigningProgress;
  readonly outputs: ReadonlyMap<string, string>;
  readonly undelivered: Failure | null;
}

/** Each file is brought out as soon as it is signed; one that cannot be ends the job before the next signature. */
async function run({ application }: Desk, order: SigningOrder, deliver: Deliver, signal: AbortSignal): Promise<Run> {
  const outputs = new Map<string, string>();
  let last: SigningProgress | null = null;
  let undelivered: Failure | null = null;
  for await (const progress of application.jobs.sign(order, signal)) {
    last = progress;
    for (const { document, entry } of progress.items) {
      if (!entry || outputs.has(document) || undelivered) continue;
      await deliver(entry).then(
        (output) => outputs.set(document, output),
        (error: unknown) => {
          undelivered = toFailure(error);
        },
      );
    }
    if (undelivered) break;
  }
  if (!last) throw new AppError('INTERNAL_FAULT', { note: 'no progress' });
  return { last, outputs, undelivered };
}

/** The first thing that went wrong, `null` when every document was signed and brought out. */
function failureOf({ last: { state, failure, items }, undelivered }: Run, signal: AbortSignal): Failure | null {
  const cancelled = state === 'cancelled' ? { code: signal.aborted ? 'OPERATION_ABORTED' : 'PIN_CANCELLED', detail: {} } : null;
  return undelivered ?? failure ?? cancelled ?? items.find((item) => item.failure)?.failure ?? null;
}

/** What signing above level B takes: a virtual card knows the lists of its authority, for their addresses answer nobody. */
async function levelOptions(invocation: Invocation) {
  const virtual = text(invocation, 'virtual');
  const lists = virtual === undefined ? [] : await listsForCard(virtual, new Date());
  const evidence = { crls: [...(await givenLists(invocation)), ...lists], tsaAnchors: await givenTsaAnchors(invocation) };
  return { timeStamper: await givenTimeStamper(invocation), evidence };
}

export const command: Command = {
  usage: `sign FILE... -o OUT --format pades|xades|cades|eps [--level B|T|LT|LTA] ${TSA_USAGE} [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--stamp] [--reader NAME | --virtual DIR | --pkcs11 MODULE] [--confirm-tries N|unknown] [--accept-unknown-revocation] [--pin-stdin] [--data DIR]`,
  options: {
    ...KEY_OPTIONS,
    ...PIN_OPTIONS,
    ...TSA_OPTIONS,
    'tsa-trust': TRUST_OPTIONS['tsa-trust'],
    crl: TRUST_OPTIONS.crl,
    out: { type: 'string', short: 'o' },
    format: { type: 'string' },
    level: { type: 'string' },
    stamp: { type: 'boolean' },
    'accept-unknown-revocation': { type: 'boolean' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  run: async (invocation) => {
    const deliver = await deliveryTo(required(invocation, 'out'), invocation.positionals);
    const format = text(invocation, 'format') === undefined ? null : choice(invocation, 'format', FORMATS, 'pades');
    const level = choice(invocation, 'level', LEVELS, 'B');
    using pinDesk = terminalPinDesk(invocation);
    await using desk = await openDesk(invocation, pinDesk, await levelOptions(invocation));
    const reader = desk.reader();
    const documents = await takeIn(desk, invocation);
    for (const id of documents) desk.application.intake.shown(id);
    const readiness = await desk.application.readiness(reader);
    const order: SigningOrder = {
      documents,
      reader,
      format,
      level,
      stamp: flag(invocation, 'stamp'),
      // What a test card signs counts nowhere, so nothing hangs on its revocation.
      acceptUnknownRevocation: flag(invocation, 'accept-unknown-revocation') || (readiness.certificate?.test ?? false),
    };
    const done = await run(desk, order, deliver, invocation.signal);
    const say = words(invocation.language);
    const signed = done.last.items.flatMap(({ document, name, entry }) => {
      const output = done.outputs.get(document);
      if (!entry || output === undefined) return [];
      const file = invocation.positionals[documents.indexOf(document)] ?? name;
      return [{ file, output, format: entry.format, level: entry.level, test: entry.test }];
    });
    if (signed.some(({ test }) => test)) invocation.say(say('cli.sign-test'));
    const failed = done.last.items.flatMap(({ name, failure }) => (failure ? [{ name, failure }] : []));
    const failure = failureOf(done, invocation.signal);
    if (!failure) return { exit: EXIT.done, json: { signed, failed }, text: signed.map(({ output }) => say('cli.signed', { output })).join('\n') };
    const told = outcomeOf(failure, invocation.language);
    return { ...told, json: { ...(told.json as object), signed, failed } };
  },
};
