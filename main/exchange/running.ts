import { hostname } from 'node:os';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AuthorityParts } from '../credentials/parts.ts';
import { isStaffed } from '../credentials/staff/staffed.ts';
import { inTurn } from '../in-turn.ts';
import type { Store } from '../store/store.ts';
import type { Exchange } from './exchange.ts';
import { type Enrolment, openIdentity } from './link/identity.ts';
import type { Link, Passed } from './link/link.ts';
import { pause } from './link/pause.ts';
import type { ExchangeView } from './view/view.ts';

/** Where the exchange of a program that stays open stands. */
export interface RunningView extends ExchangeView {
  /** Hub's time minus ours in milliseconds; `null` before the hub answered in this run. */
  readonly clockOffsetMs: number | null;
  /** Whether staff are registered here, so that what changes something asks who does it. */
  readonly staffed: boolean;
  /** As what this computer is made known unless told otherwise. */
  readonly suggestedName: string;
}

/** The exchange while a program is open: with the rules that fit what the desk is, and the link kept up. */
export interface RunningExchange extends AsyncDisposable {
  /** With the rules of what this desk is now. */
  exchange(): Promise<Exchange>;
  view(): Promise<RunningView>;
  /** The view at once, then whenever it has changed. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<RunningView, void>;
  /** As `Exchange.enrol`; from then on the desk goes by the rules of what it was enrolled as. */
  enrol(order: Parameters<Exchange['enrol']>[0]): Promise<Enrolment>;
  /** Tells and asks once, now. @throws AppError EXCHANGE_NOT_ENROLLED; whatever the network throws */
  runNow(): Promise<Passed>;
}

/** What it is put together from. */
export interface RunningParts {
  readonly store: Store;
  readonly audit: AuditLog;
  /** Opens the exchange, at the card authority's desk with what others' words change there. */
  readonly open: (authority: AuthorityParts | null) => Promise<Exchange>;
  readonly authority: () => Promise<AuthorityParts>;
  /** Whether the hub is being asked all the time. */
  readonly keepsLink: boolean;
}

/** How long a view may be behind what the screen shows of it. */
const WATCH_MS = 3_000;
const LONGEST_NAME = 100;

const suggestedName = (): string => hostname().slice(0, LONGEST_NAME) || 'HPKI Desk';

const hasRegistry = async ({ db }: Pick<Store, 'db'>): Promise<boolean> =>
  (await db.selectFrom('credential_holder').select('id').limit(1).executeTakeFirst()) !== undefined;

/** A desk is the card authority's where a hub says so; where no hub knows it, where people are in its registry. */
async function isAuthority({ store, audit }: RunningParts): Promise<boolean> {
  const { enrolment } = await openIdentity(store, audit);
  return enrolment ? enrolment.kind === 'authority' : hasRegistry(store);
}

/** Opens the exchange of a program that stays open. */
export async function openRunningExchange(parts: RunningParts): Promise<RunningExchange> {
  const { store, keepsLink } = parts;
  const turn = inTurn();
  const ended = new AbortController();

  const openFor = async (authority: boolean) => ({ authority, exchange: await parts.open(authority ? await parts.authority() : null) });
  let opened = await openFor(await isAuthority(parts));
  let running: { readonly link: Link; readonly stop: AbortController; readonly done: Promise<void> } | null = null;
  let clockOffsetMs: number | null = null;

  function start(): void {
    const { exchange } = opened;
    if (!keepsLink || ended.signal.aborted || !exchange.identity.enrolment) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ended.signal]);
    const link = exchange.link(signal);
    running = { link, stop, done: link.always(signal) };
  }

  async function stop(): Promise<void> {
    running?.stop.abort();
    await running?.done;
    clockOffsetMs = running?.link.clockOffsetMs ?? clockOffsetMs;
    running = null;
  }

  /** A desk that no hub knows becomes the authority's with its first holder. */
  async function exchange(): Promise<Exchange> {
    const { authority, exchange: known } = opened;
    if (authority || known.identity.enrolment || !(await hasRegistry(store))) return known;
    return turn(async () => {
      if (!opened.authority) opened = await openFor(true);
      return opened.exchange;
    });
  }

  async function view(): Promise<RunningView> {
    const [known, staffed] = [await (await exchange()).view(), await isStaffed(store.db)];
    return { ...known, clockOffsetMs: running?.link.clockOffsetMs ?? clockOffsetMs, staffed, suggestedName: suggestedName() };
  }

  start();
  return {
    exchange,
    view,
    async *watch(given) {
      const signal = AbortSignal.any([ended.signal, ...(given ? [given] : [])]);
      for (let last = ''; !signal.aborted; await pause(WATCH_MS, signal)) {
        const now = await view();
        const peers = now.peers.map(({ peer, ways }) => [peer, ways.map(({ ageSeconds: _passes, ...way }) => way)]);
        const text = JSON.stringify({ ...now, peers });
        if (text !== last) yield now;
        last = text;
      }
    },
    enrol: (order) =>
      turn(async () => {
        const made = await opened.exchange.enrol(order);
        await stop();
        clockOffsetMs = null;
        opened = await openFor(made.kind === 'authority');
        start();
        return made;
      }),
    runNow: () =>
      turn(async () => {
        await stop();
        const link = opened.exchange.link(ended.signal);
        try {
          return await link.once(ended.signal);
        } finally {
          clockOffsetMs = link.clockOffsetMs ?? clockOffsetMs;
          start();
        }
      }),
    async [Symbol.asyncDispose]() {
      ended.abort();
      await turn(stop);
    },
  };
}
