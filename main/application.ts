import { access } from 'node:fs/promises';
import { CardMemory } from '../card/hpki/memory.ts';
import { openCardSigner } from '../card/hpki/signer/open-card-signer.ts';
import type { PinPrompt } from '../card/pin/prompt.ts';
import type { ReaderService } from '../card/reader.ts';
import { CombinedReaderService } from '../card/transports/combined.ts';
import { PcscReaderService } from '../card/transports/pcsc/pcsc-reader-service.ts';
import { VirtualReaderService } from '../card/transports/virtual/virtual-reader-service.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { ApplicationInfo } from './api/schema/application.ts';
import type { CardsView } from './api/schema/card.ts';
import type { SigningReadiness } from './api/schema/signing.ts';
import { type AuditLog, auditLog } from './audit/audit-log.ts';
import { applicationView } from './cards/application-view.ts';
import { cardAccess } from './cards/card-access.ts';
import { type LiveCards, watchCards } from './cards/live-cards.ts';
import { type Demonstration, openDemonstration } from './demonstration/demonstration.ts';
import type { Desktop } from './documents/desktop.ts';
import { type Intake, openIntake } from './documents/intake.ts';
import { openRegister, type Register } from './documents/register.ts';
import { AppError } from './errors.ts';
import { openSettings, type SettingsBook } from './settings/settings.ts';
import { type SigningJobs, signingJobs } from './signing/jobs.ts';
import type { PinDesk } from './signing/pin-desk.ts';
import { readinessOf } from './signing/readiness.ts';
import type { SecretStore } from './store/master-key.ts';
import { openStore, type Store } from './store/store.ts';
import { rememberAuthorities } from './verification/certificate-folder.ts';
import { loadTrust } from './verification/trust.ts';
import { openVerifier, type Verifier } from './verification/verifier.ts';

export interface ApplicationOptions {
  readonly dataFolder: string;
  readonly shell: ApplicationInfo['shell'];
  /** Where the PIN is asked. */
  readonly pinDesk: PinDesk;
  /** Whether a person is asked again after a wrong PIN; not where the PIN comes from a file or a pipe. Default `true`. */
  readonly askAgain?: boolean;
  /** The system's secret store; without it the master key rests in a file. */
  readonly secretStore?: SecretStore | null;
  /** The desktop's programs; without it nothing is opened or shown. */
  readonly desktop?: Desktop | null;
  /** Readers beside the virtual ones; those of the system unless given. */
  readonly readers?: ReaderService;
  readonly now?: () => Date;
  /** Cards of the test policy sign, and are marked, whatever the setting; the root that such a card carries counts for it alone. */
  readonly testCards?: boolean;
}

/** The whole program behind its screens. Every shell makes one and closes it. */
export interface Application extends AsyncDisposable, Verifier {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly settings: SettingsBook;
  readonly cards: LiveCards;
  readonly intake: Intake;
  readonly register: Register;
  readonly jobs: SigningJobs;
  readonly demonstration: Demonstration;
  readonly virtualReaders: VirtualReaderService;
  readonly info: ApplicationInfo;
  /** Reads the card again, whatever is remembered of it. */
  readCardAgain(reader: string): Promise<CardsView>;
  readiness(reader: string): Promise<SigningReadiness>;
  /** Turns test mode on, which the demonstration card needs, and puts the card on its reader. */
  insertDemonstrationCard(): Promise<void>;
  removeDemonstrationCard(): Promise<void>;
  /** @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND */
  reveal(id: string, what: 'file' | 'folder'): Promise<boolean>;
}

/** Puts the program together over one data folder. */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { shell, pinDesk, desktop = null, askAgain = true, secretStore = null, now = () => new Date() } = options;
  await using opened = new AsyncDisposableStack();
  const store = opened.use(await openStore({ folder: options.dataFolder, secrets: secretStore, now }));
  const audit = auditLog(store);
  await audit.begin();
  const settings = await openSettings(store, audit);
  const register = await openRegister(store, audit);
  const intake = opened.use(await openIntake(store.folder.intake));

  const virtualReaders = new VirtualReaderService();
  const service = opened.use(new CombinedReaderService([options.readers ?? new PcscReaderService(), virtualReaders]));
  const demonstration = await openDemonstration({ folder: store.folder.demonstration, readers: virtualReaders, now });
  const testMode = () => options.testCards || settings.current.testMode;
  const trust = () => loadTrust(store.folder, testMode(), demonstration.trust);

  const memory = new CardMemory();
  const remember = (authorities: readonly Uint8Array[]) => rememberAuthorities(store.folder.authorities, authorities);
  const readInReader = cardAccess({ service, memory, audit, remember });
  const cards = opened.use(
    watchCards({
      service,
      read: async ({ name, insertion }, signal) => {
        const card = await readInReader(name, { signal, ...(insertion && { insertion }) });
        return card.applications.map((application) => applicationView(application, now()));
      },
    }),
  );

  /** The card that the person sees on the screen, and no other. */
  function shownStay(reader: string): { insertion?: string; holder?: string } {
    const view = cards.view.readers.find(({ name }) => name === reader);
    const certificate = view?.applications.find(({ kind }) => kind === 'signature')?.certificate;
    const holder = certificate?.nameKanji ?? certificate?.commonName;
    return { ...(view?.insertion && { insertion: view.insertion }), ...(holder && { holder }) };
  }

  const openSigner = (reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal) =>
    openCardSigner({ service, reader, prompt, uses, signal, memory, askAgain, ...shownStay(reader) });
  const use = async <T>(reader: string, work: () => Promise<T>) => {
    try {
      return await cards.use(reader, work);
    } finally {
      await cards.refresh(reader);
    }
  };
  const signing = { intake, register, audit, pinDesk, now, trust, openSigner, settings: () => settings.current, use };
  const jobs = opened.use(signingJobs(signing));
  const verifier = openVerifier({ audit, intake, register, trust, now });

  const stack = opened.move();
  return {
    ...verifier,
    store,
    audit,
    settings,
    cards,
    intake,
    register,
    jobs,
    demonstration,
    virtualReaders,
    get info() {
      return {
        version: packageFile.version,
        shell,
        dataFolder: store.folder.root,
        secretStore: store.masterKey.restsIn,
        firstStart: store.masterKey.created,
        demonstrationCard: demonstration.state,
      };
    },
    readCardAgain(reader) {
      memory.forget(reader);
      return cards.refresh(reader);
    },
    readiness: (reader) =>
      cards.use(reader, async () => {
        const { insertion } = shownStay(reader);
        return readinessOf(await readInReader(reader, { ...(insertion && { insertion }) }), await trust(), now());
      }),
    async insertDemonstrationCard() {
      await settings.change({ testMode: true });
      await demonstration.insert();
      await audit.record({ action: 'demonstration.inserted' });
    },
    async removeDemonstrationCard() {
      demonstration.remove();
      await audit.record({ action: 'demonstration.removed' });
    },
    async reveal(id, what) {
      const { outputPath } = await register.find(id);
      await access(outputPath).catch((cause) => {
        throw new AppError('FILE_NOT_FOUND', { path: outputPath }, { cause });
      });
      return desktop ? desktop.reveal(outputPath, what) : false;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
