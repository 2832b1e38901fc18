import { lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXPORTS } from '../../../api/schema/training.ts';
import { AppError } from '../../../errors.ts';
import { replaceFile, writeNewFile } from '../../../store/write-new-file.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { choice, required } from '../input.ts';
import { readPassphrase } from '../passphrase.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

const WHAT = [...EXPORTS, 'bundle', 'notices'] as const;
const FORMATS = ['csv', 'xlsx', 'pdf'] as const;
const ENCODINGS = ['utf-8', 'shift_jis'] as const;

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws AppError FILE_NAME_TAKEN for a name that is taken, before anything is written, or that two files have */
async function requireFree(paths: readonly string[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const taken = paths.indexOf(path) < index || (await lstat(path).catch(() => null)) !== null;
    if (taken) throw new AppError('FILE_NAME_TAKEN', { path });
  }
}

/**
 * Into a folder under the files' own names, of which none is ever replaced there; or one file to the path that was named, in place of what had it.
 * @throws AppError USAGE_WRONG, FILE_NAME_TAKEN, FILE_UNWRITABLE
 */
async function deliver(out: string, files: readonly NamedBytes[]): Promise<readonly string[]> {
  const folder = (await stat(out).catch(() => null))?.isDirectory() ?? false;
  if (!folder && files.length > 1) throw new AppError('USAGE_WRONG', { note: '-o DIR' });
  const paths = files.map(({ name }) => (folder ? join(out, name) : out));
  if ((await stat(dirname(out)).catch(() => null)) === null) throw new AppError('FILE_UNWRITABLE', { path: dirname(out) });
  if (folder) await requireFree(paths);
  const write = folder ? writeNewFile : replaceFile;
  for (const [index, { bytes }] of files.entries()) await write(paths[index]!, bytes);
  return paths;
}

async function filesOf(invocation: Invocation, seminar: string): Promise<readonly NamedBytes[]> {
  const what = choice(invocation, 'what', WHAT, 'participants');
  const passphrase = what === 'bundle' ? await readPassphrase(invocation) : '';
  await using desk = await openVenueDesk(invocation);
  const { venue } = desk;
  if (what === 'bundle') return [await venue.bundle(seminar, passphrase)];
  if (what === 'notices') return [await venue.reception.notices.export({ seminar, again: flag(invocation, 'again'), language: invocation.language })];
  if (what === 'certificates') return await venue.certificates(seminar, text(invocation, 'person'));
  const [profile, person] = ['profile', 'person'].map((name) => text(invocation, name));
  return [
    await venue.export({
      seminar,
      what,
      format: choice(invocation, 'format', FORMATS, what === 'participants' || what === 'submission' ? 'csv' : 'pdf'),
      encoding: choice(invocation, 'encoding', ENCODINGS, 'utf-8'),
      replaceLetters: flag(invocation, 'replace-letters'),
      language: invocation.language,
      ...(profile !== undefined && { profile }),
      ...(person !== undefined && { person }),
    }),
  ];
}

export const command: Command = {
  usage: `attendance export SEMINAR -o FILE|DIR [--what ${WHAT.join('|')}] [--format ${FORMATS.join('|')}] [--profile ID] [--encoding ${ENCODINGS.join('|')}] [--replace-letters] [--person ID] [--again] [--passphrase-stdin] [--data DIR]`,
  options: {
    ...VENUE_OPTIONS,
    out: { type: 'string', short: 'o' },
    what: { type: 'string' },
    format: { type: 'string' },
    profile: { type: 'string' },
    encoding: { type: 'string' },
    'replace-letters': { type: 'boolean' },
    person: { type: 'string' },
    again: { type: 'boolean' },
    'passphrase-stdin': { type: 'boolean' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const out = required(invocation, 'out');
    const files = await deliver(out, await filesOf(invocation, invocation.positionals[0] ?? ''));
    return { exit: EXIT.done, json: { files }, text: words(invocation.language)('cli.exported', { count: files.length, path: out }) };
  },
};
