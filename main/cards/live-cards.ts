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
  watch(signal?: AbortSignal): AsyncIterable<CardsView>;
  /** Reads the card of a reader again. */
  refresh(reader: string): Promise<CardsView>;
  /** Runs work that opens the card itself; the reader is not shown as taken by others meanwhile and is read again afterwards. */
  use<T>(reader: string, work: () => Promise<T>): Promise<T>;
}

interface Stay {
  readonly reader: ReaderState;
  readonly content: CardContent;
  /** Ends the reading when the card goes. */
  readonly left: AbortController;
  /** Sessions of ours on this card. */
  readonly ours: number;
}

const content = (state: CardContent['state']): CardContent => ({ state, applications: [], failure: null });

function failed(error: unknown): CardContent {
  const failure = toFailure(error);
  return { state: failure.code === 'CARD_NOT_HPKI' ? 'foreign' : 'failed', applications: [], failure };
}

function viewOf({ reader, content, ours }: Stay): ReaderView {
  const { name, transport, atr, insertion, busy } = reader;
  return { name, transport, insertion, atr: Buffer.from(atr ?? []).toString('hex').toUpperCase(), busy: busy && ours === 0, ...content };
}

export function watchCards({ service, read }: LiveCardsOptions): LiveCards {
  const stays = new Map<string, Stay>();
  const stop = new AbortController();
  const readings = new Set<Promise<void>>();
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
    update(left, (stay) => ({ content: content('reading'), ours: stay.ours + 1 }));
    const found = await read(reader, left.signal).then((applications): CardContent => ({ ...content('hpki'), applications }), failed);
    update(left, (stay) => ({ content: found, ours: stay.ours - 1 }));
  }

  function begin(stay: Stay): Promise<void> {
    const reading = readStay(stay).finally(() => readings.delete(reading));
    readings.add(reading);
    return reading;
  }

  /** The reader was taken by another program when its card came, and is free now. */
  const freed = (before: Stay, reader: ReaderState) => before.content.failure?.code === 'READER_BUSY_ELSEWHERE' && before.reader.busy && !reader.busy;

  function arrive(reader: ReaderState): void {
    const before = stays.get(reader.name);
    const same = before?.reader.insertion === reader.insertion;
    if (before && !same) before.left.abort();
    const stay = before && same ? { ...before, reader } : { reader, content: content('empty'), left: new AbortController(), ours: 0 };
    stays.set(reader.name, stay);
    if (reader.card && (!same || freed(before!, reader))) void begin(stay);
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

  async function follow(): Promise<void> {
    for await (const snapshot of service.watch(stop.signal)) accept(snapshot);
  }

  async function refresh(reader: string): Promise<CardsView> {
    const stay = stays.get(reader);
    if (stay?.reader.card) await begin(stay);
    return views.value;
  }

  const following = follow();
  return {
    get view() {
      return views.value;
    },
    watch: (signal) => views.watch(signal),
    refresh,
    async use(reader, work) {
      const left = stays.get(reader)?.left;
      const count = (by: number) => left && update(left, (stay) => ({ ours: stay.ours + by }));
      count(1);
      try {
        return await work();
      } finally {
        count(-1);
        await refresh(reader);
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      for (const stay of stays.values()) stay.left.abort();
      await following.catch(() => {});
      await Promise.all(readings);
      views.end();
    },
  };
}
