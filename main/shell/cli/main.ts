import { parseArgs } from 'node:util';
import { AppError } from '../../errors.ts';
import { type Language, terminalLanguage, words } from '../../words/words.ts';
import { COMMON_OPTIONS, type Command, EXIT, type ExitStatus, type Outcome } from './command.ts';
import { COMMANDS } from './commands.ts';
import { failureOutcome } from './failure.ts';
import { terminalText } from './terminal-text.ts';

/** Longest command name that begins the arguments, and what is left. */
function findCommand(args: readonly string[]): { name: string; rest: string[] } | null {
  for (const length of [3, 2, 1]) {
    const name = args.slice(0, length).join(' ');
    if (args.length >= length && Object.hasOwn(COMMANDS, name)) return { name, rest: args.slice(length) };
  }
  return null;
}

/** What a command does, in one sentence. */
const purposeOf = (name: string, language: Language): string => words(language)(`cli.commands.${name.replaceAll(' ', '-')}`);

function usageOf(name: string, { usage }: Command, language: Language): string {
  return [purposeOf(name, language), '', `hpki ${usage} [--json] [--lang ja|en]`, '', words(language)('cli.exit-statuses')].join('\n');
}

const usages = () => Promise.all(Object.values(COMMANDS).map(async (load) => (await load()).command.usage));

function purposes(language: Language): string {
  const say = words(language);
  const names = Object.keys(COMMANDS);
  const width = Math.max(...names.map(({ length }) => length));
  const lines = names.map((name) => `  hpki ${name.padEnd(width)}  ${purposeOf(name, language)}`);
  return [say('cli.heading'), '', ...lines, '', say('cli.exit-statuses')].join('\n');
}

function languageOf(args: readonly string[]): Language {
  const index = args.indexOf('--lang');
  const asked = index >= 0 ? args[index + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice(7);
  return asked === 'ja' || asked === 'en' ? asked : terminalLanguage(process.env);
}

async function runCommand(name: string, rest: string[], language: Language, signal: AbortSignal): Promise<Outcome> {
  const { command } = await COMMANDS[name]!();
  if (rest.includes('--help') || rest.includes('-h')) {
    const help = usageOf(name, command, language);
    return { exit: EXIT.done, json: { usage: command.usage }, text: help };
  }
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: rest, options: { ...COMMON_OPTIONS, ...command.options }, allowPositionals: true });
  } catch (cause) {
    throw new AppError('USAGE_WRONG', { note: (cause as Error).message, usage: command.usage }, { cause });
  }
  const { min, max } = command.positionals;
  if (parsed.positionals.length < min || parsed.positionals.length > max) throw new AppError('USAGE_WRONG', { note: '', usage: command.usage });
  const say = (line: string) => process.stderr.write(`${terminalText(line)}\n`);
  return command.run({ positionals: parsed.positionals, options: parsed.values, language, signal, say }).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === 'USAGE_WRONG')) throw error;
    throw new AppError('USAGE_WRONG', { usage: command.usage, ...error.detail }, { cause: error });
  });
}

/** The command that the arguments name; without one, or with `--help` in its place, the usage of all. */
async function answer(args: readonly string[], language: Language, signal: AbortSignal): Promise<Outcome> {
  const found = findCommand(args);
  if (found) return runCommand(found.name, found.rest, language, signal);
  const [asked] = args.filter((arg) => arg !== '--json');
  if (asked === undefined || asked === '--help' || asked === '-h') {
    return { exit: EXIT.done, json: { commands: await usages() }, text: purposes(language) };
  }
  throw new AppError('USAGE_WRONG', { note: asked, usage: '--help' });
}

/**
 * The command line: one JSON document (`--json`) or text on standard output, diagnostics on standard error.
 * @returns the exit status, see `EXIT`
 */
export async function main(args: readonly string[]): Promise<ExitStatus> {
  const language = languageOf(args);
  const json = args.includes('--json');
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const outcome = await answer(args, language, stop.signal).catch((error: unknown) => failureOutcome(error, language));
  if (json) process.stdout.write(`${JSON.stringify(outcome.json, null, 2)}\n`);
  const failed = 'failure' in outcome;
  if (outcome.text && (!json || failed)) (failed ? process.stderr : process.stdout).write(`${terminalText(outcome.text)}\n`);
  return outcome.exit;
}
