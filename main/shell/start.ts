import { parseArgs } from 'node:util';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { defaultDataFolder } from '../store/data-folder.ts';
import { terminalLanguage, words } from '../words/words.ts';
import { windowObstacle } from './browser/find-browser.ts';
import { EXIT, type ExitStatus } from './cli/command.ts';
import { endProcess } from './cli/end.ts';
import { electronBinary, runElectron } from './start/electron.ts';
import { builtScreens } from './start/screens.ts';

const OPTIONS = {
  browser: { type: 'boolean' },
  port: { type: 'string', default: '0' },
  data: { type: 'string' },
  'no-window': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const sentence = words(terminalLanguage(process.env));
const tell = (key: string) => console.error(sentence(`start.${key}`));

/** Ends the program in good order at the first signal. */
function untilSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

/** @throws AppError USAGE_WRONG */
function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`--port ${values.port}`);
    return { ...values, port };
  } catch (cause) {
    throw new AppError('USAGE_WRONG', { note: (cause as Error).message, usage: 'npm start -- --help' }, { cause });
  }
}

async function main(): Promise<void> {
  const { port, ...values } = readOptions();
  if (values.help) return console.log(sentence('start.usage'));
  const dataFolder = values.data ?? defaultDataFolder();
  const signal = untilSignal();

  const inBrowser = values.browser || values['no-window'] || windowObstacle() !== null;
  const screens = await builtScreens(() => tell('building'));
  if (!inBrowser) {
    const binary = electronBinary(() => tell('fetching-electron'));
    if (binary && (await runElectron(binary, ['--data', dataFolder], signal))) return;
    tell('no-electron');
  }
  const { runBrowserShell } = await import('./browser/shell.ts');
  await runBrowserShell({
    dataFolder,
    screens,
    port,
    signal,
    window: !values['no-window'],
    onReady(address, noWindow) {
      tell(noWindow ? `open.${noWindow}` : 'open.window');
      console.log(address);
    },
  });
}

try {
  await main();
  // A download, a library or a share that does not answer may still hold the event loop; everything of ours is closed.
  await endProcess((process.exitCode as ExitStatus | undefined) ?? EXIT.done);
} catch (error) {
  const { code, detail } = toFailure(error);
  const say = (part: string) => sentence(`errors.${code}.${part}`, detail);
  console.error(`${say('heading')} [${code}${detail['note'] ? `: ${detail['note']}` : ''}]\n${say('happened')}\n${say('todo')}`);
  process.exit(code === 'USAGE_WRONG' ? 2 : 3);
}
