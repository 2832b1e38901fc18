import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LOOPBACK_ONLY } from './loopback-only.ts';

/** The command line, to be run by Node. */
export const PROGRAM = join(import.meta.dirname, '../../main/shell/cli/hpki.mjs');

export interface Answer {
  readonly exit: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: whatever document the command prints
  readonly json: any;
  readonly diagnostics: string;
}

/** Starts a command; whoever starts it ends it. */
export const startHpki = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, ...LOOPBACK_ONLY, LANG: 'C', ...environment } });

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Runs `hpki ... --json` to its end; `input` is its standard input. */
export async function hpki(args: readonly string[], input = ''): Promise<Answer> {
  const child = startHpki([...args, '--json']);
  child.stdin!.on('error', () => {}).end(input);
  const [output, diagnostics] = await Promise.all([textOf(child.stdout!), textOf(child.stderr!), once(child, 'exit')]);
  return { exit: child.exitCode, json: output === '' ? null : JSON.parse(output), diagnostics };
}

/** Starts a command that runs until it is stopped; resolves with its first line of diagnostics. */
export async function serveHpki(args: readonly string[]): Promise<AsyncDisposable & { readonly line: string }> {
  const child = startHpki(args);
  const exit = once(child, 'exit');
  const [line] = (await Promise.race([once(createInterface(child.stderr!), 'line'), exit.then(() => [''])])) as [string];
  if (line === '') throw new Error(`hpki ${args.join(' ')} ended`);
  return {
    line,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
