import type { VirtualReaderService } from '../card/transports/virtual/virtual-reader-service.ts';
import type { ApplicationInfo } from './api/schema/application.ts';
import type { InterruptedReception } from './api/schema/attendance.ts';
import type { CardsView } from './api/schema/card.ts';
import type { CardFitness, CardFormOrder } from './api/schema/fitness.ts';
import type { RegisterEntry } from './api/schema/document.ts';
import type { ExtensionOrder, SigningLevels, SigningReadiness } from './api/schema/signing.ts';
import type { ApplicationOptions } from './application-options.ts';
import type { Authority } from './credentials/authority.ts';
import type { Venue } from './attendance/venue/venue.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { LiveCards } from './cards/live-cards.ts';
import type { Credits } from './credits/credits.ts';
import type { Demonstration } from './demonstration/demonstration.ts';
import type { Intake } from './documents/intake.ts';
import type { Register } from './documents/register.ts';
import type { Library } from './library/library.ts';
import type { RunningExchange } from './exchange/running.ts';
import type { Letters } from './letters/letters.ts';
import type { NamedBytes } from './named-bytes.ts';
import type { Prescriptions } from './prescriptions/prescriptions.ts';
import type { DispensingDesk } from './prescriptions/dispensing/desk.ts';
import type { PrescriptionService } from './prescriptions/terminal/service.ts';
import type { Qualification } from './qualification/qualification.ts';
import type { RemoteDesk } from './remote-signing/remote-desk.ts';
import type { Revocation } from './revocation/revocation.ts';
import type { Keys } from './signing/keys.ts';
import type { Programs } from './programs/programs.ts';
import type { SettingsBook } from './settings/settings.ts';
import type { SigningJobs } from './signing/jobs.ts';
import type { Batches } from './signing/batch/batches.ts';
import type { SigningCertificate } from './signing/readiness.ts';
import type { Store } from './store/store.ts';
import type { TimeStamping } from './time-stamping/time-stamping.ts';
import type { TokenDesk } from './tokens/token-desk.ts';
import type { Verifier } from './verification/verifier.ts';
import type { WatchedFolder } from './watched-folder/watched-folder.ts';

export type { ApplicationOptions };

/** The whole program behind its screens. Every shell makes one and closes it. */
export interface Application extends AsyncDisposable, Verifier {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly settings: SettingsBook;
  readonly cards: LiveCards;
  /** Cards, tokens and keys at services, as far as they sign documents. */
  readonly keys: Keys;
  readonly tokens: TokenDesk;
  /** Services for remote signing. */
  readonly remote: RemoteDesk;
  readonly intake: Intake;
  readonly register: Register;
  readonly library: Library;
  readonly jobs: SigningJobs;
  /** What signing has not reached yet. */
  readonly batches: Batches;
  /** Files that wait in a folder to be looked at and signed; looked for all the time in a program with screens. */
  readonly watchedFolder: WatchedFolder;
  readonly demonstration: Demonstration;
  readonly timeStamping: TimeStamping;
  readonly revocation: Revocation;
  readonly virtualReaders: VirtualReaderService;
  /** Seminars and reception, opened with the first call. */
  readonly venue: () => Promise<Venue>;
  /** The reception that an earlier run left open, told without opening the seminars. */
  readonly interruptedReception: () => Promise<InterruptedReception | null>;
  /** The authority's desk, opened with the first call. */
  readonly authority: () => Promise<Authority>;
  /** What this desk and others tell each other, opened with the first call; where a hub knows the desk, it is opened by itself in a program with screens. */
  readonly exchange: () => Promise<RunningExchange>;
  /** Prescriptions on their way to the service, opened with the first call; where the terminal's folders are set, by itself in a program with screens. */
  readonly prescriptionService: () => Promise<PrescriptionService>;
  /** Prescriptions that came, and what was dispensed. */
  readonly dispensing: DispensingDesk;
  /** Checks of other people's cards. */
  readonly qualification: Qualification;
  /** The doctor's own account of units. */
  readonly credits: Credits;
  /** Prescriptions before they are signed, and the codes that they are made of. */
  readonly prescriptions: Prescriptions;
  /** Other programs that ask this one. */
  readonly programs: Programs;
  readonly letters: Letters;
  readonly info: ApplicationInfo;
  /** Reads the card again, whatever is remembered of it. */
  readCardAgain(reader: string): Promise<CardsView>;
  readiness(reader: string): Promise<SigningReadiness>;
  /** What is known of the authentication certificate of the card on a reader before a PIN is asked. */
  loginReadiness(reader: string): Promise<SigningReadiness>;
  /** Whether the card on a reader is fit for work. */
  fitness(reader: string): Promise<CardFitness>;
  /** A form of the authority, filled in; the card is read where one is named. */
  cardForm(order: CardFormOrder): Promise<NamedBytes>;
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
