import { copyFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RegisterEntry } from '../../../api/schema/document.ts';
import type { SigningOrder, SigningProgress } from '../../../api/schema/signing.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { CARD_OPTIONS, type Desk, openDesk } from '../desk.ts';
import { outcomeOf } from '../failure.ts';
import { choice, readNamedFile, required } from '../input.ts';
import { PIN_OPTIONS, terminalPinDesk } from '../pin.ts';

const FORMATS = ['pades', 'xades', 'cades', 'eps'] as const;
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;

/** Where the signed file goes: into a folder by its own name, else to the very path. @throws AppError USAGE_WRONG when a batch names no folder */
async function placeOf(out: string, entry: RegisterEntry, batch: boolean): Promise<string> {
  const folder = (await stat(out).catch(() => null))?.isDirectory() ?? false;
  if (batch && !folder) throw new AppError('USAGE_WRONG', { note: '-o DIR' });
  return folder ? join(out, entry.outputName) : out;
}

/** Copies beside the target and renames, so that no file is ever half there. */
async function deliver(entry: RegisterEntry, place: string): Promise<string> {
  const draft = join(dirname(place), `.${basename(place)}.${entry.id}`);
  await copyFile(entry.outputPath, draft)
    .then(() => rename(draft, place))
    .catch((cause: NodeJS.ErrnoException) => {
      throw new AppError('FILE_UNWRITABLE', { path: place, note: cause.code ?? '' }, { cause });
    });
  return place;
}

async function takeIn({ application }: Desk, { positionals }: Invocation): Promise<string[]> {
  const ids: string[] = [];
  for (const path of positionals) ids.push((await application.intake.take(basename(path), await readNamedFile(path))).id);
  return ids;
}

async function finish({ application }: Desk, order: SigningOrder, signal: AbortSignal): Promise<SigningProgress> {
  let last: SigningProgress | null = null;
  for await (const progress of application.jobs.sign(order, signal)) last = progress;
  if (!last) throw new AppError('INTERNAL_FAULT', { note: 'no progress' });
  return last;
}

export const command: Command = {
  usage:
    'sign FILE... -o OUT --format pades|xades|cades|eps [--level B] [--stamp] [--reader NAME | --virtual DIR] [--confirm-tries N|unknown] [--accept-unknown-revocation] [--pin-stdin] [--data DIR]',
  options: {
    ...CARD_OPTIONS,
    ...PIN_OPTIONS,
    out: { type: 'string', short: 'o' },
    format: { type: 'string' },
    level: { type: 'string' },
    stamp: { type: 'boolean' },
    'accept-unknown-revocation': { type: 'boolean' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    const format = text(invocation, 'format') === undefined ? null : choice(invocation, 'format', FORMATS, 'pades');
    using pinDesk = terminalPinDesk(invocation);
    await using desk = await openDesk(invocation, pinDesk);
    const reader = desk.reader();
    const documents = await takeIn(desk, invocation);
    for (const id of documents) desk.application.intake.shown(id);
    const readiness = await desk.application.readiness(reader);
    const order: SigningOrder = {
      documents,
      reader,
      format,
      level: choice(invocation, 'level', LEVELS, 'B'),
      stamp: flag(invocation, 'stamp'),
      // What a test card signs counts nowhere, so nothing hangs on its revocation.
      acceptUnknownRevocation: flag(invocation, 'accept-unknown-revocation') || (readiness.certificate?.test ?? false),
    };
    const { items, failure } = await finish(desk, order, invocation.signal);
    const say = words(invocation.language);
    const signed = [];
    for (const { document, name, entry } of items) {
      if (!entry) continue;
      const output = await deliver(entry, await placeOf(out, entry, documents.length > 1));
      signed.push({
        file: invocation.positionals[documents.indexOf(document)] ?? name,
        output,
        format: entry.format,
        level: entry.level,
        test: entry.test,
      });
    }
    if (signed.some(({ test }) => test)) invocation.say(say('cli.sign-test'));
    const failed = items.flatMap(({ name, failure: reason }) => (reason ? [{ name, failure: reason }] : []));
    const first = failure ?? failed[0]?.failure ?? (signed.length === 0 ? { code: 'PIN_CANCELLED', detail: {} } : null);
    const lines = signed.map(({ output }) => say('cli.signed', { output })).join('\n');
    if (!first) return { exit: EXIT.done, json: { signed, failed }, text: lines };
    const told = outcomeOf(first, invocation.language);
    return { ...told, json: { ...(told.json as object), signed, failed } };
  },
};
