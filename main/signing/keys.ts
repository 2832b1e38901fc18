import type { PinPrompt } from '../../card/pin/prompt.ts';
import type { CardsView } from '../api/schema/card.ts';
import type { CardDesk } from '../cards/card-desk.ts';
import { Latest } from '../latest.ts';
import type { DocumentSigner, KeySource } from './key-source.ts';
import type { SigningSource } from './readiness.ts';

/** Everything that signs documents here: the cards on the readers and the keys of other sources, each under the name of its reader. */
export interface Keys extends AsyncDisposable {
  readonly view: CardsView;
  watch(signal?: AbortSignal): AsyncGenerator<CardsView, void>;
  /** Resolves when everything that is there has been read. */
  settled(): Promise<void>;
  /** Reads the card, or looks at the other key again. */
  readAgain(reader: string): Promise<CardsView>;
  /** What the person sees on the screen, and nothing else. */
  shown(reader: string): Promise<SigningSource>;
  /** Opens the key for documents of the one that is shown; nothing is asked yet. */
  openSigner(reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal): Promise<DocumentSigner>;
  /** Runs work with the key of a reader, which is looked at again afterwards. */
  use<T>(reader: string, work: () => Promise<T>): Promise<T>;
}

/** Names every stay of every card: when one changes, a module may see other tokens. */
const staysOf = ({ readers }: CardsView) => readers.map(({ name, insertion }) => `${name}/${insertion}`).join('\n');

/** Puts cards and other keys together. Those are looked at when a reader reports a change and its card was read, and when somebody asks: never by a clock. */
export function openKeys(cards: CardDesk, sources: readonly KeySource[]): Keys {
  const stop = new AbortController();
  const joined = (): CardsView => ({
    ...cards.live.view,
    readers: [...cards.live.view.readers, ...sources.flatMap(({ views: { value } }) => value)],
  });
  const views = new Latest(joined());
  const publish = () => views.set(joined());
  const sourceOf = (reader: string) => sources.find((source) => source.has(reader)) ?? null;

  async function followCards(): Promise<void> {
    let stays: string | null = null;
    for await (const view of cards.live.watch(stop.signal)) {
      publish();
      if (view.readers.some(({ state }) => state === 'reading') || staysOf(view) === stays) continue;
      const first = stays === null;
      stays = staysOf(view);
      if (!first) for (const source of sources) await source.cardsChanged?.();
    }
  }
  async function followSource(source: KeySource): Promise<void> {
    for await (const _ of source.views.watch(stop.signal)) publish();
  }
  const following = Promise.all([followCards(), ...sources.map(followSource)]);
  const looked = Promise.all(sources.map((source) => source.look()));

  return {
    get view() {
      return joined();
    },
    watch: (signal) => views.watch(signal),
    async settled() {
      await Promise.all([cards.live.settled(), looked]);
    },
    async readAgain(reader) {
      const source = sourceOf(reader);
      if (source) await source.look();
      else await cards.readAgain(reader);
      return joined();
    },
    async shown(reader) {
      const source = sourceOf(reader);
      if (source) return source.shown(reader);
      const card = await cards.shown(reader);
      return { ...card, pinAtReader: cards.typedAtReader(card) };
    },
    openSigner: async (reader, prompt, uses, signal) => (sourceOf(reader) ?? cards).openSigner(reader, prompt, uses, signal),
    async use(reader, work) {
      const source = sourceOf(reader);
      if (!source) return cards.use(reader, work);
      try {
        return await work();
      } finally {
        await source.used();
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await following;
      views.end();
    },
  };
}
