import { access } from 'node:fs/promises';
import { CardMemory } from '../card/hpki/memory.ts';
import { openCardSigner } from '../card/hpki/signer/open-card-signer.ts';
import type { PinPrompt } from '../card/pin/prompt.ts';
import type { ReaderService } from '../card/reader.ts';
import { CombinedReaderService } from '../card/transports/combined.ts';
import { PcscReaderService } from '../card/transports/pcsc/pcsc-reader-service.ts';
import { VirtualReaderService } from '../card/transports/virtual/virtual-reader-service.ts';
import type { TimeStamper } from '../pki/levels/material.ts';
import type { HttpClient, ProxyResolver } from '../pki/network/http-client.ts';
import type { TsaAnchor } from '../pki/trust.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { ApplicationInfo } from './api/schema/application.ts';
import type { CardsView } from './api/schema/card.ts';
import type { RegisterEntry } from './api/schema/document.ts';
import type { ExtensionOrder, SigningLevels, SigningReadiness } from './api/schema/signing.ts';
import { type AuditLog, auditLog } from './audit/audit-log.ts';
import { applicationView } from './cards/application-view.ts';
import { cardAccess } from './cards/card-access.ts';
import { type LiveCards, watchCards } from './cards/live-cards.ts';
import { type Demonstration, openDemonstration } from './demonstration/demonstration.ts';
import type { Desktop } from './documents/desktop.ts';
import { type Intake, openIntake } from './documents/intake.ts';
import { openRegister, type Register } from './documents/register.ts';
import { AppError } from './errors.ts';
import { networkClient } from './network/client.ts';
import { openRevocation, type Revocation } from './revocation/revocation.ts';
import type { Purpose } from './revocation/source.ts';
import { openSettings, type SettingsBook } from './settings/settings.ts';
import { type SigningJobs, signingJobs } from './signing/jobs.ts';
import type { PinDesk } from './signing/pin-desk.ts';
import { extendEntry } from './signing/extension.ts';
import { levelsFor } from './signing/levels.ts';
import { readinessOf, type SigningCertificate, signingCertificateOf } from './signing/readiness.ts';
import type { SecretStore } from './store/master-key.ts';
import { openStore, type Store } from './store/store.ts';
import { openTimeStamping, type TimeStamping } from './time-stamping/time-stamping.ts';
import { rememberAuthorities } from './verification/certificate-folder.ts';
import { loadTrust, type Trust } from './verification/trust.ts';
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
  /** The way to other computers; by the settings unless given. */
  readonly http?: HttpClient;
  /** What the system says of proxies; the environment says it unless given. */
  readonly systemProxy?: ProxyResolver;
  readonly now?: () => Date;
  /** Cards of the test policy sign, and are marked, whatever the setting; the root that such a card carries counts for it alone. */
  readonly testCards?: boolean;
  /** Makes the time stamps in place of the desk's own service; nobody does where it gives `null`. */
  readonly timeStamper?: ((http: HttpClient) => TimeStamper | null) | null;
  /** Evidence for this run alone, beside what the desk holds. */
  readonly evidence?: Pick<Trust, 'crls'> & { readonly tsaAnchors: readonly TsaAnchor[] };
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
  readonly timeStamping: TimeStamping;
  readonly revocation: Revocation;
  readonly virtualReaders: VirtualReaderService;
  readonly info: ApplicationInfo;
  /** Reads the card again, whatever is remembered of it. */
  readCardAgain(reader: string): Promise<CardsView>;
  readiness(reader: string): Promise<SigningReadiness>;
  /** The certificate with which the card on a reader signs, `null` when none can be read. */
  signingCertificate(reader: string): Promise<SigningCertificate | null>;
  /** Levels that the card on a reader can sign to. */
  levels(reader: string): Promise<SigningLevels>;
  /** Raises the level of a signed file, or renews it. */
  extend(order: ExtensionOrder): Promise<RegisterEntry>;
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
  const http = options.http ?? networkClient(() => settings.current.network, options.systemProxy);
  const revocation = opened.use(openRevocation({ folder: store.folder.revocationCache, settings: () => settings.current, client: http, now }));
  const trustFor = (purpose: Purpose) => async () => {
    const present = await loadTrust(store.folder, testMode(), demonstration.trust);
    const tsaAnchors = [...(present.tsaAnchors ?? []), ...(options.evidence?.tsaAnchors ?? [])];
    const crls = [...present.crls, ...(options.evidence?.crls ?? [])];
    return { ...present, tsaAnchors, crls, revocationPolicy: settings.current.revocationPolicy, revocationSource: revocation.source(purpose) };
  };
  const trust = trustFor('signing');
  const timeStamping = await openTimeStamping({ store, audit, http, trust, demonstration: () => demonstration.timeStamper, now });

  const memory = new CardMemory();
  const remember = (authorities: readonly Uint8Array[]) => rememberAuthorities(store.folder.authorities, authorities);
  const readInReader = cardAccess({ service, memory, audit, remember });
  const cards = opened.use(
    watchCards({
      service,
      read: async ({ name, insertion }, signal) => {
        const card = await readInReader(name, { signal, ...(insertion && { insertion }) });
        // Its revocation lists are on their way while the person chooses documents.
        void trust().then((present) => readinessOf(card, present, now())).catch(() => {});
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

  const shownCard = (reader: string) =>
    cards.use(reader, () => {
      const { insertion } = shownStay(reader);
      return readInReader(reader, { ...(insertion && { insertion }) });
    });
  const openSigner = (reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal) =>
    openCardSigner({ service, reader, prompt, uses, signal, memory, askAgain, ...shownStay(reader) });
  const use = async <T>(reader: string, work: () => Promise<T>) => {
    try {
      return await cards.use(reader, work);
    } finally {
      await cards.refresh(reader);
    }
  };
  const signing = { intake, register, audit, pinDesk, now, trust, timeStamper: async (test: boolean) => options.timeStamper ? options.timeStamper(http) : timeStamping.timeStamper(test), openSigner, settings: () => settings.current, use };
  const jobs = opened.use(signingJobs(signing));
  const verifier = openVerifier({ audit, intake, register, trust: trustFor('verification'), now });

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
    timeStamping,
    revocation,
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
    signingCertificate: async (reader) => signingCertificateOf(await shownCard(reader)),
    readiness: async (reader) => readinessOf(await shownCard(reader), await trust(), now()),
    levels: async (reader) => levelsFor(signingCertificateOf(await shownCard(reader)), signing),
    extend: (order) => extendEntry(order, signing),
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
