import { realpath } from 'node:fs/promises';
import { words } from '../../words/words.ts';
import type { Invocation } from './command.ts';

/** The files that were named, each once and as it was named first; one that was named again, in whatever way, is told. */
export async function distinctFiles({
  positionals,
  language,
  say,
}: Pick<Invocation, 'positionals' | 'language' | 'say'>): Promise<readonly string[]> {
  const files = new Map<string, string>();
  for (const file of positionals) {
    const real = await realpath(file).catch(() => file);
    const first = files.get(real);
    if (first === undefined) files.set(real, file);
    else say(words(language)('cli.same-file', { file, first }));
  }
  return [...files.values()];
}
