import type {
  AnswerOrder,
  BindOrder,
  FactView,
  InterruptedReception,
  KeptLanes,
  KioskView,
  LaneOrder,
  ManualOrder,
  ReceptionView,
  VerdictView,
} from '../../api/schema/attendance.ts';
import { AppError } from '../../errors.ts';
import { inTurn } from '../../in-turn.ts';
import { applyReleases } from '../cards/releases.ts';
import { Latest } from '../../latest.ts';
import { openAlarms } from './alarms.ts';
import { answer } from './answer.ts';
import { receiveByHand, receiveScanned } from './by-hand.ts';
import { type AnnulOrder, annul, type ClockOrder, correctClock } from './corrections.ts';
import { isPast } from './course.ts';
import { earlierShowings } from './earlier.ts';
import { factViews } from './fact-views.ts';
import { declinedScans, keepLanes, keepOpened, lanesKept, openedReception } from './kept.ts';
import { type Appearance, type Lane, watchLanes } from './lanes.ts';
import { type Notices, openNotices } from './notices.ts';
import { type OpenReception, type ReceptionParts, trueNow } from './parts.ts';
import { receiveTap } from './receive-tap.ts';
import { Showings } from './showings.ts';
import { bind } from './unknown-card.ts';
import { closedView, kioskView, openView } from './views.ts';
import { Whereabouts } from './whereabouts.ts';

/** Reception of one seminar at a time on this desk, over any number of readers. */
export interface Reception extends AsyncDisposable {
  readonly view: ReceptionView;
  /** @throws AppError RECEPTION_ALREADY_OPEN, SEMINAR_UNKNOWN, SEMINAR_SETTLED */
  open(seminar: string, lanes: readonly LaneOrder[], unused?: readonly string[]): Promise<ReceptionView>;
  /** The lanes as they were when reception of a seminar was opened here last. */
  lanes(seminar: string): Promise<KeptLanes | null>;
  /** The reception that an earlier run of the program left open, until reception is opened again. */
  interrupted(): Promise<InterruptedReception | null>;
  close(): Promise<ReceptionView>;
  watch(signal?: AbortSignal): AsyncGenerator<ReceptionView, void>;
  kiosk(signal?: AbortSignal): AsyncGenerator<KioskView, void>;
  answer(order: AnswerOrder): Promise<VerdictView>;
  bind(order: BindOrder): Promise<VerdictView>;
  manual(order: ManualOrder): Promise<VerdictView>;
  scanned(order: { readonly text: string; readonly lane: string | null; readonly by: string }): Promise<VerdictView>;
  annul(order: AnnulOrder): Promise<FactView>;
  correctClock(order: ClockOrder): Promise<FactView>;
  /** Who of these persons is in at the open reception, and since when (ISO time). */
  inside(persons: readonly string[]): { person: string; since: string }[];
  facts(seminar: string): Promise<FactView[]>;
  seenAlarm(fact: string): Promise<void>;
  readonly notices: Notices;
}

/** The clock on the screens is drawn by the screens; this is how often doubts about it, and the sessions that run, are looked at again. */
const LOOK_AGAIN_MS = 30_000;

/** Judging every bound card anew, by the trust and the revocation lists at hand, takes seconds of work beside the taps. */
const JUDGE_ANEW_MS = 3_600_000;

export function openReception(parts: ReceptionParts): Reception {
  const alarms = openAlarms(parts);
  const views = new Latest<ReceptionView>(closedView(parts));
  let current: (OpenReception & AsyncDisposable) | null = null;
  let known: Awaited<ReturnType<typeof alarms.list>> = [];

  const turn = inTurn();
  const publish = () => views.set(current ? openView(parts, current, known) : closedView(parts));
  const present = (): OpenReception => {
    if (!current) throw new AppError('RECEPTION_CLOSED');
    return current;
  };
  /** Does one thing and shows what has become of it. */
  const shown = async <T>(work: Promise<T>): Promise<T> => work.finally(publish);

  async function refreshAlarms(): Promise<void> {
    known = current ? await alarms.list(current.seminar) : [];
    publish();
  }
  let examining: Promise<void> = Promise.resolve();
  /** One after the other, beside the taps; the end of the program waits for it. */
  const examine = (judgingAnew: boolean) => {
    const work = async () => {
      if (judgingAnew) await parts.bindings.rejudge();
      await alarms.examine();
      await refreshAlarms();
    };
    examining = examining.then(work).catch((error: unknown) => console.error(error));
  };
  const listening = [parts.status.watch(() => examine(false)), parts.stations.watch(publish), parts.seminars.watch(publish)];

  /** Annuls a record; a question about it that waits is over with it. */
  async function annulled(order: AnnulOrder): Promise<FactView> {
    const view = await annul(parts, order);
    const asked = current?.showings.waitingAbout(order.fact);
    if (asked) current!.showings.put({ ...asked, view: { ...asked.view, answer: 'declined' } });
    return view;
  }

  async function open(seminar: string, orders: readonly LaneOrder[], unused: readonly string[]): Promise<ReceptionView> {
    if (current) throw new AppError('RECEPTION_ALREADY_OPEN');
    const { state, plan } = parts.seminars.get(seminar);
    if (isPast(state)) throw new AppError('SEMINAR_SETTLED');
    const rooms = new Set(plan.rooms.map(({ id }) => id));
    const lanes: readonly Lane[] = orders.map((order, index) => ({
      ...order,
      room: order.room !== null && rooms.has(order.room) ? order.room : null,
      id: `lane-${index + 1}`,
    }));
    await using undo = new AsyncDisposableStack();
    undo.use(parts.cards.reserve(lanes.flatMap(({ reader }) => reader ?? [])));
    await applyReleases(parts, seminar);
    const facts = await parts.log.of(seminar);
    const whereabouts = new Whereabouts(facts);
    undo.use(
      parts.log.watch((fact) => {
        if (fact.body.seminar === seminar) whereabouts.add(fact);
        publish();
      }),
    );
    const stop = new AbortController();
    const taps = new Set<Promise<void>>();
    const readers = new Set<string>();
    const showings = new Showings();
    const declined = await declinedScans(parts.store, seminar);
    const earlier = { facts, device: parts.log.device, lanes, plan, declined, now: parts.store.now() };
    for (const showing of earlierShowings(earlier)) showings.put(showing);
    const opened: OpenReception = { seminar, lanes, present: readers, showings, whereabouts, standing: new Set(), stop };
    const onCard = (appearance: Appearance) => {
      const tap = receiveTap(parts, opened, appearance, publish).finally(() => {
        taps.delete(tap);
        publish();
      });
      taps.add(tap);
    };
    await keepLanes(parts.store, seminar, { lanes: [...orders], unused: [...unused] });
    await keepOpened(parts.store, { seminar, title: plan.title, openedAt: parts.store.now().toISOString() });
    await parts.audit.record({ action: 'reception.opened', facts: { seminar, lanes: lanes.length } });
    known = await alarms.list(seminar);
    const watching = watchLanes(parts.service, lanes, readers, { onCard, onReaders: publish }, stop.signal).catch(console.error);
    let judged = performance.now();
    const looking = setInterval(() => {
      publish();
      if (performance.now() - judged < JUDGE_ANEW_MS) return;
      judged = performance.now();
      examine(true);
    }, LOOK_AGAIN_MS).unref();
    undo.defer(async () => {
      clearInterval(looking);
      stop.abort();
      await watching;
      await Promise.all(taps);
    });
    const resources = undo.move();
    current = { ...opened, [Symbol.asyncDispose]: () => resources.disposeAsync() };
    parts.tell({ kind: 'seminars' });
    publish();
    examine(false);
    return views.value;
  }

  async function close(): Promise<ReceptionView> {
    const open = current;
    current = null;
    known = [];
    if (open) {
      await open[Symbol.asyncDispose]();
      await keepOpened(parts.store, null);
      parts.tell({ kind: 'seminars' });
      await parts.audit.record({ action: 'reception.closed', facts: { seminar: open.seminar, facts: open.whereabouts.facts } });
    }
    publish();
    return views.value;
  }

  return {
    get view() {
      return views.value;
    },
    open: (seminar, lanes, unused = []) => turn(() => open(seminar, lanes, unused)),
    lanes: (seminar) => lanesKept(parts.store, seminar),
    interrupted: async () => (current ? null : openedReception(parts.store)),
    close: () => turn(close),
    watch: (signal) => views.watch(signal),
    async *kiosk(signal) {
      for await (const view of views.watch(signal)) yield kioskView(view);
    },
    answer: async (order) => shown(answer(parts, present(), order)),
    bind: async (order) => shown(bind(parts, present(), order)),
    manual: async (order) => shown(receiveByHand(parts, current, order)),
    scanned: async (order) => shown(receiveScanned(parts, present(), order)),
    annul: async (order) => shown(annulled(order)),
    correctClock: async (order) => shown(correctClock(parts, order)),
    inside: (persons) =>
      persons.flatMap((person) => {
        const inside = current?.whereabouts.of(person, trueNow(parts));
        return inside ? [{ person, since: inside.since.toISOString() }] : [];
      }),
    facts: async (seminar) => factViews(await parts.log.of(seminar)),
    async seenAlarm(fact) {
      await alarms.seen(fact);
      await refreshAlarms();
    },
    notices: openNotices(parts),
    async [Symbol.asyncDispose]() {
      for (const listener of listening) listener[Symbol.dispose]();
      await turn(close);
      await examining;
      views.end();
    },
  };
}
