import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, protocol } from 'electron';
import { toFailure } from '../../failure.ts';
import { defaultDataFolder, makePrivateFolder } from '../../store/data-folder.ts';
import { words } from '../../words/words.ts';
import { HpkiAddresses, programArguments } from './hpki-addresses.ts';
import { guardEveryPage } from './guard.ts';
import { SCHEMES } from './origins.ts';
import { runElectronShell } from './shell.ts';

/** Says in a window of the system why the program cannot start. */
function showFailure(error: unknown): void {
  const { code, detail } = toFailure(error);
  const sentence = words(app.getLocale().startsWith('ja') ? 'ja' : 'en');
  const say = (part: string) => sentence(`errors.${code}.${part}`, detail);
  dialog.showErrorBox(`${say('heading')} [${code}]`, `${say('happened')}\n\n${say('todo')}`);
}

app.enableSandbox();
protocol.registerSchemesAsPrivileged(SCHEMES);
guardEveryPage();

const stop = new AbortController();
app.on('before-quit', () => stop.abort());
// The process ends when everything of ours is closed, not when the last window is.
app.on('window-all-closed', () => {});
app.on('will-quit', (event) => event.preventDefault());

const addresses = new HpkiAddresses();
addresses.receive(process.argv);

const { data } = parseArgs({ args: programArguments(process.argv), options: { data: { type: 'string' } }, strict: false }).values;
const dataFolder = typeof data === 'string' ? data : defaultDataFolder();
// On Windows the key that safeStorage seals with rests here: it stays beside what it sealed. The lock of a single instance is this folder's too.
const profile = join(dataFolder, 'electron');
await makePrivateFolder(profile);
app.setPath('userData', profile);

if (app.requestSingleInstanceLock()) {
  // Never awaited here: Electron is not ready before this module is evaluated.
  app
    .whenReady()
    .then(() => runElectronShell({ dataFolder, screens: join(import.meta.dirname, '../renderer'), signal: stop.signal, addresses }))
    .then(
      () => app.exit(0),
      (error: unknown) => {
        showFailure(error);
        app.exit(3);
      },
    );
} else {
  app.exit(0);
}
