import type { Failure } from '../../api/schema/common.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { inTurn } from '../../in-turn.ts';
import { Latest } from '../../latest.ts';
import type { Store } from '../../store/store.ts';
import { requireFitFolders, requireReachable } from './fitness.ts';
import { terminalFiles } from './folders.ts';
import { lookOut } from '../../folders/look-out.ts';
import { orderOf, type OrderParts, type Submission } from './order.ts';
import { countRequests } from './request-list.ts';
import type { Decision, Withdrawal } from './decisions.ts';
import { patientFiles } from './patient-files.ts';
import { openPrescriptionRequests } from './requests.ts';
import { keepTerminal, readTerminal, type TerminalSetting } from './setting.ts';

/** What stands in the way at the folders. */
export interface TerminalFault {
  /** `null`: of the folders themselves. */
  readonly request: string | null;
  readonly failure: Failure;
  /** Since when, ISO 8601. */
  readonly since: string;
}

/** Where the exchange with the terminal stands. */
export interface ServiceView {
  readonly terminal: TerminalSetting | null;
  /** When the folders were last looked into; `null` before that. */
  readonly lookedAt: string | null;
  readonly faults: readonly TerminalFault[];
  readonly open: number;
  /** How many a person must look at. */
  readonly attention: number;
  /** Grows with everything that changed, so that a list knows when to ask again. */
  readonly change: number;
}

/** Prescriptions on their way to the electronic prescription service and what came of them. */
export interface PrescriptionService extends AsyncDisposable {
  readonly view: ServiceView;
  /** At once, then whenever something changed. */
  watch(signal?: AbortSignal): AsyncGenerator<ServiceView, void>;
  /** @throws AppError TERMINAL_FOLDER_UNFIT */
  setTerminal(setting: TerminalSetting | null): Promise<ServiceView>;
  /** @returns id of the request. @throws AppError TERMINAL_NOT_SET, PRESCRIPTION_REQUESTED, and of `orderOf` */
  submit(submission: Submission): Promise<string>;
  /** Looks into the folders now. @returns ids of the requests answered */
  collect(): Promise<readonly string[]>;
  /** @throws AppError PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_SETTLED, REASON_NEEDED */
  settle(id: string, decision: Decision, reason: string): Promise<void>;
  /** Takes back what the terminal has nothing of yet. @throws AppError PRESCRIPTION_REQUEST_UNKNOWN, PRESCRIPTION_REQUEST_GIVEN, REASON_NEEDED */
  withdraw(id: string, withdrawal: Withdrawal): Promise<void>;
}

export interface ServiceParts extends OrderParts {
  readonly store: Store;
  readonly audit: AuditLog;
  /** Whether the folders are looked into all the time. */
  readonly keepsLooking: boolean;
  /** Folders in place of those that are set, for this run alone. */
  readonly terminal?: Omit<TerminalSetting, 'everySeconds'>;
}

const EVERY_SECONDS = 5;
/** A look that has begun may take so long when the program ends; a folder that does not answer is not waited for. Milliseconds. */
const GRACE_MS = 1_000;
const keyOf = ({ request, failure }: Omit<TerminalFault, 'since'>): string => JSON.stringify([request, failure.code, failure.detail]);

export async function openPrescriptionService({ store, audit, keepsLooking, terminal: given, ...parts }: ServiceParts): Promise<PrescriptionService> {
  let setting: TerminalSetting | null = given ? { ...given, everySeconds: EVERY_SECONDS } : await readTerminal(store);
  if (given) await requireFitFolders(given, store.folder.root);
  const ended = new AbortController();
  const requests = openPrescriptionRequests(
    store,
    audit,
    () => setting && patientFiles(terminalFiles(setting), setting, ended.signal),
    parts.testMode,
  );
  const latest = new Latest<ServiceView>({ terminal: setting, lookedAt: null, faults: [], change: 0, ...(await countRequests(store)) });
  const turn = inTurn();

  async function tell(change: Partial<Pick<ServiceView, 'lookedAt' | 'faults'>> = {}): Promise<void> {
    const counts = await countRequests(store);
    latest.set({ ...latest.value, ...change, ...counts, terminal: setting, change: latest.value.change + 1 });
  }

  /** A fault is recorded when it begins and when it is over, not with every look. */
  async function noteFaults(found: readonly Omit<TerminalFault, 'since'>[], at: string): Promise<readonly TerminalFault[]> {
    const before = new Map(latest.value.faults.map((fault) => [keyOf(fault), fault]));
    const faults = found.map((fault) => ({ ...fault, since: before.get(keyOf(fault))?.since ?? at }));
    const now = new Set(faults.map(keyOf));
    const facts = ({ request, failure }: TerminalFault) => ({
      prescriptionRequest: request,
      code: failure.code,
      folder: failure.detail['folder'] ?? null,
    });
    for (const fault of faults) if (!before.has(keyOf(fault))) await audit.record({ action: 'prescription.terminal-fault', facts: facts(fault) });
    for (const fault of latest.value.faults)
      if (!now.has(keyOf(fault))) await audit.record({ action: 'prescription.terminal-well', facts: facts(fault) });
    return faults;
  }

  const collect = (): Promise<readonly string[]> =>
    turn(async () => {
      if (!setting) return [];
      const at = store.now().toISOString();
      const away = await requireReachable(setting, ended.signal).then(() => null, toFailure);
      // Where the folders are away nothing is asked of them for each request; what was found of one before is not over by that.
      const { answered, faults } = away
        ? { answered: [], faults: [{ request: null, failure: away }, ...latest.value.faults.filter(({ request }) => request !== null)] }
        : await requests.collect();
      // What could not be looked at since the program ends is no fault.
      if (!ended.signal.aborted) await tell({ lookedAt: at, faults: await noteFaults(faults, at) });
      return answered;
    });

  /** A look that fails altogether is a fault as well. */
  const look = async (): Promise<void> => {
    await collect().catch(async (error: unknown) => {
      const at = store.now().toISOString();
      await tell({ lookedAt: at, faults: await noteFaults([{ request: null, failure: toFailure(error) }], at) }).catch((fault: unknown) =>
        console.error(fault),
      );
    });
  };
  const looking = lookOut(look);
  const keepLooking = () => looking.keep(keepsLooking && setting ? setting.everySeconds : null);
  keepLooking();

  return {
    get view() {
      return latest.value;
    },
    watch: (signal) => latest.watch(signal),
    async setTerminal(wanted) {
      if (wanted) await requireFitFolders(wanted, store.folder.root);
      await turn(async () => {
        await keepTerminal(store, audit, wanted);
        setting = wanted;
        await tell({ lookedAt: null, faults: [] });
      });
      keepLooking();
      return latest.value;
    },
    async submit(submission) {
      if (!setting) throw new AppError('TERMINAL_NOT_SET');
      const id = await requests.submit(await orderOf(submission, parts));
      await look();
      return id;
    },
    collect,
    async settle(id, decision, reason) {
      await requests.settle(id, decision, reason);
      await look();
    },
    async withdraw(id, withdrawal) {
      await requests.withdraw(id, withdrawal);
      await (setting ? look() : tell());
    },
    async [Symbol.asyncDispose]() {
      looking[Symbol.dispose]();
      latest.end();
      const late = setTimeout(() => ended.abort(), GRACE_MS);
      // A look that has begun is finished before the store closes.
      await turn(async () => {});
      clearTimeout(late);
    },
  };
}
