import { AppError } from '../../errors.ts';
import type { CardProof } from './card-proof.ts';
import type { StaffParts } from './parts.ts';
import { notePasskey, readPasskeys } from './passkey-rows.ts';
import { givePasskey } from './passkeys.ts';

/** Milliseconds for which a key that was asked anew vouches for the one that is registered next. */
const VOUCHES_MS = 120_000;

/** That somebody has just given a key that was theirs before. */
export interface FreshProof {
  readonly means: 'passkey' | 'card';
  /** @throws AppError PASSKEY_REFUSED once it is too long ago */
  assertFresh(): void;
}

/** How a key of somebody is asked anew. */
export interface ProofAnew {
  /** @throws AppError PASSKEY_REFUSED for any other than their own */
  passkey(id: string): Promise<FreshProof>;
  /** @throws AppError STAFF_CARD_UNKNOWN for any other than their own, STAFF_CARD_NOT_PROVED, and CardError */
  card(id: string, reader: string): Promise<FreshProof>;
}

/** Asks for one registration alone: whoever finds a seat unlocked does not get a key that outlasts it. */
export function proofAnew({ store, book, passkeys, asking }: StaffParts, cards: CardProof): ProofAnew {
  const { db, now } = store;
  const given = (means: FreshProof['means']): FreshProof => {
    const at = now().getTime();
    return {
      means,
      assertFresh() {
        if (now().getTime() - at > VOUCHES_MS) throw new AppError('PASSKEY_REFUSED', { reason: 'too-late' });
      },
    };
  };
  return {
    async passkey(id) {
      if (!passkeys) throw new AppError('PASSKEY_NOT_POSSIBLE');
      const own = async () => (await readPasskeys(db)).filter(({ staff, because }) => staff === id && because === null);
      if ((await own()).length === 0) throw new AppError('PASSKEY_REFUSED', { reason: 'none-before', staff: id });
      const passkey = await asking((signal, announce) => givePasskey({ desk: passkeys, now, signal, announce, purpose: 'vouch' }, own));
      await notePasskey(db, passkey, now());
      return given('passkey');
    },
    async card(id, reader) {
      await cards.prove(reader, ({ certificate, doubt }) => {
        if (book.withCertificate(certificate)?.id !== id) throw new AppError('STAFF_CARD_UNKNOWN');
        if (doubt) throw new AppError('STAFF_CARD_NOT_PROVED', { reason: doubt, staff: id });
      });
      return given('card');
    },
  };
}
