import { EXPORTS } from '../../../api/schema/training.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import type { NamedBytes } from '../../../named-bytes.ts';
import { deliverFiles } from '../deliver-files.ts';
import { choice, required } from '../input.ts';
import { readPassphrase } from '../passphrase.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

const WHAT = [...EXPORTS, 'bundle', 'notices'] as const;
const FORMATS = ['csv', 'xlsx', 'pdf'] as const;
const ENCODINGS = ['utf-8', 'shift_jis'] as const;

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
    const files = await deliverFiles(out, await filesOf(invocation, invocation.positionals[0] ?? ''));
    return { exit: EXIT.done, json: { files }, text: words(invocation.language)('cli.exported', { count: files.length, path: out }) };
  },
};
