import type { ImportAnswer } from '../../../hub/membership/imports.ts';
import { AppError } from '../../../errors.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, type Outcome, text } from '../command.ts';
import { readNamedFile, required } from '../input.ts';
import { MEMBERSHIP_OPTIONS, MEMBERSHIP_USAGE, onMembership } from '../membership-desk.ts';

function textOf({ id, added, changed, ended, unchanged, heldBack, problems }: ImportAnswer, preview: boolean, language: Language): string {
  const say = words(language);
  const counts = { added: added.length, changed: changed.length, ended: ended.length, unchanged, heldBack, problems: problems.length };
  const lines = problems.map(({ line, id: problem, value }) =>
    say('cli.import-problem', { line, problem: say(`membership.import.${problem}`, { value }), value }),
  );
  return [say(preview ? 'cli.membership-preview' : 'cli.membership-imported', { ...counts, id: id ?? '-' }), ...lines].join('\n');
}

async function undo(invocation: Invocation, id: string): Promise<Outcome> {
  if (invocation.positionals.length > 0) throw new AppError('USAGE_WRONG', { note: '--undo ID' });
  const done = await onMembership(invocation, 'undo', { id });
  return { exit: EXIT.done, json: done, text: words(invocation.language)('cli.membership-undone', { ...done }) };
}

async function take(invocation: Invocation): Promise<Outcome> {
  const [path] = invocation.positionals;
  if (path === undefined) throw new AppError('USAGE_WRONG', { note: 'FILE' });
  const association = required(invocation, 'association');
  const file = Buffer.from(await readNamedFile(path)).toString('base64');
  const profile = text(invocation, 'profile');
  const preview = flag(invocation, 'preview');
  const answer = await onMembership(invocation, 'import', { association, apply: !preview, file, ...(profile !== undefined && { profile }) });
  return { exit: EXIT.done, json: { ...answer, applied: answer.id !== null }, text: textOf(answer, preview, invocation.language) };
}

export const command: Command = {
  usage: `membership import FILE --association CODE [--profile ID] [--preview] ${MEMBERSHIP_USAGE}\n       hpki membership import --undo ID ${MEMBERSHIP_USAGE}`,
  options: {
    ...MEMBERSHIP_OPTIONS,
    association: { type: 'string' },
    profile: { type: 'string' },
    preview: { type: 'boolean' },
    undo: { type: 'string' },
  },
  positionals: { min: 0, max: 1 },
  run: (invocation) => {
    const id = text(invocation, 'undo');
    return id === undefined ? take(invocation) : undo(invocation, id);
  },
};
