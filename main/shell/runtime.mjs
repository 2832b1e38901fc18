// Plain JavaScript: a Node that cannot read TypeScript must still be able to say so.
import { readFileSync } from 'node:fs';

const OLDEST = [22, 18];

// Card calls and files share these threads with folders on shares that may never answer: four of them are soon all waiting.
process.env.UV_THREADPOOL_SIZE ??= '16';

/** Whether this Node runs the sources as they are; says in words when it does not. */
export function runtimeFits() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return true;
  const language = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('ja') ? 'ja' : 'en';
  const { RUNTIME_TOO_OLD: words } = JSON.parse(readFileSync(new URL(`../../resources/locales/${language}/errors.json`, import.meta.url), 'utf8'));
  console.error(`${words.heading} [RUNTIME_TOO_OLD, Node ${process.versions.node}]\n${words.happened}\n${words.todo}`);
  process.exitCode = 3;
  return false;
}
