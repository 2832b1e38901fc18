import type { ApplicationKind } from '../../card/hpki/applications.ts';
import type { HpkiCard } from '../../card/hpki/card.ts';
import { CardMemory } from '../../card/hpki/memory.ts';
import type { CardSigner } from '../../card/hpki/signer/card-signer.ts';
import { openCardSigner } from '../../card/hpki/signer/open-card-signer.ts';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import type { ReaderService } from '../../card/reader.ts';
import type { CardsView } from '../api/schema/card.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { inTurn } from '../in-turn.ts';
import { applicationView } from './application-view.ts';
import { cardAccess } from './card-access.ts';
import { type LiveCards, watchCards } from './live-cards.ts';

/** The cards on the readers, and everything that is done with one of them. */
export interface CardDesk extends AsyncDisposable {
  readonly live: LiveCards;
  /** The card that the person sees on the screen, and no other. */
  shown(reader: string): Promise<HpkiCard>;
  /** The same as it was read in this stay, without a touch of it or of its reader, which another program may have; read where it was not yet. */
  asRead(reader: string): Promise<HpkiCard>;
  /** Whether the PIN of a card is typed at the keys of its reader. */
  typedAtReader(card: HpkiCard): boolean;
  /** Reads the card again, whatever is remembered of it. */
  readAgain(reader: string): Promise<CardsView>;
  /** Opens an application of the card that is shown, `signature` unless another is named; nothing is asked yet. */
  openSigner(reader: string, prompt: PinPrompt, uses: number, signal: AbortSignal, application?: ApplicationKind): Promise<CardSigner>;
  /** Runs work on a reader, which is then shown as used by the program itself, and looks at the card again afterwards. */
  use<T>(reader: string, work: () => Promise<T>): Promise<T>;
}

export interface CardDeskOptions {
  readonly service: ReaderService;
  readonly audit: AuditLog;
  /** Whether a person is asked again after a wrong PIN. */
  readonly askAgain: boolean;
  /** Where the PIN is typed on a reader with keys. */
  readonly typeAt: () => 'reader' | 'here';
  /** Keeps the CA certificates that a card shows. */
  readonly remember: (authorities: readonly Uint8Array[]) => Promise<void>;
  /** Told of each card that was read. */
  readonly noticed: (card: HpkiCard) => void;
  readonly now: () => Date;
}

export function openCardDesk({ service, audit, askAgain, typeAt, remember, noticed, now }: CardDeskOptions): CardDesk {
  const memory = new CardMemory();
  const turns = new Map<string, ReturnType<typeof inTurn>>();
  const readInReader = cardAccess({ service, memory, audit, remember });
  const live = watchCards({
    service,
    read: async ({ name, insertion }, signal) => {
      const card = await readInReader(name, { signal, ...(insertion && { insertion }) });
      noticed(card);
      return card.applications.map((application) => applicationView(application, now()));
    },
  });

  function shownStay(reader: string, application: ApplicationKind = 'signature'): { insertion?: string; holder?: string } {
    const view = live.view.readers.find(({ name }) => name === reader);
    const certificate = view?.applications.find(({ kind }) => kind === application)?.certificate;
    const holder = certificate?.nameKanji ?? certificate?.commonName;
    return { ...(view?.insertion && { insertion: view.insertion }), ...(holder && { holder }) };
  }

  /** Refused PINs are forgotten as soon as their card has left. */
  async function followStays(): Promise<void> {
    for await (const { readers } of live.watch()) memory.wipeRefusedPins(new Set(readers.flatMap(({ insertion }) => insertion ?? [])));
  }
  const following = followStays();

  /** Two screens that ask for the same card at once are answered one after the other. */
  function turnAt(reader: string): ReturnType<typeof inTurn> {
    const known = turns.get(reader) ?? inTurn();
    turns.set(reader, known);
    return known;
  }

  const shown = (reader: string): Promise<HpkiCard> =>
    turnAt(reader)(() =>
      live.use(reader, () => {
        const { insertion } = shownStay(reader);
        return readInReader(reader, { ...(insertion && { insertion }) });
      }),
    );

  return {
    live,
    shown,
    async asRead(reader) {
      const view = live.view.readers.find(({ name }) => name === reader);
      const known = view?.insertion ? memory.recall({ transport: view.transport, reader, insertion: view.insertion }) : null;
      return known ?? shown(reader);
    },
    typedAtReader: ({ pad }) => pad && typeAt() === 'reader',
    readAgain(reader) {
      memory.forget(reader);
      return live.refresh(reader);
    },
    openSigner: (reader, prompt, uses, signal, application = 'signature') =>
      openCardSigner({ service, reader, application, prompt, uses, signal, memory, askAgain, typeAt: typeAt(), ...shownStay(reader, application) }),
    async use(reader, work) {
      try {
        return await live.use(reader, work);
      } finally {
        await live.refresh(reader);
      }
    },
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]();
      await following;
      memory.wipeRefusedPins();
    },
  };
}
