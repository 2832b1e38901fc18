import type { ReaderService, ReaderSnapshot, ReaderState } from '../../card/reader.ts';
import type { CardsView, ReaderView } from '../api/schema/card.ts';
import { toFailure } from '../failure.ts';
import { Latest } from '../latest.ts';

/** What reading a card gave. */
export type CardContent = Pick<ReaderView, 'state' | 'applications' | 'failure'>;

export interface LiveCardsOptions {
  readonly service: ReaderService;
  /** Reads the card that is in the reader; throws `CardError`. */
  readonly read: (reader: ReaderState, signal: AbortSignal) => Promise<CardContent['applications']>;
}

/** The readers and cards as people see them now. Driven by status events alone; each card is read once per insertion. */
export interface LiveCards extends AsyncDisposable {
  readonly view: CardsView;
  watch(signal?: AbortSignal): AsyncGenerator<CardsView, void>;
  /** Resolves when the readers are known and every card that is there has been read. */
  settled(): Promise<void>;
  /** Reads the card of a reader again. */
  refresh(reader: string): Promise<CardsView>;
  /** Runs work that opens the card itself; the reader is not shown as taken by others meanwhile. */
  use<T>(reader: string, work: () => Promise<T>): Promise<T>;
  /** Gives readers away until disposed of: their cards are not read here, and are read anew afterwards. */
  reserve(readers: readonly string[]): Disposable;
}

interface Stay {
  readonly reader: ReaderState;
  readonly content: CardContent;
  /** Ends the reading when the card goes. */
  readonly left: AbortController;
  /** Sessions of ours on this card. */
  readonly ours: number;
  /** Another program has it. */
  readonly taken: boolean;
}

const content = (state: CardContent['state']): CardContent => ({ state, applications: [], failure: null });

function failed(error: unknown): CardContent {
  const failure = toFailure(error);
  return { state: failure.code === 'CARD_NOT_HPKI' ? 'foreign' : 'failed', applications: [], failure };
}

function viewOf({ reader: { name, transport, atr, insertion }, content, taken }: Stay): ReaderView {
  const answerToReset = atr ? Buffer.from(atr).toString('hex').toUpperCase() : '';
  return { name, transport, insertion, atr: answerToReset, busy: taken, ...content };
}

export function watchCards({ service, read }: LiveCardsOptions): LiveCards {
  const stays = new Map<string, Stay>();
  const stop = new AbortController();
  const readings = new Set<Promise<void>>();
  const reserved = new Set<string>();
  const known = Promise.withResolvers<void>();
  let state: CardsView['service'] = 'running';
  const views = new Latest<CardsView>({ service: state, readers: [] });
  const publish = () => views.set({ service: state, readers: [...stays.values()].map(viewOf) });

  /** Changes what is known of one stay, if it is still that stay. */
  function update(left: AbortController, change: (stay: Stay) => Partial<Stay>): void {
    const entry = [...stays].find(([, stay]) => stay.left === left);
    if (!entry) return;
    stays.set(entry[0], { ...entry[1], ...change(entry[1]) });
    publish();
  }

  async function readStay({ reader, left }: Stay): Promise<void> {
    // What was read stays on the screen while it is read again.
    update(left, (stay) => ({ content: stay.content.state === 'hpki' ? stay.content : content('reading'), ours: stay.ours + 1 }));
    const found = await read(reader, left.signal).then((applications): CardContent => ({ ...content('hpki'), applications }), failed);
    update(left, (stay) => ({ content: found, ours: stay.ours - 1 }));
  }

  function begin(stay: Stay): Promise<void> {
    const reading = readStay(stay).finally(() => readings.delete(reading));
    readings.add(reading);
    return reading;
  }

  function arrive(reader: ReaderState): void {
    const before = stays.get(reader.name);
    const same = before?.reader.insertion === reader.insertion;
    if (before && !same) before.left.abort();
    const elsewhere = reserved.has(reader.name);
    const fresh = () => ({ reader, content: content(elsewhere ? 'reception' : 'empty'), left: new AbortController(), ours: 0, taken: false });
    const stay: Stay = before && same ? { ...before, reader } : fresh();
    const taken = !elsewhere && stay.ours === 0 && reader.card && reader.busy;
    const present = { ...stay, taken };
    stays.set(reader.name, present);
    // A card that could not be read because another program had it is read when it is free.
    const freed = stay.taken && !taken && stay.content.failure?.code === 'READER_BUSY_ELSEWHERE';
    if (reader.card && !elsewhere && (!same || freed)) void begin(present);
  }

  function accept(snapshot: ReaderSnapshot): void {
    state = snapshot.service;
    for (const [name, stay] of stays) {
      if (snapshot.readers.some((reader) => reader.name === name)) continue;
      stay.left.abort();
      stays.delete(name);
    }
    for (const reader of snapshot.readers) arrive(reader);
    publish();
  }

  /** Should the watching itself fail, nothing is seen, and that is what is shown. */
  async function follow(): Promise<void> {
    try {
      for await (const snapshot of service.watch(stop.signal)) {
        accept(snapshot);
        known.resolve();
      }
    } catch (error) {
      console.error(error);
      accept({ service: 'absent', readers: [] });
    }
  }

  async function refresh(reader: string): Promise<CardsView> {
    const stay = stays.get(reader);
    if (stay?.reader.card) await begin(stay);
    return views.value;
  }

  /** Looks at readers as if each had just been plugged in. */
  function lookAnew(names: readonly string[]): void {
    for (const name of names) {
      const stay = stays.get(name);
      if (!stay) continue;
      stay.left.abort();
      stays.delete(name);
      arrive(stay.reader);
    }
    publish();
  }

  const following = follow();
  return {
    get view() {
      return views.value;
    },
    watch: (signal) => views.watch(signal),
    async settled() {
      await Promise.race([known.promise, following]);
      while (readings.size > 0) await Promise.all(readings);
    },
    refresh,
    async use(reader, work) {
      const left = stays.get(reader)?.left;
      const count = (by: number) => left && update(left, (stay) => ({ ours: stay.ours + by }));
      count(1);
      try {
        return await work();
      } finally {
        count(-1);
      }
    },
    reserve(readers) {
      for (const name of readers) reserved.add(name);
      lookAnew(readers);
      return {
        [Symbol.dispose]() {
          for (const name of readers) reserved.delete(name);
          if (!stop.signal.aborted) lookAnew(readers);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      for (const stay of stays.values()) stay.left.abort();
      await following;
      await Promise.all(readings);
      views.end();
    },
  };
}
