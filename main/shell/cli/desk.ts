import { resolve } from 'node:path';
import { CardError } from '../../../card/errors.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { openVirtualCard } from '../../../card/virtual/folder.ts';
import type { Application, ApplicationOptions } from '../../application.ts';
import { openApplication } from '../../open-application.ts';
import { defaultDataFolder } from '../../store/data-folder.ts';
import { type Invocation, text } from './command.ts';
import { AppError } from '../../errors.ts';
import type { PinDesk } from '../../signing/pin-desk.ts';
import { visitOf } from './remote-visit.ts';

/** Options that name the key of a signature: a card, a token of a PKCS#11 module, or a key at a service. */
export const KEY_OPTIONS = {
  reader: { type: 'string' },
  virtual: { type: 'string' },
  pkcs11: { type: 'string' },
  remote: { type: 'string' },
  data: { type: 'string' },
} as const;

/** Options that name the card. */
export const CARD_OPTIONS = { reader: { type: 'string' }, virtual: { type: 'string' }, data: { type: 'string' } } as const;

export const VIRTUAL_READER = 'Virtual reader';

/** Where no PIN is ever asked. */
const NO_PIN: PinDesk = { ask: async () => null };

export interface Desk extends AsyncDisposable {
  readonly application: Application;
  /** The reader that was named, or the first one with a card. @throws CardError READER_NOT_FOUND, CARD_ABSENT, PCSC_SERVICE_ABSENT */
  reader(): string;
}

/** A reader of this process with the card of a folder on it. */
export async function virtualReaders(folder: string): Promise<VirtualReaderService> {
  const card = await openVirtualCard(folder);
  const readers = new VirtualReaderService();
  readers.addReader(VIRTUAL_READER);
  readers.insert(VIRTUAL_READER, card);
  return readers;
}

/** The program behind one command, on the readers of the system or on the card of `--virtual`. Test cards are taken and marked. */
export async function openDesk(
  invocation: Invocation,
  pinDesk: PinDesk = NO_PIN,
  more: Pick<ApplicationOptions, 'timeStamper' | 'evidence' | 'terminal' | 'submitsTests'> = {},
): Promise<Desk> {
  const dataFolder = text(invocation, 'data') ?? defaultDataFolder();
  const virtual = text(invocation, 'virtual');
  const module = text(invocation, 'pkcs11');
  const remote = text(invocation, 'remote');
  if ([virtual, module, remote].filter((given) => given !== undefined).length > 1)
    throw new AppError('USAGE_WRONG', { note: '--virtual DIR | --pkcs11 MODULE | --remote SERVICE' });
  // A module speaks to the card by itself, and a service needs none: meanwhile no reader is touched from here.
  const readers = virtual !== undefined ? await virtualReaders(virtual) : (module ?? remote) === undefined ? null : new VirtualReaderService();
  const application = await openApplication({
    dataFolder,
    shell: 'command-line',
    pinDesk,
    askAgain: false,
    testCards: true,
    tokenModule: module === undefined ? null : resolve(module),
    ...(readers && { readers }),
    ...more,
  });
  await using opened = new AsyncDisposableStack();
  opened.use(application);
  await application.keys.settled();
  if (remote !== undefined) await application.remote.connect(remote, visitOf(invocation, application), invocation.signal);
  const resources = opened.move();
  return {
    application,
    reader: () => {
      const name = virtual === undefined ? text(invocation, 'reader') : VIRTUAL_READER;
      const other = module ?? remote;
      return other === undefined ? chosenReader(application, name) : chosenKey(application, other, name);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function chosenReader({ keys }: Application, name: string | undefined): string {
  const { service, readers } = keys.view;
  const found = name === undefined ? (readers.find(({ state }) => state === 'hpki') ?? readers[0]) : readers.find((reader) => reader.name === name);
  if (found) return found.name;
  if (service === 'absent') throw new CardError('PCSC_SERVICE_ABSENT');
  if (service === 'library-missing') throw new CardError('PCSC_LIBRARY_MISSING');
  throw new CardError('READER_NOT_FOUND', name === undefined ? {} : { reader: name });
}

/** The one key of a module or service that can sign, where none was named: of two, nobody knows which is meant. */
function chosenKey({ keys }: Application, source: string, name: string | undefined): string {
  const { readers } = keys.view;
  const signing = readers.filter((reader) => (name === undefined ? reader.state === 'hpki' : reader.name === name));
  if (signing.length > 1) throw new CardError('TOKEN_AMBIGUOUS', { note: signing.map((reader) => reader.name).join(', ') });
  const found = signing[0] ?? readers.find(({ state }) => state === 'failed');
  if (found) return found.name;
  throw name === undefined ? new CardError('CARD_ABSENT', { reader: source }) : new CardError('READER_NOT_FOUND', { reader: name });
}
