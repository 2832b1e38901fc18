import type { StartModuleProcess } from '../card/pkcs11/port.ts';
import type { ReaderService } from '../card/reader.ts';
import type { TimeStamper } from '../pki/levels/material.ts';
import type { HttpClient, ProxyResolver } from '../pki/network/http-client.ts';
import type { ApplicationInfo } from './api/schema/application.ts';
import type { PasskeyDesk } from './credentials/staff/passkey-desk.ts';
import type { Desktop } from './documents/desktop.ts';
import type { OpenProgramDoor } from './programs/door.ts';
import type { TerminalFolders } from './prescriptions/terminal/folders.ts';
import type { PinDesk } from './signing/pin-desk.ts';
import type { SecretStore } from './store/master-key.ts';
import type { FurtherEvidence } from './verification/trust.ts';

/** What a shell gives the program. */
export interface ApplicationOptions {
  readonly dataFolder: string;
  readonly shell: ApplicationInfo['shell'];
  /** Where the PIN is asked. */
  readonly pinDesk: PinDesk;
  /** Where staff give their passkeys; without it nobody signs in with one. */
  readonly passkeyDesk?: PasskeyDesk | null;
  /** Where other programs call; without it none can. */
  readonly openProgramDoor?: OpenProgramDoor | null;
  /** Whether a person is asked again after a wrong PIN; not where the PIN comes from a file or a pipe. Default `true`. */
  readonly askAgain?: boolean;
  /** The system's secret store; without it the master key rests in a file. */
  readonly secretStore?: SecretStore | null;
  /** The desktop's programs; without it nothing is opened or shown. */
  readonly desktop?: Desktop | null;
  /** Readers beside the virtual ones; those of the system unless given. */
  readonly readers?: ReaderService;
  /** PKCS#11 module of this run alone, in place of the chosen one. */
  readonly tokenModule?: string | null;
  /** How the process of a PKCS#11 module is started; as one of Node unless given. */
  readonly startModule?: StartModuleProcess;
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
  readonly evidence?: FurtherEvidence;
  /** Folders of the terminal for this run alone, in place of those that are set. */
  readonly terminal?: TerminalFolders;
  /** Prescriptions that test cards signed may be given to the terminal; otherwise the setting of test mode says so. */
  readonly submitsTests?: boolean;
}
