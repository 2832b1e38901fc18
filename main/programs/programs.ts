import type { Kysely } from 'kysely';
import type { ProgramPermissions, ProgramSettings, ProgramsView } from '../api/schema/programs.ts';
import { programSettings } from '../api/schema/programs.ts';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { LiveCards } from '../cards/live-cards.ts';
import type { Intake } from '../documents/intake.ts';
import type { Register } from '../documents/register.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { inTurn } from '../in-turn.ts';
import { Latest } from '../latest.ts';
import type { Tables } from '../store/schema.ts';
import { keepSetting, readSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import type { Verifier } from '../verification/verifier.ts';
import { parseHpkiAddress } from './address.ts';
import { answering } from './answering.ts';
import { type ProgramApi, programApi } from './api/api.ts';
import { handlersOf } from './api/handlers.ts';
import { type Callers, openCallers } from './callers.ts';
import type { OpenProgramDoor } from './door.ts';
import type { LoginServices } from './login.ts';
import { pairingBy } from './pairing.ts';
import { type Request, requestBook } from './requests.ts';
import { programSignatures } from './signatures.ts';

/** Other programs: who may ask, what is asked, and what a person answers. */
export interface Programs extends AsyncDisposable {
  readonly view: ProgramsView;
  readonly api: ProgramApi;
  watch(signal?: AbortSignal): AsyncGenerator<ProgramsView, void>;
  /** Opens or closes the door, and keeps it so. */
  set(settings: ProgramSettings): Promise<void>;
  readonly pairing: {
    open(): void;
    close(): Promise<void>;
    allow(id: string, permissions: ProgramPermissions): void;
    refuse(id: string): Promise<void>;
  };
  readonly callers: Pick<Callers, 'change'> & { remove(id: string): Promise<void> };
  readonly answers: ReturnType<typeof answering>;
  /** An `hpki:` address was opened; what it points at is marked when it is here. @returns whether the text was an address */
  point(address: string): boolean;
  /** Notes a signature for the program that asked for it, in the transaction that enters it. */
  signedIn(transaction: Kysely<Tables>, document: string, entry: string): Promise<void>;
  /** A document was signed; a program that asked for it gets it. Never fails. */
  signed(document: string, entry: RegisterEntry): Promise<void>;
  /** A job has taken documents and lets go of them when this is disposed of. */
  readonly taking: (documents: readonly string[]) => Disposable;
  /** A document is to be closed unsigned. @throws AppError JOB_ALREADY_RUNNING while it is being signed */
  closed(document: string): Promise<void>;
  /** A batch has let go of a document unsigned; where no screen has it either, its request is declined. */
  letGo(document: string): Promise<void>;
}

export interface ProgramsOptions extends LoginServices {
  readonly store: Pick<Store, 'db' | 'now'>;
  readonly audit: AuditLog;
  readonly intake: Intake;
  readonly register: Register;
  readonly verify: Verifier['verifyUnkept'];
  readonly live: LiveCards;
  /** Serves the interface; without one nobody can call. */
  readonly openDoor: OpenProgramDoor | null;
}

/** Row of the setting. */
const SETTING = 'programs';
/** 4754 is HPKI on a telephone's keys; below the ports that systems hand out by themselves. */
export const DEFAULT_PROGRAM_SETTINGS: ProgramSettings = { on: false, port: 14754 };

export async function openPrograms(options: ProgramsOptions): Promise<Programs> {
  const { store, audit, intake, register, openDoor, now } = options;
  let settings = programSettings.catch(DEFAULT_PROGRAM_SETTINGS).parse(await readSetting(store.db, SETTING));
  let door: AsyncDisposable | null = null;
  let failure: ProgramsView['failure'] = null;
  let pointed: string | null = null;
  const turn = inTurn();

  const callers = await openCallers(store, audit);
  const signatures = await programSignatures(store, register);
  const latest = new Latest<ProgramsView | null>(null);
  const changed = () => latest.set(view());
  const pairing = pairingBy({ callers, audit, now, changed });
  const over = async ({ id, about: { taken }, outcome }: Request) => {
    answers.stop(id);
    if (taken === null || outcome?.state === 'done') return;
    if (outcome?.state !== 'expired') await signatures.forget(taken);
    // What a person has open stays open; what nobody has looked at goes.
    if (!answers.isOpened(taken)) await intake.discard(taken);
  };
  const isHeld = ({ about: { taken }, outcome }: Request) =>
    taken !== null && answers.isOpened(taken) && (outcome?.state === 'expired' || outcome?.state === 'withdrawn');
  const requests = requestBook({ audit, now, changed, over, isHeld });
  const answers = answering({ ...options, requests, signatures });
  const { ifAlways: answerIfAlways, isBeingSigned } = answers;
  const handlers = handlersOf({ port: () => settings.port, callers, pairing, requests, intake, signatures, answerIfAlways, isBeingSigned, now });
  const api = programApi({ callers, pairing, handlers, room: requests.room });

  function view(): ProgramsView {
    return {
      settings,
      door: door ? 'open' : failure ? 'failed' : 'closed',
      failure,
      pairingUntil: pairing.until,
      pairing: pairing.view,
      callers: [...callers.list],
      requests: requests.present.map(answers.shown),
      pointed,
    };
  }

  /** Ends requests that nobody may make any more. */
  async function endRequests(which: (request: Request) => boolean): Promise<void> {
    for (const { id } of requests.present.filter(which)) await requests.end(id, { state: 'declined' });
  }

  const openAt = (port: number): Promise<AsyncDisposable> | null =>
    openDoor?.(api, port).catch((cause: NodeJS.ErrnoException) => {
      throw new AppError('PROGRAM_PORT_TAKEN', { port, note: cause.code ?? '' }, { cause });
    }) ?? null;

  async function moveDoor(): Promise<void> {
    await door?.[Symbol.asyncDispose]();
    door = null;
    failure = null;
    try {
      if (settings.on) door = await openAt(settings.port);
    } catch (error) {
      failure = toFailure(error);
    }
    changed();
  }

  async function closed(document: string): Promise<void> {
    const request = answers.requestOf(document);
    if (!request) return;
    if (answers.isBeingSigned(request as Request)) throw new AppError('JOB_ALREADY_RUNNING', { document });
    // A batch has a copy of its own and is signed later.
    if (await signatures.isWaiting(document)) {
      answers.leave(document);
      return changed();
    }
    answers.close(document);
    changed();
    await requests.end(request.id, { state: 'declined' });
  }

  await moveDoor();
  return {
    get view() {
      return view();
    },
    api,
    async *watch(signal) {
      for await (const seen of latest.watch(signal)) yield seen ?? view();
    },
    set: (wanted) =>
      turn(async () => {
        await store.db.transaction().execute(async (transaction) => {
          await keepSetting(transaction, SETTING, wanted);
          await audit.append(transaction, { action: 'program.door', facts: { ...wanted } });
        });
        const same = wanted.on === settings.on && wanted.port === settings.port && failure === null;
        settings = wanted;
        if (!wanted.on) await pairing.close();
        if (!same) await moveDoor();
      }),
    pairing,
    callers: {
      async change(id, permissions) {
        await callers.change(id, permissions);
        await endRequests(({ caller, kind }) => caller.id === id && permissions[kind] === 'no');
        changed();
      },
      async remove(id) {
        await callers.remove(id);
        await endRequests(({ caller }) => caller.id === id);
        changed();
      },
    },
    answers,
    point(address) {
      const read = parseHpkiAddress(address);
      if (!read) return false;
      pointed = read.request;
      changed();
      return true;
    },
    taking: answers.taking,
    signedIn: signatures.keep,
    async signed(document, entry) {
      const request = answers.requestOf(document);
      if (!request) return;
      answers.close(document);
      try {
        await requests.end(request.id, { state: 'done', result: (keepRoom) => signatures.answer(entry.id, keepRoom), bytes: 0 }, { entry: entry.id });
      } catch (error) {
        // The signature is made and in the register, whatever becomes of telling it.
        console.error(error);
      }
    },
    closed,
    letGo: async (document) => (answers.isLeft(document) ? closed(document) : undefined),
    async [Symbol.asyncDispose]() {
      await turn(async () => door?.[Symbol.asyncDispose]());
      requests[Symbol.dispose]();
      pairing[Symbol.dispose]();
      await answers.idle();
      latest.end();
    },
  };
}
