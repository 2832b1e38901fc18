import * as z from 'zod';
import { type Seminar, seminarPlan, seminarState } from '../../../api/schema/training.ts';
import { AppError } from '../../../errors.ts';
import { reviewPlan } from '../../../training/rules/review-plan.ts';
import type { Seminars } from '../../../training/seminars.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation, text } from '../command.ts';
import { readNamedFile } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

/** A plan from a JSON file. @throws AppError USAGE_WRONG with the place that is wrong */
async function planFrom(path: string | undefined) {
  if (path === undefined) throw new AppError('USAGE_WRONG', { note: 'FILE' });
  const bytes = await readNamedFile(path);
  try {
    return seminarPlan.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new AppError('USAGE_WRONG', { note: cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message }, { cause });
  }
}

type Action = (seminars: Seminars, rest: readonly string[], invocation: Invocation) => Promise<readonly Seminar[]>;

const named = ([id]: readonly string[]): string => {
  if (id === undefined) throw new AppError('USAGE_WRONG', { note: 'SEMINAR' });
  return id;
};

const ACTIONS: Readonly<Record<string, Action>> = {
  list: async (seminars) => seminars.list(),
  show: async (seminars, rest) => [seminars.get(named(rest))],
  add: async (seminars, [file]) => [await seminars.create(await planFrom(file))],
  change: async (seminars, rest, invocation) => {
    const { id, revision } = seminars.get(named(rest));
    return [await seminars.revise(id, revision, await planFrom(rest[1]), text(invocation, 'reason'))];
  },
  move: async (seminars, rest, invocation) => {
    const state = seminarState.safeParse(rest[1]);
    if (!state.success) throw new AppError('USAGE_WRONG', { note: seminarState.options.join('|') });
    return [await seminars.move(named(rest), state.data, text(invocation, 'reason') ?? '')];
  },
};

const lineOf = ({ id, state, plan }: Seminar, language: Language): string =>
  words(language)('cli.seminar', { id, state: words(language)(`training.state.${state}`), title: plan.title, starts: plan.sessions[0]!.startsAt });

export const command: Command = {
  usage: 'attendance seminar list | show SEMINAR | add FILE | change SEMINAR FILE [--reason TEXT] | move SEMINAR STATE [--reason TEXT] [--data DIR]',
  options: { ...VENUE_OPTIONS, reason: { type: 'string' } },
  positionals: { min: 1, max: 3 },
  run: async (invocation) => {
    const [name = '', ...rest] = invocation.positionals;
    if (!Object.hasOwn(ACTIONS, name)) throw new AppError('USAGE_WRONG', { note: Object.keys(ACTIONS).join('|') });
    await using desk = await openVenueDesk(invocation);
    const found = await ACTIONS[name]!(desk.venue.seminars, rest, invocation);
    const lines = found.map((seminar) => lineOf(seminar, invocation.language)).join('\n');
    if (name === 'list') return { exit: EXIT.done, json: { seminars: found }, text: lines };
    return { exit: EXIT.done, json: { ...found[0]!, findings: reviewPlan(found[0]!.plan) }, text: lines };
  },
};
