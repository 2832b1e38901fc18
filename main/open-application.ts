import { access } from 'node:fs/promises';
import { CombinedReaderService } from '../card/transports/combined.ts';
import { PcscReaderService } from '../card/transports/pcsc/pcsc-reader-service.ts';
import { VirtualReaderService } from '../card/transports/virtual/virtual-reader-service.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { ApplicationOptions } from './application-options.ts';
import { openedReception } from './attendance/reception/kept.ts';
import { auditLog } from './audit/audit-log.ts';
import { openCardDesk } from './cards/card-desk.ts';
import { fitnessOf } from './cards/fitness/fitness.ts';
import { cardFormPdf } from './cards/forms/form-pdf.ts';
import { certificateSignature } from './credits/certificate-signature.ts';
import { openCredits } from './credits/credits.ts';
import { openDemonstration } from './demonstration/demonstration.ts';
import { openIntake } from './documents/intake.ts';
import { openRegister } from './documents/register.ts';
import { openLibrary } from './library/library.ts';
import { AppError } from './errors.ts';
import { isEnrolled } from './exchange/link/identity.ts';
import { openLetters } from './letters/letters.ts';
import { networkClient } from './network/client.ts';
import { openPrescriptions } from './prescriptions/prescriptions.ts';
import { openDispensing } from './prescriptions/dispensing/desk.ts';
import { type DispensedBook, dispensedBook } from './prescriptions/dispensing/dispensed.ts';
import { ruleOnDispensing } from './prescriptions/dispensing/ruling.ts';
import { readTerminal } from './prescriptions/terminal/setting.ts';
import { openLaterParts } from './later-parts.ts';
import { openQualification } from './qualification/qualification.ts';
import { openRemoteDesk } from './remote-signing/remote-desk.ts';
import { openRemoteServices } from './remote-signing/services.ts';
import { openRevocation } from './revocation/revocation.ts';
import { keptReports } from './report/kept-reports.ts';
import type { Purpose } from './revocation/source.ts';
import { openKeys } from './signing/keys.ts';
import { openPrograms } from './programs/programs.ts';
import { openSettings } from './settings/settings.ts';
import { signingJobs } from './signing/jobs.ts';
import { extendEntry } from './signing/extension.ts';
import { openBatches } from './signing/batch/batches.ts';
import { levelsFor } from './signing/levels.ts';
import { readinessOf, type SigningSource, signingCertificateOf } from './signing/readiness.ts';
import { openStore } from './store/store.ts';
import { openTimeStamping } from './time-stamping/time-stamping.ts';
import { openTokenDesk } from './tokens/token-desk.ts';
import { rememberAuthorities } from './verification/certificate-folder.ts';
import { loadTrust, withEvidence } from './verification/trust.ts';
import { openVerifier } from './verification/verifier.ts';
import { verify } from './verification/verify.ts';
import { openWatchedFolder } from './watched-folder/watched-folder.ts';

import type { Application } from './application.ts';

/** Puts the program together over one data folder. */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { shell, pinDesk, desktop = null, askAgain = true, secretStore = null, now = () => new Date() } = options;
  await using opened = new AsyncDisposableStack();
  const store = opened.use(await openStore({ folder: options.dataFolder, secrets: secretStore, now }));
  const audit = auditLog(store);
  await audit.begin();
  const settings = await openSettings(store, audit);
  const register = await openRegister(store, audit);
  const batches = await openBatches(store);
  const ruleOn = ruleOnDispensing(async (file) => verify(file, null, { ...(await trustFor('verification')()), at: now() }));
  const intake = opened.use(await openIntake(store.folder.intake, ruleOn));

  const virtualReaders = new VirtualReaderService();
  const service = opened.use(new CombinedReaderService([options.readers ?? new PcscReaderService(), virtualReaders]));
  const demonstration = await openDemonstration({ folder: store.folder.demonstration, readers: virtualReaders, now });
  const testMode = () => options.testCards || settings.current.testMode;
  const http = options.http ?? networkClient(() => settings.current.network, options.systemProxy);
  const revocation = opened.use(openRevocation({ folder: store.folder.revocationCache, settings: () => settings.current, client: http, now }));
  const trustFor = (purpose: Purpose) => async () => {
    const present = withEvidence(await loadTrust(store.folder, testMode(), demonstration.trust), options.evidence);
    return { ...present, revocationPolicy: settings.current.revocationPolicy, revocationSource: revocation.source(purpose) };
  };
  const trust = trustFor('signing');
  const timeStamping = await openTimeStamping({ store, audit, http, trust, demonstration: () => demonstration.timeStamper, now });

  const cardDesk = opened.use(
    openCardDesk({
      service,
      audit,
      askAgain,
      typeAt: () => (settings.current.pinAtReader ? 'reader' : 'here'),
      remember: (authorities) => rememberAuthorities(store.folder.authorities, authorities),
      // Its revocation lists are on their way while the person chooses documents.
      noticed: (card) => void readiness(card).catch(() => {}),
      now,
    }),
  );
  const { tokenModule = null, startModule } = options;
  const tokens = opened.use(
    await openTokenDesk({
      store,
      audit,
      module: tokenModule,
      remembers: shell !== 'command-line',
      askAgain,
      now,
      ...(startModule && { start: startModule }),
    }),
  );
  const remote = opened.use(
    openRemoteDesk({ services: await openRemoteServices(store, audit), audit, http, askAgain, browse: desktop?.browse, now }),
  );
  const keys = opened.use(openKeys(cardDesk, [tokens, remote]));
  const readiness = async (source: SigningSource) => readinessOf(source, await trust(), now());
  const timeStamper = async (test: boolean) => (options.timeStamper ? options.timeStamper(http) : timeStamping.timeStamper(test));
  const { openSigner, use } = keys;
  const reports = keptReports();
  const library = opened.use(
    await openLibrary({
      ...{ store, audit, reports, trust, timeStamper, now },
      verificationTrust: trustFor('verification'),
      contentOf: async (sha256) => {
        const found = intake.withContent(sha256);
        return found && { name: found.opened.name, bytes: await found.read() };
      },
      extend: (order) => extendEntry(order, signing),
    }),
  );
  const keepVerified = () => settings.current.keepVerified;
  const verifier = openVerifier({ audit, library, keepVerified, reports, trust: trustFor('verification'), now });
  const programs = opened.use(
    await openPrograms({
      ...{ store, audit, intake, register, pinDesk, now, trust, cards: cardDesk, live: cardDesk.live, verify: verifier.verifyUnkept },
      openDoor: options.openProgramDoor ?? null,
    }),
  );
  const watchedFolder = opened.use(await openWatchedFolder({ store, audit, intake, keepsLooking: shell !== 'command-line' }));
  const dispensed = dispensedBook(store);
  const signing = {
    intake,
    register,
    audit,
    pinDesk,
    now,
    trust,
    timeStamper,
    openSigner,
    settings: () => settings.current,
    saidBefore: shell !== 'command-line',
    use,
    batches,
    taking: programs.taking,
    async signedIn(...[transaction, document, entry]: Parameters<DispensedBook['signedIn']>) {
      await programs.signedIn(transaction, document.opened.id, entry);
      await watchedFolder.signedIn(transaction, document.opened.id);
      await dispensed.signedIn(transaction, document, entry);
    },
    signed: programs.signed,
    letGo: programs.letGo,
  };
  const jobs = opened.use(signingJobs(signing));

  const looked = { trust: trustFor('verification'), presentTrust: trustFor('at-hand') };
  const qualification = opened.use(await openQualification({ store, audit, pinDesk, cards: cardDesk, ...looked }));

  const { authority, venue, exchange, prescriptionService } = opened.use(
    openLaterParts({
      ...{ options, store, audit, settings, service, cardDesk, http, testMode, register, intake, demonstration },
      trust: trustFor('verification'),
    }),
  );

  const stack = opened.move();
  const application: Application = {
    ...verifier,
    dispensing: openDispensing({ store, audit, intake, verify: verifier.verify, ruleOn, dispensed }),
    credits: openCredits({
      store,
      audit,
      testMode,
      signatureOf: async (file) => certificateSignature(await verify(file, null, { ...(await trustFor('verification')()), at: now() })),
    }),
    prescriptions: openPrescriptions({ store, audit, intake }),
    letters: openLetters({ store, audit, intake, register, verify: verifier.verify }),
    qualification,
    interruptedReception: async () => (venue.asked() ? (await venue()).reception.interrupted() : openedReception(store)),
    authority,
    exchange,
    prescriptionService,
    venue,
    store,
    audit,
    settings,
    cards: cardDesk.live,
    keys,
    tokens,
    remote,
    intake,
    register,
    library,
    jobs,
    batches,
    watchedFolder,
    demonstration,
    timeStamping,
    revocation,
    virtualReaders,
    programs,
    get info() {
      return {
        version: packageFile.version,
        shell,
        dataFolder: store.folder.root,
        signedFolder: store.folder.signed,
        secretStore: store.masterKey.restsIn,
        firstStart: store.masterKey.created,
        demonstrationCard: demonstration.state,
      };
    },
    readCardAgain: keys.readAgain,
    signingCertificate: async (reader) => signingCertificateOf(await keys.shown(reader)),
    readiness: async (reader) => readiness(await keys.shown(reader)),
    levels: async (reader) => levelsFor(signingCertificateOf(await keys.shown(reader)), signing),
    loginReadiness: async (reader) => readinessOf(await cardDesk.shown(reader), await trust(), now(), 'authentication'),
    fitness: async (reader) => fitnessOf(await cardDesk.shown(reader), await trustFor('verification')(), now()),
    cardForm: async ({ form, reader, fields }) => cardFormPdf(form, reader === null ? null : await cardDesk.shown(reader), fields, now()),
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
  if (shell !== 'command-line' && (await readTerminal(store))) application.prescriptionService().catch((error: unknown) => console.error(error));
  if (shell !== 'command-line' && (await isEnrolled(store.db))) application.exchange().catch((error: unknown) => console.error(error));
  return application;
}
