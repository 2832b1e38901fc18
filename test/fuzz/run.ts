import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from './engine/campaign.ts';
import { type Done, fuzz } from './engine/supervise.ts';
import { isTargetName, TARGET_NAMES } from './targets/names.ts';

const USAGE = `node test/fuzz/run.ts [target...] [--seconds N] [--seed N] [--bounded] [--input FILE] [--out DIR]
  --seconds N   for each target (default 10)
  --seed N      the same seed gives the same inputs (default 1)
  --bounded     the fixed number of executions that the tests run
  --input FILE  runs one target with this input alone
  --out DIR     where the inputs of findings are written (default: the system's folder for temporary files)
targets: ${TARGET_NAMES.join(' ')}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    bounded: { type: 'boolean', default: false },
    input: { type: 'string' },
    out: { type: 'string', default: join(tmpdir(), 'hpki-desk-fuzz') },
    help: { type: 'boolean', default: false },
  },
});

function printDone({ target, outcome, reach }: Done): void {
  const { executions, milliseconds, corpus } = outcome;
  console.log(
    `${target}: ${executions} executions in ${(milliseconds / 1000).toFixed(1)} s, ${corpus} inputs kept, ${reach.functions} functions in ${reach.files} files reached, ${reach.characters} characters of code`,
  );
}

async function writeFinding(finding: Finding): Promise<void> {
  const { target, text, seed, execution, input } = finding;
  await mkdir(values.out, { recursive: true });
  const path = join(values.out, `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.bin`);
  await writeFile(path, input);
  const base64 = Buffer.from(input).toString('base64');
  console.log(`FINDING ${target}: ${text}\n  seed ${seed}, execution ${execution}, ${input.length} bytes in ${path}\n  ${base64}`);
}

async function main(): Promise<number> {
  const chosen = positionals.filter(isTargetName);
  const numbers = [values.seconds, values.seed].map(Number);
  if (values.help || chosen.length < positionals.length || numbers.some((number) => !(number >= 0))) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const [seconds, seed] = numbers as [number, number];
  const writing: Promise<void>[] = [];
  const { done, executions, findings } = await fuzz(
    {
      targets: chosen.length > 0 ? chosen : TARGET_NAMES,
      seed,
      milliseconds: values.bounded ? null : seconds * 1000,
      input: values.input === undefined ? null : await readFile(values.input),
    },
    { onDone: printDone, onFinding: (finding) => writing.push(writeFinding(finding)) },
  );
  await Promise.all(writing);
  console.log(`${done.length} targets, ${executions} executions, ${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
}

process.exitCode = await main();
