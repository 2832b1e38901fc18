import { CardError } from '../../card/errors.ts';
import type { AcceptedRequest, LoginProgress, ProgramRequest } from '../api/schema/programs.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { LiveCards } from '../cards/live-cards.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { Latest } from '../latest.ts';
import type { Verifier } from '../verification/verifier.ts';
import { cardFactsOf, onlyReader } from './card-facts.ts';
import { type LoginOrder, type LoginServices, signLogin } from './login.ts';
import type { OpenRequest, Request, RequestBook } from './requests.ts';
import type { ProgramSignatures } from './signatures.ts';

export interface AnsweringOptions extends LoginServices {
  readonly requests: RequestBook;
  readonly signatures: Pick<ProgramSignatures, 'expect'>;
  readonly verify: Verifier['verifyUnkept'];
  readonly live: LiveCards;
  readonly audit: AuditLog;
}

/** Bytes of an answer that is kept, by what it is told as. */
const sizeOf = (answer: unknown): number => JSON.stringify(answer).length;

/** The progress of a login; whoever stops following it cancels it. */
async function* untilLeft(progress: Latest<LoginProgress>, stop: AbortController): AsyncGenerator<LoginProgress, void> {
  try {
    yield* progress.watch();
  } finally {
    stop.abort();
  }
}

/** What a person does with the requests of other programs. */
export function answering(options: AnsweringOptions) {
  const { requests, signatures, verify, live } = options;
  /** Requests whose documents were accepted, by the documents' ids. */
  const opened = new Map<string, Request<'sign'>>();
  /** Documents among them that no screen has any more: a batch will sign its copies. */
  const left = new Set<string>();
  /** Documents that a job has taken. */
  const taken = new Set<string>();
  /** What stops the logins that run, by their requests. */
  const logins = new Map<string, AbortController>();
  const work = new Set<Promise<void>>();

  /** Does what a request asks; its failure is its answer. */
  async function answer(request: Request, make: () => unknown | Promise<unknown>): Promise<void> {
    requests.move(request.id, 'working');
    try {
      const result = await make();
      await requests.end(request.id, { state: 'done', result: () => result, bytes: sizeOf(result) });
    } catch (error) {
      await requests.end(request.id, { state: 'failed', failure: toFailure(error) });
    }
  }

  async function verifyFor(request: OpenRequest<'verify'>): Promise<void> {
    await answer(request as Request, () => verify(request.order.file, request.order.content));
  }

  async function showCardFor(request: OpenRequest<'card'>, reader: string): Promise<void> {
    await answer(request as Request, async () => {
      await live.settled();
      const facts = cardFactsOf(live.view, reader);
      if (!facts) throw new CardError('CARD_ABSENT', { reader });
      return facts;
    });
  }

  const inBackground = (task: Promise<void>) => {
    const running = task.catch((error: unknown) => console.error(error)).finally(() => work.delete(running));
    work.add(running);
  };

  return {
    /** Answers what the person said need not be asked: verifications, and the card where there is only one. */
    ifAlways(request: OpenRequest): void {
      if (request.kind === 'verify' && request.caller.permissions.verify === 'always') inBackground(verifyFor(request as OpenRequest<'verify'>));
      if (request.kind !== 'card' || request.caller.permissions.card !== 'always') return;
      const reader = onlyReader(live.view);
      if (reader !== null) inBackground(showCardFor(request as OpenRequest<'card'>, reader));
    },
    /** A request as people see it; its document is known to them by its id once they opened it. */
    shown(request: Request): ProgramRequest {
      const { id, kind, caller, state, askedAt, expiresAt, about } = request;
      const open = about.taken !== null && opened.has(about.taken) && !left.has(about.taken) ? about.taken : null;
      const who = { id: caller.id, name: caller.name, origin: caller.origin };
      return {
        id,
        kind,
        caller: who,
        state: state as ProgramRequest['state'],
        askedAt,
        expiresAt,
        document: about.document,
        format: about.format,
        opened: open,
      };
    },
    /** Again for one that was accepted: a screen may have lost its document. @throws AppError PROGRAM_REQUEST_ENDED, DOCUMENT_IN_BATCH */
    async accept(id: string): Promise<AcceptedRequest> {
      const request = requests.find(id, 'sign');
      const { document } = request.order;
      if (left.has(document.id)) throw new AppError('DOCUMENT_IN_BATCH', { document: document.id });
      if (!opened.has(document.id)) {
        opened.set(document.id, request);
        await signatures.expect(request);
      }
      requests.move(id, 'accepted');
      return { document };
    },
    /** A job has taken these documents: their requests are answered by their signatures, until it lets go of what it has not signed. */
    taking(documents: readonly string[]): Disposable {
      const asked = [...opened].filter(([document]) => documents.includes(document));
      const move = (state: 'working' | 'accepted') => {
        for (const [, { id }] of asked) requests.move(id, state);
      };
      for (const [document] of asked) taken.add(document);
      move('working');
      return {
        [Symbol.dispose]() {
          for (const [document] of asked) taken.delete(document);
          move('accepted');
        },
      };
    },
    isBeingSigned: ({ about }: Request): boolean => about.taken !== null && taken.has(about.taken),
    isOpened: (document: string): boolean => opened.has(document),
    requestOf: (document: string): Request<'sign'> | null => opened.get(document) ?? null,
    /** The screens have let go of a document that waits in a batch. */
    leave: (document: string): void => void left.add(document),
    isLeft: (document: string): boolean => left.has(document),
    close(document: string): void {
      opened.delete(document);
      left.delete(document);
    },
    /** @throws AppError PROGRAM_REQUEST_ENDED */
    async decline(id: string): Promise<void> {
      const request = requests.find(id, 'sign', 'verify', 'card', 'login');
      await requests.end(request.id, { state: 'declined' });
    },
    /** @throws AppError PROGRAM_REQUEST_ENDED */
    verify: (id: string): Promise<void> => verifyFor(requests.find(id, 'verify')),
    /** @throws AppError PROGRAM_REQUEST_ENDED */
    showCard: (id: string, reader: string): Promise<void> => showCardFor(requests.find(id, 'card'), reader),
    /** Signs a login and yields its progress; ending the iteration cancels it. One that failed may be tried again. @throws AppError PROGRAM_REQUEST_ENDED */
    logIn({ id, ...order }: Omit<LoginOrder, 'challenge'> & { readonly id: string }, signal?: AbortSignal): AsyncGenerator<LoginProgress, void> {
      const request = requests.find(id, 'login');
      const progress = new Latest<LoginProgress>({ state: 'preparing', pinPage: null, triesLeft: null, failure: null });
      const tell = (change: Partial<LoginProgress>) => progress.set({ ...progress.value, ...change });
      const stop = new AbortController();
      const until = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
      logins.set(id, stop);
      requests.move(id, 'working');
      const run = async () => {
        try {
          const token = await signLogin({ ...order, challenge: request.order }, options, tell, until);
          // Nobody gets it where the request has ended while the card was signing.
          const handed = await requests.end(id, { state: 'done', result: () => token, bytes: sizeOf(token) });
          tell({ state: handed ? 'done' : 'cancelled', pinPage: null });
        } catch (error) {
          const failure = toFailure(error);
          const cancelled = failure.code === 'PIN_CANCELLED' || until.aborted;
          requests.move(id, 'waiting');
          tell({ state: cancelled ? 'cancelled' : 'failed', pinPage: null, failure: cancelled ? null : failure });
        }
        logins.delete(id);
        progress.end();
      };
      inBackground(run());
      return untilLeft(progress, stop);
    },
    /** A request has ended: no PIN is asked for it any more. */
    stop: (id: string): void => logins.get(id)?.abort(),
    /** Resolves when nothing is being answered any more. */
    async idle(): Promise<void> {
      await Promise.all(work);
    },
  };
}
