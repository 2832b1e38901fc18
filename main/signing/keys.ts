import type { PinPrompt } from '../../card/pin/prompt.ts';
import type { Signer } from '../../pki/signer.ts';
import type { CardsView } from '../api/schema/card.ts';
import type { CardDesk } from '../cards/card-desk.ts';
import { Latest } from '../latest.ts';
import type { TokenDesk } from '../tokens/token-desk.ts';
import type { SigningSource } from './readiness.ts';

/** A signer of documents, and what it holds until it is closed. */
export interface DocumentSigner extends Signer {
  /** Wipes what is held. */
  readonly close: () => void;
}

/** Everything that signs documents here: the cards on the readers and the tokens of a PKCS#11 module, each under the name of its reader. */
export interface Keys extends AsyncDisposable {
  readonly view: CardsView;
  watch(signal?: AbortSignal): AsyncGenerator<CardsView, void>;
  /** Resolves when everything that is there has been read. */
  settled(): Promise<void>;
  /** Reads the card or the tokens again. */
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

/** Puts cards and tokens together. Tokens are looked at when a reader reports a change and its card was read, and when somebody asks: never by a clock. */
export function openKeys(cards: CardDesk, tokens: TokenDesk): Keys {
  const stop = new AbortController();
  const joined = (): CardsView => ({ ...cards.live.view, readers: [...cards.live.view.readers, ...tokens.views.value] });
  const views = new Latest(joined());
  const publish = () => views.set(joined());

  async function followCards(): Promise<void> {
    let stays: string | null = null;
    for await (const view of cards.live.watch(stop.signal)) {
      publish();
      if (view.readers.some(({ state }) => state === 'reading') || staysOf(view) === stays) continue;
      const first = stays === null;
      stays = staysOf(view);
      if (!first) await tokens.look();
    }
  }
  async function followTokens(): Promise<void> {
    for await (const _ of tokens.views.watch(stop.signal)) publish();
  }
  const following = Promise.all([followCards(), followTokens()]);
  const looked = tokens.look();

  return {
    get view() {
      return joined();
    },
    watch: (signal) => views.watch(signal),
    async settled() {
      await Promise.all([cards.live.settled(), looked]);
    },
    async readAgain(reader) {
      if (tokens.has(reader)) await tokens.look();
      else await cards.readAgain(reader);
      return joined();
    },
    async shown(reader) {
      if (tokens.has(reader)) return tokens.shown(reader);
      const card = await cards.shown(reader);
      return { ...card, pinAtReader: cards.typedAtReader(card) };
    },
    openSigner: async (reader, prompt, uses, signal) =>
      tokens.has(reader) ? tokens.openSigner(reader, prompt, uses, signal) : cards.openSigner(reader, prompt, uses, signal),
    async use(reader, work) {
      if (!tokens.has(reader)) return cards.use(reader, work);
      try {
        return await work();
      } finally {
        await tokens.look();
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      tokens[Symbol.dispose]();
      await following;
      views.end();
    },
  };
}
